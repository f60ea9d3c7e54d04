"""What terms would ask of the reps in the first period that they hold in, against the hours that there are."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy.orm import Session

from sla.agreement import Terms
from sla.bandwidth import Workload, checked_period, workload
from sla.period import Period


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
    load = workload(terms, period, leads=leads)
    return None if load is None else Checked(load, period)
