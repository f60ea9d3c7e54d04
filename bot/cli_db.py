"""`sla-bot db`: looks after the database."""

import click

from bot import terminal
from bot.database import usable
from bot.place import database_url
from storage import schema
from storage.engine import Sessions


@click.group()
def db() -> None:
    """Looks after the database."""


@db.command()
def upgrade() -> None:
    """Migrates the database to what this version wants (`run` and `demo` do it by themselves on SQLite)."""
    with usable():
        schema.upgrade(Sessions(database_url()))
    terminal.show(f"The database is at {schema.head()}.")
