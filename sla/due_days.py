"""Goals that are due by a day of the period: its date, and which of them are over."""

from datetime import date

from sla.agreement import Goal, Terms
from sla.period import Period


def due_on(goal: Goal, period: Period) -> date | None:
    """The local date by whose end the goal is due, where that is before the period's last."""
    if goal.due_day is None or goal.metric.is_mean:
        return None
    found = period.day_numbered(goal.due_day)
    return found if found < period.last_day else None


def dues_over(terms: Terms, period: Period, day: date, *, finished: bool = False) -> list[date]:
    """The due days of the terms' goals that are over on a local date, or with its end when that is `finished`."""
    found = {due for goal in terms.goals if (due := due_on(goal, period)) is not None}
    return sorted(due for due in found if due < day or (finished and due == day))
