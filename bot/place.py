"""Where the database is and what its clock says, without reading every setting: for commands that only look."""

import os
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.clock import clock_of
from bot.errors import BadSettings

DEFAULT_DATABASE = "sqlite:///sla-bot.db"
DEFAULT_CLOCK = "system"


def database_url() -> str:
    """`DATABASE_URL`, else the SQLite file of this folder. Raises BadSettings where that names no database."""
    url = _setting("DATABASE_URL") or DEFAULT_DATABASE
    if fault := fault_in(url):
        raise BadSettings(f"DATABASE_URL {fault}.")
    return url


def fault_in(url: str) -> str | None:
    """What is wrong with the address of a database, to stand after its name; None when nothing is."""
    try:
        parts = make_url(url)
    except ArgumentError:
        return "must be sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME"
    if parts.get_backend_name() not in ("sqlite", "postgresql"):
        return "must name a SQLite or PostgreSQL database"
    if parts.get_backend_name() == "sqlite" and parts.database in (None, "", ":memory:"):
        return "must name a file, as in sqlite:///sla-bot.db: one in memory would forget everything"
    if parts.get_backend_name() == "postgresql" and find_spec("psycopg") is None:
        return 'needs the driver of PostgreSQL: pip install "sla-bot[postgresql]"'
    return None


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
