"""`sla-bot`: the command line. A command's file is imported only when it is used."""

import gc
import sys
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import click

from bot import terminal
from sla.errors import SlaError

SELDOM = 50_000
"""New objects between two looks for garbage: what is imported stays, and to look through it is a tenth of a start."""


@dataclass(frozen=True)
class Entry:
    """One word of the command line: the file that holds it, and its line in `sla-bot --help`."""

    word: str
    module: str
    help: str


ENTRIES = (
    Entry("demo", "bot.cli_demo", "The sandbox, the bot and a month of Company X; prints one URL to open."),
    Entry("run", "bot.cli_run", "The bot: Socket Mode when there is an app token, else HTTP."),
    Entry("sandbox", "bot.cli_sandbox", "A Slack workspace on this machine alone."),
    Entry("apply", "bot.cli_apply", "Creates an agreement from a file, or amends it with new terms."),
    Entry("schema", "bot.cli_schema", "The JSON Schema of agreement files."),
    Entry("import", "bot.cli_import", "Takes leads, attempts or deals in from a CSV file."),
    Entry("status", "bot.cli_status", "Where an agreement stands."),
    Entry("report", "bot.cli_report", "The reports of a period, and its charts."),
    Entry("tick", "bot.cli_tick", "Does once all that is due at an instant, and exits."),
    Entry("why", "bot.cli_why", "The receipt of a lead's clock."),
    Entry("export", "bot.cli_export", "Writes an agreement and all its records to a folder."),
    Entry("erase", "bot.cli_erase", "Removes a person's data."),
    Entry("doctor", "bot.cli_doctor", "Checks settings, tokens, scopes, channels, clock and database."),
    Entry("db", "bot.cli_db", "Looks after the database."),
)


class Words(click.Group):
    """The words that this build has, in the order of ENTRIES; a refusal is one sentence and exit status 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [entry.word for entry in ENTRIES if find_spec(entry.module)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = next((entry for entry in ENTRIES if entry.word == cmd_name), None)
        if entry is None or not find_spec(entry.module):
            return None
        gc.set_threshold(SELDOM)
        found = vars(import_module(entry.module)).values()
        return next(one for one in found if isinstance(one, click.Command) and one.name == cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(entry.word, entry.help) for entry in ENTRIES if find_spec(entry.module)])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SlaError as error:
            terminal.show(str(error), err=True)
            ctx.exit(1)


@click.command(cls=Words)
@click.version_option(package_name="sla-bot", prog_name="sla-bot")
def main() -> None:
    """Keeps a company's teams to what they promised each other, in Slack."""


if __name__ == "__main__":
    sys.exit(main())
