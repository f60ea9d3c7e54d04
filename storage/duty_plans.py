"""Duties made ahead: a row for each time that one will be owed, by the terms that hold then."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from sla.agreement import Terms
from sla.duty_days import Planned, owed, remind_at
from storage import obligations
from storage.agreement_rows import TermsRow
from storage.duty_rows import DutyRow
from storage.ledger import open_book
from storage.once import insert_once
from storage.terms import terms

Key = tuple[str, str, str]

MICROSECOND: Final = timedelta(microseconds=1)
CHANGED: Final = "The terms have changed since."


@dataclass(frozen=True)
class Span:
    """The time in which one version of the terms says what is owed, from `since` to before `until` (UTC)."""

    terms_id: int
    since: datetime
    until: datetime


def plan(
    session: Session, workspace_id: int, agreement_id: int, *, since: datetime, until: datetime, now: datetime
) -> int:
    """What is due from `since` to before `until` (UTC) is as the terms have it; returns how many rows changed.

    New terms move and drop what was not done yet; what was due before, done, missed or excused stays. Where two
    versions of the terms owe a duty in the same cycle, the one whose deadline comes first decides.
    """
    open_book(session, agreement_id)
    making = Making(session, workspace_id, agreement_id, since, now)
    wanted: dict[Key, tuple[Span, Planned]] = {}
    for span, planned in _planned(making, until):
        wanted.setdefault(planned.key, (span, planned))
    known = {(row.giver, row.what, row.cycle): row for row in making.known({cycle for _, _, cycle in wanted})}
    changed = sum(making.made(*owing, known.get(key)) for key, owing in wanted.items())
    changed += sum(making.dropped(row) for key, row in known.items() if key not in wanted)
    session.flush()
    return changed


def spans(versions: Sequence[TermsRow], until: datetime, now: datetime) -> list[Span]:
    """When each version decides what is owed; a later one takes the place of earlier ones from its start.

    First terms owe nothing from before they came into force, as nobody could have said that it was done, unless it is
    `now` before that: then their time is lived through afresh.
    """
    found = []
    for number, version in enumerate(versions):
        assert version.in_force_at is not None
        since = version.starts_at if now < version.in_force_at else max(version.starts_at, version.in_force_at)
        end = min((later.starts_at for later in versions[number + 1 :]), default=until)
        found.append(Span(version.id, since, min(end, until)))
    return found


def _planned(making: "Making", until: datetime) -> Iterator[tuple[Span, Planned]]:
    session, ours = making.session, TermsRow.agreement_id == making.agreement_id
    agreed = select(TermsRow).where(ours, TermsRow.in_force_at.is_not(None)).order_by(TermsRow.number)
    for span in spans(session.scalars(agreed).all(), until, making.now):
        first = max(span.since, making.since)
        if first < span.until:
            yield from ((span, planned) for planned in owed(terms(session, span.terms_id), first, span.until))


@dataclass(frozen=True)
class Making:
    """The rows of one agreement's duties, made to fit its terms from an instant on."""

    session: Session
    workspace_id: int
    agreement_id: int
    since: datetime
    now: datetime

    def known(self, cycles: set[str]) -> Sequence[DutyRow]:
        """The rows that are due from then on, and those of these cycles that were due before."""
        ours = DutyRow.agreement_id == self.agreement_id
        found = select(DutyRow).where(ours, (DutyRow.due_at >= self.since) | DutyRow.cycle.in_(cycles))
        return self.session.scalars(found.order_by(DutyRow.id).execution_options(populate_existing=True)).all()

    def made(self, span: Span, planned: Planned, row: DutyRow | None) -> bool:
        """There is a row as the terms have it; False when there was."""
        columns = {"terms_id": span.terms_id, **self._columns(terms(self.session, span.terms_id), planned)}
        if row is not None:
            return self._moved(row, columns)
        giver, what, cycle = planned.key
        place = {"workspace_id": self.workspace_id, "agreement_id": self.agreement_id}
        named = {"giver": giver, "what": what, "cycle": cycle}
        return insert_once(self.session, DutyRow, **place, **named, **columns) is not None

    def dropped(self, row: DutyRow) -> bool:
        """The terms do not owe this any more; False when it stays all the same, or was dropped before."""
        if self._is_history(row) or row.dropped_at is not None:
            return False
        row.dropped_at, row.remind_due_at, row.miss_due_at = self.now, None, None
        self._hush(row)
        return True

    def _moved(self, row: DutyRow, columns: dict[str, Any]) -> bool:
        if self._is_history(row):
            return False
        if row.dropped_at is None and row.due_at == columns["due_at"]:
            columns = {name: value for name, value in columns.items() if name != "remind_due_at"}
        else:
            self._hush(row)
        changed = {name for name, value in columns.items() if getattr(row, name) != value} - {"terms_id"}
        is_new, row.dropped_at = row.dropped_at is not None, None
        for name, value in columns.items():
            setattr(row, name, value)
        return is_new or bool(changed)

    def _is_history(self, row: DutyRow) -> bool:
        return row.due_at < self.since or row.missed_at is not None or row.occurrence().is_settled

    def _columns(self, agreed: Terms, planned: Planned) -> dict[str, Any]:
        duty, reminded_at = planned.duty, remind_at(agreed.hours, planned.on, planned.due_at)
        owner = duty.owner or agreed.party(duty.giver).contact
        return {
            "receiver": duty.receiver,
            "owner": owner.key,
            "on": planned.on,
            "due_at": planned.due_at,
            "remind_due_at": reminded_at if planned.due_at > self.now else None,
            "miss_due_at": planned.due_at + MICROSECOND,
        }

    def _hush(self, row: DutyRow) -> None:
        obligations.cancel(self.session, row.workspace_id, None, f"duty:{row.id}", CHANGED)
