"""The roll-ups of an agreement, reckoned anew from its leads, attempts and deals."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from sla.agreement import What
from sla.standing import SUMS, Sums
from storage.agreement_rows import AgreementRow
from storage.day_rows import DayRow
from storage.ledger import open_book
from storage.rollups import NO_TIER
from storage.sums import DEALS, OF, Key, merged

EVER = {"first_day": date.min, "last_day": date.max, "at": datetime.max.replace(tzinfo=UTC)}


@dataclass(frozen=True)
class Difference:
    """A day and tier of a link of the chain whose roll-up is not what its facts add up to."""

    on: date
    tier: str | None
    kept: Sums
    reckoned: Sums
    what: What = "lead"


def rebuild(session: Session, agreement_id: int) -> list[Difference]:
    """The agreement's roll-ups are those of its facts afterwards; returns what was wrong with them before."""
    open_book(session, agreement_id)
    wrong = differences(session, agreement_id)
    workspace_id = session.scalars(select(AgreementRow.workspace_id).where(AgreementRow.id == agreement_id)).one()
    for each in wrong:
        key = {"agreement_id": agreement_id, "what": each.what, "on": each.on, "tier": each.tier or NO_TIER}
        session.execute(delete(DayRow).where(*(getattr(DayRow, name) == value for name, value in key.items())))
        sums = {name: getattr(each.reckoned, name) for name in SUMS}
        session.execute(insert(DayRow).values(workspace_id=workspace_id, **key, **sums))
    return wrong


def differences(session: Session, agreement_id: int) -> list[Difference]:
    """Every day and tier whose roll-up is not what its facts add up to, by day, leads before customers."""
    return [*_differences(session, agreement_id, "lead"), *_differences(session, agreement_id, "customer")]


def _differences(session: Session, agreement_id: int, what: What) -> list[Difference]:
    kept, reckoned = _kept(session, agreement_id, what), _reckoned(session, agreement_id, what)
    keys = sorted(kept.keys() | reckoned.keys(), key=lambda key: (key[0] or date.min, key[1] or NO_TIER))
    pairs = ((key, kept.get(key, Sums()), reckoned.get(key, Sums())) for key in keys)
    return [Difference(key[0] or date.min, key[1], was, now, what) for key, was, now in pairs if was != now]


def _kept(session: Session, agreement_id: int, what: What) -> dict[Key, Sums]:
    columns = (DayRow.on, DayRow.tier, *(getattr(DayRow, name) for name in SUMS))
    days = session.execute(select(*columns).where(DayRow.agreement_id == agreement_id, DayRow.what == what))
    return {(on, tier or None): Sums(*sums) for on, tier, *sums in days}


def _reckoned(session: Session, agreement_id: int, what: What) -> dict[Key, Sums]:
    about = {"agreement_id": agreement_id, **EVER}
    leads = OF[what].leads.ask(session, about)
    unjudged = {key: replace(sums, breached=0, overdue=0) for key, sums in leads.items()}
    asked = OF[what].recorded, OF[what].attempts, *((DEALS,) if what == "lead" else ())
    return merged((unjudged, *(each.ask(session, about) for each in asked)))
