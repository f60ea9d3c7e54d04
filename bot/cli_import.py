"""`sla-bot import`: leads, attempts or deals from a CSV file, as many times as one likes."""

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import click
from sqlalchemy.exc import OperationalError

from bot import import_options, logs, terminal
from bot.clock import tell_follower
from bot.desk import parsed_instant, team_option, workspace_of
from bot.errors import HasEnded
from bot.file_people import FilePeople
from bot.foundation import Foundation
from bot.import_options import Asked
from bot.settings import Settings
from intake.csv_columns import unread_words
from intake.csv_errors import Interrupted
from intake.csv_files import CsvFile, opened
from intake.csv_imports import Kind, Summary, carry_out, planned
from intake.csv_rejects import Rejects
from sla.agreement import Agreement, Status
from storage import agreements, audit, workspaces
from storage.failpoints import arm

OPERATOR = "the operator"
LEEWAY = timedelta(minutes=1)
"""How far the clocks of two machines may be apart: a row may lie so much ahead."""


@click.command("import")
@click.argument("kind", type=click.Choice([kind.value for kind in Kind]))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--agreement", "slug", metavar="SLUG", required=True, help="The agreement that they belong to.")
@click.option("--map", "pairs", metavar="FIELD=COLUMN", multiple=True, help="The column that holds a field.")
@click.option(
    "--rejects",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where rows go that can't be taken.",
    metavar="FILE",
)
@click.option("--announce", is_flag=True, help="Sends the reps the messages about their leads.")
@click.option(
    "--at", metavar="INSTANT", help="The instant that it is by then; now if left out. Later rows are rejected."
)
@team_option
def import_(
    *,
    kind: str,
    file: Path,
    slug: str,
    pairs: tuple[str, ...],
    rejects: Path | None,
    announce: bool,
    at: str | None,
    team: str | None,
) -> None:
    """Takes leads, attempts or deals in from a CSV FILE. The same file twice changes nothing."""
    if announce and kind != Kind.LEADS:
        raise click.UsageError("--announce is for leads.")
    asked = Asked(Kind(kind), slug, import_options.mapped(pairs), announce, at, team)
    aside = import_options.aside(file, rejects)
    logs.set_up(logging.WARNING)
    settings = Settings.read()
    arm(settings.sla_bot_failpoint)
    base = Foundation.lay(settings)
    with opened(file) as read, Rejects(aside, read.header) as rejected, _patient():
        imported = _carry_out(base, asked, read, rejected)
    for line in (*_said(asked.kind, imported, aside), *rejected.reasons):
        terminal.show(line)
    tell_follower(base.clock)


@dataclass(frozen=True)
class Imported:
    """What came of it, and what its operator should know: columns that were not read, people whom Slack lacks."""

    summary: Summary
    unread: str | None
    strangers: str | None


def _carry_out(base: Foundation, asked: Asked, file: CsvFile, rejects: Rejects) -> Imported:
    now = base.clock.now()
    with base.sessions.read() as session:
        workspace_id = workspace_of(session, asked.team).id
        agreement = agreements.by_slug(session, workspace_id, asked.slug, now)
        if asked.at is not None:
            now = parsed_instant(asked.at, agreement.terms.timezone)
            agreement = agreements.by_slug(session, workspace_id, asked.slug, now)
        if agreement.status is Status.ENDED:
            raise HasEnded(f"{agreement.slug} has ended; facts are not imported into it any more.")
        latest = max(now, workspaces.last_tick_at(session, workspace_id) or now) + LEEWAY
    named = FilePeople(base.sessions, agreement)
    announce_at = now if asked.announce else None
    plan = planned(asked.kind, agreement, file, asked.mapped, named.key, latest=latest, announce_at=announce_at)
    with _progress(file) as moved:
        summary = carry_out(base.sessions, plan, file, rejects, moved)
    if summary.taken:
        _record(base, agreement, asked.kind, summary)
    return Imported(summary, unread_words(plan.unread), named.warning())


@contextmanager
def _progress(file: CsvFile) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, by bytes; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(length=file.size, label=file.name, file=sys.stderr) as bar:
        yield lambda reached: bar.update(reached - bar.pos)


@contextmanager
def _patient() -> Iterator[None]:
    """A database that stays locked, or can't be written, in words."""
    try:
        yield
    except OperationalError as error:
        raise Interrupted(
            f"The database could not be written ({error.orig}). Import the file again: what was taken stays, once."
        ) from None


def _record(base: Foundation, agreement: Agreement, kind: Kind, summary: Summary) -> None:
    """The import is on record: how many came, never what was in them."""
    with base.sessions.write() as session:
        audit.record(
            session,
            agreement.workspace_id,
            agreement.id,
            at=base.clock.now(),
            actor=OPERATOR,
            act="import",
            subject=f"agreement:{agreement.id}",
            after=f"{summary.taken} {kind}",
        )


def _said(kind: Kind, imported: Imported, aside: Path) -> Iterator[str]:
    summary = imported.summary
    counts = f"{kind.capitalize()}: {summary.taken} taken, {summary.known} already there, {summary.rejected} rejected."
    yield f"{counts} The rejected rows are in {aside}, each with its reason." if summary.rejected else counts
    yield from filter(None, (imported.unread, imported.strangers))
