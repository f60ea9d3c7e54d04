"""The command line in a folder and an environment of its own."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from bot.cli import main

UNSET = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL", "SLA_BOT_CLOCK", "DATABASE_URL")


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    status: int
    out: str
    err: str


def sla_bot(folder: Path, *words: str, typed: str | None = None, **environment: str) -> Ran:
    """Runs `sla-bot WORDS` in the folder; its database is there unless the environment names another."""
    told: dict[str, str | None] = dict.fromkeys(UNSET)
    told |= {"DATABASE_URL": f"sqlite:///{folder / 'sla-bot.db'}", **environment}
    with contextlib.chdir(folder):
        ran = CliRunner().invoke(main, list(words), input=typed, env=told, prog_name="sla-bot", catch_exceptions=False)
    return Ran(ran.exit_code, ran.stdout, ran.stderr)
