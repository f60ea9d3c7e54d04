"""The dated terms of agreements: each version, and which one holds at an instant."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import bindparam, event, select
from sqlalchemy.orm import Session, object_session

from sla.agreement import Terms
from sla.closing import Reign
from sla.errors import NoAgreement
from sla.lead import Lead
from sla.signing import Closed
from storage import codec
from storage.agreement_rows import TermsRow
from storage.base import table_of


@dataclass(frozen=True)
class TermsVersion:
    """One version of an agreement's terms: in force since `in_force_at`, holding from `starts_at`."""

    id: int
    agreement_id: int
    number: int
    terms: Terms
    source: str
    channel: str | None
    starts_at: datetime
    proposed_at: datetime
    proposed_by: str | None
    vouched: bool
    in_force_at: datetime | None
    superseded_at: datetime | None
    closed_as: Closed | None = None
    closed_by: str | None = None
    closed_reason: str | None = None
    ends: bool = False
    lapses_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it waits for signatures."""
        return self.in_force_at is None and self.superseded_at is None


@dataclass(frozen=True)
class Dated:
    """When a version of terms holds, without the terms."""

    id: int
    number: int
    starts_at: datetime
    in_force_at: datetime | None


READ, VERSIONS_READ = "terms read", "versions of terms read"
VERSION = table_of(TermsRow).c
DOCUMENT = select(VERSION.document).where(VERSION.id == bindparam("terms_id"))
HISTORY = (
    select(*(VERSION[each.name] for each in fields(Dated)))
    .where(VERSION.agreement_id == bindparam("agreement_id"))
    .order_by(VERSION.number)
)


def terms(session: Session, terms_id: int) -> Terms:
    """The terms of this id; they never change, so one transaction reads them once."""
    known = _terms_read(session)
    if terms_id not in known:
        known[terms_id] = codec.terms_of(session.scalars(DOCUMENT, {"terms_id": terms_id}).one())
    return known[terms_id]


def of_lead(session: Session, lead: Lead) -> Terms:
    """The terms that the lead, or customer, was handed off under, as read for its link of the chain."""
    return terms(session, lead.terms_id).of(lead.what)


def terms_at(session: Session, agreement_id: int, at: datetime) -> tuple[int, Terms]:
    """The id and terms that hold at the instant: before the first the first; while none is in force, the proposed."""
    found = holding(history(session, agreement_id), at)
    return found.id, terms(session, found.id)


def history(session: Session, agreement_id: int) -> tuple[Dated, ...]:
    """When each version of the terms holds, oldest first; one transaction reads that once, unless it changes it."""
    known = _versions_read(session)
    if agreement_id not in known:
        found = session.execute(HISTORY, {"agreement_id": agreement_id})
        known[agreement_id] = tuple(Dated(*row) for row in found)
    return known[agreement_id]


def remember(session: Session, agreement_id: int, versions: tuple[Dated, ...], held: int, document: str) -> Terms:
    """These are the versions of the agreement's terms, and the document of those that hold, as just read."""
    _versions_read(session)[agreement_id] = versions
    return _terms_read(session).setdefault(held, codec.terms_of(document))


def forget(session: Session) -> None:
    """What is known of versions may have changed, by this transaction or before it got a lock: it is read anew."""
    session.info.pop(VERSIONS_READ, None)


def _terms_read(session: Session) -> dict[int, Terms]:
    found: dict[int, Terms] = session.info.setdefault(READ, {})
    return found


def _versions_read(session: Session) -> dict[int, tuple[Dated, ...]]:
    found: dict[int, tuple[Dated, ...]] = session.info.setdefault(VERSIONS_READ, {})
    return found


@event.listens_for(TermsRow, "after_insert")
@event.listens_for(TermsRow, "after_update")
def _forget(_mapper: object, _connection: object, row: TermsRow) -> None:
    session = object_session(row)
    if session is not None:
        forget(session)


def holding(versions: Sequence[Dated], at: datetime) -> Dated:
    """The version that holds at the instant; a later one takes the place of every earlier one from its start."""
    agreed = [version for version in versions if version.in_force_at is not None]
    started = [version for version in agreed if version.starts_at <= at]
    return started[-1] if started else (agreed[0] if agreed else versions[-1])


def reigns(session: Session, agreement_id: int) -> tuple[Reign, ...]:
    """Over which time each version that is in force holds, oldest first; those that never held are left out."""
    agreed = [version for version in history(session, agreement_id) if version.in_force_at is not None]
    found: list[Reign] = []
    for number, held in enumerate(agreed, start=1):
        ends_at = min((later.starts_at for later in agreed[number:]), default=None)
        if ends_at is None or held.starts_at < ends_at:
            found.append(Reign(held.id, terms(session, held.id), held.starts_at, ends_at))
    return tuple(found)


def version(session: Session, workspace_id: int, terms_id: int) -> TermsVersion:
    """One version of terms, whatever its state; raises NoAgreement."""
    found = select(TermsRow).where(TermsRow.id == terms_id, TermsRow.workspace_id == workspace_id)
    row = session.scalars(found).first()
    if row is None:
        raise NoAgreement("Those terms do not exist here.")
    return version_of(row)


def newest(session: Session, agreement_id: int) -> TermsVersion:
    """The last version that was saved, in force or not."""
    found = select(TermsRow).where(TermsRow.agreement_id == agreement_id).order_by(TermsRow.number.desc())
    return version_of(session.scalars(found.limit(1)).one())


def versions(session: Session, agreement_id: int) -> tuple[TermsVersion, ...]:
    """Every version that was saved, in force or not, oldest first."""
    found = select(TermsRow).where(TermsRow.agreement_id == agreement_id).order_by(TermsRow.number)
    return tuple(map(version_of, session.scalars(found)))


def proposed(session: Session, agreement_id: int) -> TermsVersion | None:
    """The proposal that waits for signatures, if there is one."""
    waiting = TermsRow.in_force_at.is_(None), TermsRow.superseded_at.is_(None)
    row = session.scalars(select(TermsRow).where(TermsRow.agreement_id == agreement_id, *waiting)).first()
    return version_of(row) if row else None


def version_of(row: TermsRow) -> TermsVersion:
    """The value of a row."""
    return TermsVersion(
        row.id,
        row.agreement_id,
        row.number,
        codec.terms_of(row.document),
        row.source,
        row.channel,
        row.starts_at,
        row.proposed_at,
        row.proposed_by,
        row.vouched,
        row.in_force_at,
        row.superseded_at,
        Closed(row.closed_as) if row.closed_as else None,
        row.closed_by,
        row.closed_reason,
        row.ends,
        row.lapses_at,
    )
