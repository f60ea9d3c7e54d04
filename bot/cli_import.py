"""`sla-bot import`: leads, attempts or deals from a CSV file, as many times as one likes."""

import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import click
from sqlalchemy.exc import OperationalError

from bot import logs
from bot.clock import tell_follower
from bot.desk import team_option, workspace_of
from bot.foundation import Foundation
from bot.settings import Settings
from intake.csv_errors import BadCsvFile, Interrupted
from intake.csv_files import CsvFile, opened
from intake.csv_imports import Kind, Summary, carry_out, planned
from intake.csv_rejects import Rejects
from sla.agreement import Agreement
from storage import agreements, audit, people
from storage.engine import Sessions
from storage.failpoints import arm

OPERATOR = "the operator"
MANY = 4096


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
@team_option
def import_(
    *, kind: str, file: Path, slug: str, pairs: tuple[str, ...], rejects: Path | None, announce: bool, team: str | None
) -> None:
    """Takes leads, attempts or deals in from a CSV FILE. The same file twice changes nothing."""
    if announce and kind != Kind.LEADS:
        raise click.UsageError("--announce is for leads.")
    asked = Asked(Kind(kind), slug, _mapped(pairs), announce, team)
    aside = _aside(file, rejects)
    logs.set_up(logging.WARNING)
    settings = Settings.read()
    arm(settings.sla_bot_failpoint)
    base = Foundation.lay(settings)
    with opened(file) as read, Rejects(aside, read.header) as rejected, _patient():
        summary = _carry_out(base, asked, read, rejected)
    click.echo(_said(asked.kind, summary, aside))
    tell_follower(base.clock)


@dataclass(frozen=True)
class Asked:
    """What is to be imported, and into which agreement."""

    kind: Kind
    slug: str
    mapped: dict[str, str]
    announce: bool
    team: str | None


def _carry_out(base: Foundation, asked: Asked, file: CsvFile, rejects: Rejects) -> Summary:
    now = base.clock.now()
    with base.sessions.read() as session:
        workspace_id = workspace_of(session, asked.team).id
        agreement = agreements.by_slug(session, workspace_id, asked.slug, now)
    more = {"announce_at": now} if asked.announce else {}
    plan = planned(asked.kind, agreement, file, asked.mapped, _person(base.sessions, workspace_id), **more)
    with _progress(file) as moved:
        summary = carry_out(base.sessions, plan, file, rejects, moved)
    if summary.taken:
        _record(base, agreement, asked.kind, summary)
    return summary


def _mapped(pairs: tuple[str, ...]) -> dict[str, str]:
    mapped: dict[str, str] = {}
    for pair in pairs:
        field, found, column = pair.partition("=")
        if not (found and field.strip() and column.strip()):
            raise click.BadParameter(f"{pair!r} is not FIELD=COLUMN, such as source=origin.", param_hint="--map")
        if field.strip() in mapped:
            raise click.BadParameter(f"{field.strip()!r} is mapped twice.", param_hint="--map")
        mapped[field.strip()] = column.strip()
    return mapped


def _aside(file: Path, rejects: Path | None) -> Path:
    """Where rejected rows go: as told, else beside the file, else here; raises BadCsvFile where that can't be."""
    beside = file.with_name(f"{file.stem}.rejects.csv")
    aside = rejects or (beside if _may_write(beside) else Path(beside.name))
    if aside.exists() and aside.samefile(file):
        raise BadCsvFile("The rejects can't go into the file that is imported; name another with --rejects.")
    if not _may_write(aside):
        raise BadCsvFile(f"{aside} can't be written; say with --rejects where rejected rows may go.")
    return aside


def _may_write(path: Path) -> bool:
    return os.access(path if path.exists() else path.absolute().parent, os.W_OK)


def _person(sessions: Sessions, workspace_id: int) -> Callable[[str], str]:
    """The key of a person as a file writes them: their Slack id, or what is written when Slack knows nobody by it."""

    @lru_cache(MANY)
    def person(written: str) -> str:
        with sessions.read() as session:
            found = people.find(session, workspace_id, written)
        return found.user_id if found else written

    return person


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


def _said(kind: Kind, summary: Summary, aside: Path) -> str:
    counts = f"{kind.capitalize()}: {summary.taken} taken, {summary.known} already there, {summary.rejected} rejected."
    return f"{counts} The rejected rows are in {aside}, each with its reason." if summary.rejected else counts
