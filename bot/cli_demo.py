"""`sla-bot demo`: one command, one URL, a month of Company X to watch."""

import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

import click

from bot import terminal
from bot.signals import signalled

WELCOME = """
  Company X is at {base}/?panel=Tour

  It is half past eight on {day:%A, %-d %B %Y} there. Turn the clock at the top of the page and watch #smarketing:
  Josh hands leads off, the reps follow them up or forget to, the daily post arrives at nine, and the month closes.
  Be somebody else with "You are". Type /sla help. Ctrl-C ends it.
"""


def _memory() -> Path | None:
    """Where a file needs no disk, if this system has such a place: nothing of the demo has to outlive it."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it, readable by us alone
    return memory if os.access(memory, os.W_OK) else None


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=4100,
    show_default=True,
    help="Where the page is served, on this machine alone.",
)
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), help="Keeps the database and the log here.")
def demo(port: int, folder: Path | None) -> None:
    """The sandbox, the bot and Company X's agreement with a month of leads, on SQLite; prints one URL to open."""
    from bot.demo import stage  # noqa: PLC0415 - what it needs is an extra

    with ExitStack() as running, signalled() as stop:
        home = folder or Path(running.enter_context(tempfile.TemporaryDirectory(prefix="sla-bot-demo-", dir=_memory())))
        home.mkdir(parents=True, exist_ok=True)
        base, day = running.enter_context(stage.set_up(port, home, stop))
        terminal.show(WELCOME.format(base=base, day=day))
        stop.wait()
