"""Where the database is and what its clock says, without reading every setting: for commands that only look."""

import os
from datetime import datetime
from pathlib import Path

from bot.clock import clock_of

DEFAULT_DATABASE = "sqlite:///sla-bot.db"
DEFAULT_CLOCK = "system"


def database_url() -> str:
    """`DATABASE_URL`, else the SQLite file of this folder."""
    return _setting("DATABASE_URL") or DEFAULT_DATABASE


def now() -> datetime:
    """The instant on the clock that `SLA_BOT_CLOCK` names (UTC)."""
    return clock_of(_setting("SLA_BOT_CLOCK") or DEFAULT_CLOCK).now()


def _setting(name: str) -> str | None:
    """From the environment, else from `.env`."""
    return os.environ.get(name) or _from_file(name)


def _from_file(name: str) -> str | None:
    if not Path(".env").exists():
        return None
    from dotenv import dotenv_values  # noqa: PLC0415 - read only where there is a file

    return dotenv_values(".env").get(name)
