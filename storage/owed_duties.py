"""What is owed to whom about duties and by the week: for each message its keys, lane, expiry and destination."""

from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from sla.agreement import Agreement, Person
from sla.duty import Occurrence, goal_of
from sla.duty_people import confirmer_of, reader_of
from storage import readers
from storage.saying import Said, post, say

LIFE: Final = timedelta(hours=72)
DUE, MISSED, DONE, EXCUSED = "sla_duty_due", "sla_duty_missed", "sla_duty_done", "sla_duty_excused"
KINDS: Final = (DUE, MISSED, DONE, EXCUSED)
WEEKLY: Final = "sla_weekly_report"


def about(duty: Occurrence) -> str:
    """The subject of everything that is said about one time of a duty."""
    return f"duty:{duty.id}"


def due(session: Session, agreement: Agreement, duty: Occurrence, now: datetime) -> bool:
    """`sla_duty_due` to who does it, once for its deadline; not any more once that has passed. Args: duty."""
    occurrence = duty.due_at.isoformat()
    said = Said(DUE, about(duty), occurrence, {"duty": duty.id}, due_at=duty.due_at, expires_at=duty.due_at)
    return say(session, agreement, doer(session, agreement, duty), said, now)


def not_received(session: Session, agreement: Agreement, duty: Occurrence, by: str, now: datetime) -> bool:
    """`sla_duty_due` again to who does it: what they reported did not come. Args: duty, by (who says so)."""
    args: dict[str, int | str] = {"duty": duty.id, "by": by}
    said = Said(DUE, about(duty), f"back:{now.isoformat()}", args, due_at=now, expires_at=now + LIFE)
    return say(session, agreement, doer(session, agreement, duty), said, now)


def missed(
    session: Session, agreement: Agreement, duty: Occurrence, now: datetime, *, not_before: datetime | None = None
) -> int:
    """`sla_duty_missed` to the contacts of the party that owed it and of the one it was owed to; to how many.

    Args: duty, party (of the reader).
    """
    giver, receiver = (readers.contact(session, agreement, party) for party in (duty.giver, duty.receiver))
    told = [(giver, duty.giver)] + ([(receiver, duty.receiver)] if receiver not in (None, giver) else [])
    return sum(say(session, agreement, to, _missed(duty, party, not_before), now) for to, party in told)


def done(session: Session, agreement: Agreement, duty: Occurrence, now: datetime) -> bool:
    """`sla_duty_done`: a report to its reader, a delivery to who confirms it; False where they are outside Slack.

    Args: duty.
    """
    to = reader(session, agreement, duty)
    if to is None:
        return False
    occurrence = (duty.recorded_at or now).isoformat()
    return say(session, agreement, to, Said(DONE, about(duty), occurrence, {"duty": duty.id}, due_at=now), now)


def excused(session: Session, agreement: Agreement, duty: Occurrence, now: datetime) -> bool:
    """`sla_duty_excused` to who would do it. Args: duty."""
    said = Said(EXCUSED, about(duty), "once", {"duty": duty.id}, due_at=now, expires_at=now + LIFE)
    return say(session, agreement, doer(session, agreement, duty), said, now)


def weekly_report(
    session: Session, agreement: Agreement, on: date, *, due_at: datetime, expires_at: datetime, now: datetime
) -> bool:
    """`sla_weekly_report` to the channel, once for the local date that it is posted on. Args: on (ISO date)."""
    args = {"on": on.isoformat()}
    said = Said(WEEKLY, "weekly_report", on.isoformat(), args, "digest", due_at=due_at, expires_at=expires_at)
    return post(session, agreement, said, now)


def doer(session: Session, agreement: Agreement, duty: Occurrence) -> str | None:
    """Who is told to do it: its owner, else the giving party's contact."""
    found = readers.known(session, agreement, Person(duty.owner, duty.owner)) if duty.owner else None
    return found or readers.contact(session, agreement, duty.giver)


def reader(session: Session, agreement: Agreement, duty: Occurrence) -> str | None:
    """Who gets what was done: of a delivery who confirms it, of a report whom it is for; None outside Slack."""
    terms = agreement.terms
    if goal_of(terms, duty.giver, duty.what) is not None:
        user = confirmer_of(terms, duty).user
        return readers.known(session, agreement, Person(user, user)) if user else None
    person = reader_of(terms, duty)
    return readers.known(session, agreement, person) if person else None


def _missed(duty: Occurrence, party: str, not_before: datetime | None) -> Said:
    return Said(
        MISSED,
        about(duty),
        f"{duty.due_at.isoformat()}:{party}",
        {"duty": duty.id, "party": party},
        due_at=duty.due_at,
        not_before=not_before,
        expires_at=(not_before or duty.due_at) + LIFE,
    )
