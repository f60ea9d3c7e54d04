"""Where the database is, without reading every setting: for commands that only look something up."""

import os
from pathlib import Path

DEFAULT_DATABASE = "sqlite:///sla-bot.db"
NAME = "DATABASE_URL"


def database_url() -> str:
    """`DATABASE_URL` of the environment, else of `.env`, else the SQLite file of this folder."""
    return os.environ.get(NAME) or _from_file() or DEFAULT_DATABASE


def _from_file() -> str | None:
    if not Path(".env").exists():
        return None
    from dotenv import get_key  # noqa: PLC0415 - read only where there is a file

    return get_key(".env", NAME)
