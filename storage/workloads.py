"""What terms would ask of the reps in the first period that they hold in, against the hours that there are."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from sqlalchemy.orm import Session

from sla.agreement import Terms
from sla.bandwidth import Workload, checked_period, workload
from sla.leave import Presence
from sla.period import Period
from sla.zones import MIDNIGHT, ONE_DAY
from storage import leaves

MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Checked:
    """A workload, and the period that it is of."""

    load: Workload
    period: Period


def of_terms(
    session: Session, workspace_id: int, terms: Terms, now: datetime, leads: Fraction | None = None
) -> Checked | None:
    """The check of terms agreed on now; None where they promise no leads, or say no hours.

    `leads` are those of a goal that is only thought of, in place of the promised ones.
    """
    period = checked_period(terms, terms.hours.local_date(now))
    load = workload(terms, period, days_away(session, workspace_id, terms, period), leads)
    return None if load is None else Checked(load, period)


def days_away(session: Session, workspace_id: int, terms: Terms, period: Period) -> Fraction:
    """The reps' days of leave in the period together: of a working day, the share of its business time."""
    if not terms.has_leads:
        return Fraction(0)
    hours, reps = terms.hours, [person.key for person in terms.receiver.members]
    starts, ends = period.starts_at(terms.timezone), period.ends_at(terms.timezone)
    known = [each for each in leaves.presences(session, workspace_id, reps, starts, ends).values() if each.leaves]
    days = (period.first_day + number * ONE_DAY for number in range(period.days))
    spans = [(hours.instant(day, MIDNIGHT), hours.instant(day + ONE_DAY, MIDNIGHT)) for day in days]
    open_days = [(*span, whole) for span in spans if (whole := hours.elapsed(*span))] if known else []
    shares = (
        1 - Fraction(Presence(each.leaves).working_time(hours, start, end) // MICROSECOND, whole // MICROSECOND)
        for each in known
        for start, end, whole in open_days
    )
    return sum(shares, Fraction(0))
