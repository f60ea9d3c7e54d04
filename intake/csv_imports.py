"""A CSV file taken in, batch by batch: each in a transaction of its own, so that a broken import simply goes on."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from intake.csv_cells import Instants
from intake.csv_columns import Fields, columns
from intake.csv_errors import BadRow
from intake.csv_files import CsvFile
from intake.csv_kinds import ATTEMPTS, DEALS, LEADS, Reader
from intake.csv_rejects import Rejects
from intake.csv_rows import Row
from sla.agreement import Agreement
from storage.elbow_room import elbow_room
from storage.engine import Sessions
from storage.failpoints import failpoint
from storage.imports import LeadImport, Taken, take_attempts, take_deals

BATCH = 1000
BATCH_BYTES = 4 * 1024 * 1024

Take = Callable[[Session, Sequence[Any]], Taken]
Read = Callable[[int, list[str]], Any]


class Kind(StrEnum):
    """What a file holds."""

    LEADS = "leads"
    ATTEMPTS = "attempts"
    DEALS = "deals"

    @property
    def fields(self) -> Fields:
        """The fields of such a file."""
        return {Kind.LEADS: LEADS, Kind.ATTEMPTS: ATTEMPTS, Kind.DEALS: DEALS}[self]


@dataclass(frozen=True)
class Summary:
    """How many rows were taken, were there already, and were rejected."""

    taken: int = 0
    known: int = 0
    rejected: int = 0


@dataclass(frozen=True)
class Import:
    """What is imported: how its rows are read, how a batch of them is taken, and which columns are not read."""

    read: Read
    take: Take
    unread: tuple[str, ...] = ()


def planned(
    kind: Kind,
    agreement: Agreement,
    file: CsvFile,
    mapped: dict[str, str],
    person: Callable[[str], str],
    *,
    latest: datetime | None = None,
    announce_at: datetime | None = None,
) -> Import:
    """How this file is imported into the agreement; raises BadCsvFile for columns, NoHandOff where leads have no place.

    `person` gives the key of somebody as written; rows of an instant after `latest` are rejected; `announce_at` is the
    instant at which reps are told of their leads.
    """
    chosen = _of_leads(file) | mapped if kind is Kind.DEALS else mapped
    found = columns(file.name, file.header, kind.fields, chosen)
    reader = Reader(found, Instants(agreement.terms.hours, latest), person)
    return Import(*_ways(kind, agreement, reader, announce_at), found.unread)


def _ways(kind: Kind, agreement: Agreement, reader: Reader, announce_at: datetime | None) -> tuple[Read, Take]:
    if kind is Kind.LEADS:
        assert agreement.terms.lead_hand_off
        return reader.lead, LeadImport(agreement, announce_at).take
    if kind is Kind.ATTEMPTS:
        return reader.attempt, lambda session, arriving: take_attempts(session, agreement, arriving)
    return reader.deal, lambda session, arriving: take_deals(session, agreement, arriving, announce_at)


def _of_leads(file: CsvFile) -> dict[str, str]:
    """A file of leads that is read for its deals calls them by external id: its short ids are another database's."""
    named = {column.casefold() for column in file.header}
    return {"lead": "external_id"} if {"external_id", "handed_off_at"} <= named else {}


def carry_out(
    sessions: Sessions, plan: Import, file: CsvFile, rejects: Rejects, moved: Callable[[int], None]
) -> Summary:
    """Every row of the file is taken, known or among the rejects. `moved` is told how far into the file it has come."""
    summary = Summary()
    with elbow_room(sessions):
        for batch in _batches(file):
            taken = _take(sessions, plan, batch, rejects)
            summary = Summary(summary.taken + taken.taken, summary.known + taken.known, rejects.count)
            failpoint("csv.after_batch")
            moved(file.lines.bytes_read)
    return replace(summary, rejected=rejects.count)


def _batches(file: CsvFile) -> Iterator[list[Row]]:
    """Rows of a thousand at most, and of a few megabytes."""
    batch: list[Row] = []
    ends_at = file.lines.bytes_read + BATCH_BYTES
    for row in file.rows():
        batch.append(row)
        if len(batch) == BATCH or file.lines.bytes_read >= ends_at:
            yield batch
            batch, ends_at = [], file.lines.bytes_read + BATCH_BYTES
    if batch:
        yield batch


def _take(sessions: Sessions, plan: Import, batch: Sequence[Row], rejects: Rejects) -> Taken:
    arriving, refused = [], []
    for row in batch:
        try:
            arriving.append(_read(plan, row))
        except BadRow as refusal:
            refused.append((row.line, str(refusal)))
    with sessions.write() as session:
        taken = plan.take(session, arriving)
    cells = {row.line: row.cells for row in batch}
    for line, reason in sorted((*refused, *taken.refused)):
        rejects.add(line, reason, cells[line])
    return taken


def _read(plan: Import, row: Row) -> Any:
    if row.problem is not None:
        raise BadRow(row.problem)
    return plan.read(row.line, row.cells)
