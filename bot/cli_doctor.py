"""`sla-bot doctor`: checks everything, and says what to do."""

from collections.abc import Iterable, Iterator

import click
from sqlalchemy.exc import SQLAlchemyError

from bot import checkup, checkup_memory, live, terminal
from bot.database import exists
from bot.desk import team_option, workspace_of
from bot.errors import ClockLost, NotInOrder
from bot.findings import Finding, Grade, fine, wrong
from bot.foundation import client_of, shown
from bot.place import now
from bot.settings import Settings
from sla.errors import SlaError
from storage.engine import Sessions


@click.command()
@click.option("--live", "is_live", is_flag=True, help="Also measures, in a DM to the admin, what only Slack can tell.")
@team_option
def doctor(is_live: bool, team: str | None) -> None:
    """Checks settings, tokens, scopes, channels, clock and database, and says what to do."""
    settings = Settings.read()
    problems = _print(_findings(settings, team, is_live))
    if problems:
        raise NotInOrder(f"{problems} {'thing is' if problems == 1 else 'things are'} not in order; see above.")


def _findings(settings: Settings, team: str | None, is_live: bool) -> Iterator[Finding]:
    client, sessions = client_of(settings, shown(settings.slack_bot_token)), Sessions(settings.database_url)
    yield from checkup.of_settings(settings)
    yield from checkup.of_tokens(settings, client)
    yield from _clock()
    yield from checkup_memory.of_database(settings, sessions)
    if not exists(settings.database_url):
        return
    try:
        with sessions.read() as session:
            workspace, instant = workspace_of(session, team), now()
            yield from checkup_memory.of_work(session, workspace, instant)
            yield from checkup_memory.of_agreements(session, client, workspace, instant)
    except ClockLost:
        return
    except SlaError as error:
        yield wrong("workspace", str(error), "start `sla-bot run` with its token")
        return
    except SQLAlchemyError:
        return
    finally:
        sessions.dispose()
    if is_live:
        yield from live.measure(client, workspace.admin) if workspace.admin else [_no_admin()]


def _clock() -> Iterator[Finding]:
    try:
        yield fine("clock", f"it is {now():%Y-%m-%d %H:%M} UTC for the bot")
    except ClockLost as error:
        yield wrong("clock", str(error), "start the sandbox again, or set SLA_BOT_CLOCK=system")


def _no_admin() -> Finding:
    return wrong("live", "no admin is known", "start `sla-bot run` once: it reads the directory")


def _print(findings: Iterable[Finding]) -> int:
    problems = 0
    for finding in findings:
        terminal.show(str(finding))
        problems += finding.grade is Grade.WRONG
    return problems
