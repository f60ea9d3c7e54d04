"""Applying an agreement file: first what would change, then the change; the same file again changes nothing."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from intake.agreement_files import AgreementFile
from intake.business_calendar import closures
from sla.agreement import Status, Terms
from sla.difference import difference
from sla.zones import MIDNIGHT
from storage import agreements
from storage.agreements import TermsVersion


@dataclass(frozen=True)
class Plan:
    """What applying a file would do.

    `starts_at` is from when the terms would hold, agreed at once; `waiting` the newest version on record while it
    waits for signatures. `again` says that nothing is agreed or waits any more, as the agreement
    has ended or its first proposal came to nothing, so that the terms are proposed anew.
    """

    slug: str
    is_new: bool
    changes: tuple[str, ...]
    starts_at: datetime
    waiting: TermsVersion | None = None
    again: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether the newest terms on record are those of the file already."""
        return not (self.is_new or self.changes or self.again)


@dataclass(frozen=True)
class Applied:
    """What applying a file did: the newest version of the terms, and whether this made it or brought it into force."""

    plan: Plan
    version: TermsVersion
    is_saved: bool
    came_into_force: bool


def plan(session: Session, workspace_id: int, file: AgreementFile, at: datetime) -> Plan:
    """What would change against the newest version on record, whether it is in force or proposed."""
    starts_at = file.terms.hours.instant(file.terms.starts, MIDNIGHT)
    newest = _newest(session, workspace_id, file.terms.slug)
    if newest is None:
        return Plan(file.terms.slug, is_new=True, changes=(), starts_at=starts_at)
    changes = difference(newest.terms, _comparable(file, newest.terms))
    if file.channel and newest.channel and file.channel != newest.channel:
        changes.append(f"channel: another one called {file.terms.channel}")
    waiting = newest if newest.is_open else None
    has_ended = agreements.by_slug(session, workspace_id, newest.terms.slug, at).status is Status.ENDED
    again = newest.superseded_at is not None or newest.ends or (has_ended and waiting is None)
    return Plan(file.terms.slug, False, tuple(changes), max(starts_at, at), waiting, again)


def carry_out(
    session: Session, workspace_id: int, file: AgreementFile, *, at: datetime, by: str | None, vouched: bool
) -> Applied:
    """The file's terms are on record: as a proposal, or in force when `vouched`.

    Without a change nothing is saved; terms that wait for signatures then come into force when `vouched`.
    """
    planned = plan(session, workspace_id, file, at)
    newest = _newest(session, workspace_id, file.terms.slug)
    if newest is None or planned.changes or planned.again:
        saved = agreements.save_new(
            session,
            workspace_id,
            file.terms,
            source=file.text,
            channel=file.channel,
            now=at,
            by=by,
            vouched=vouched,
            standing_on=newest.id if newest else None,
        )
        return Applied(planned, saved, is_saved=True, came_into_force=vouched)
    if vouched and planned.waiting:
        in_force = agreements.vouch(session, workspace_id, newest.id, by, at)
        return Applied(planned, in_force, is_saved=False, came_into_force=True)
    return Applied(planned, newest, is_saved=False, came_into_force=False)


def _newest(session: Session, workspace_id: int, slug: str) -> TermsVersion | None:
    """The newest version that is in force or waits for signatures; where there is none, the newest of all."""
    agreement_id = agreements.known(session, workspace_id, slug)
    if agreement_id is None:
        return None
    every = agreements.versions(session, agreement_id)
    alive = [each for each in every if each.in_force_at or each.is_open]
    return (alive or list(every))[-1]


def _comparable(file: AgreementFile, old: Terms) -> Terms:
    """The file's terms with holidays resolved for the years that the old terms hold, whichever year it is now."""
    by_hand = closures(file.model.business_hours)
    years = {day.year for day in old.calendar.closed if day not in by_hand}
    if not file.terms.holidays or not years:
        return file.terms
    return file.terms_with_holidays_of(range(min(years), max(years) + 1))
