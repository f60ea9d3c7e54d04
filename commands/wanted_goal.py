"""A goal as somebody wants it: its target and its due day, read from what they wrote."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from commands import words
from commands.errors import BadWords
from sla.agreement import Goal, Metric, Terms
from sla.errors import BadFigure, BadWindow
from sla.period import MOST_DAYS
from sla.window import Window

END: Final = "end"


class BadDueDay(BadWords):
    """A goal is due by a day of its period; write its number, or end for its last day."""


@dataclass(frozen=True)
class Wanted:
    """A goal, and its target and due day as somebody wrote them; an empty due day is the one that it has."""

    goal: Goal
    target: str
    due: str = ""

    def revised(self, terms: Terms) -> Goal:
        """The goal as it is wanted; raises BadFigure, BadWindow and BadDueDay."""
        target, due_day = target_of(self.goal, self.target), self._due_day(terms)
        calculate = self.goal.calculate if target == self.goal.target else None
        return replace(self.goal, target=target, calculate=calculate, due_day=due_day)

    def _due_day(self, terms: Terms) -> int | None:
        if not self.due:
            return self.goal.due_day
        if self.goal.metric.is_mean:
            raise BadDueDay(
                f"A goal for {self.goal.metric} is a mean over the whole {terms.period}; it has no due day."
            )
        if self.due.lower() == END:
            return None
        most = MOST_DAYS[terms.period]
        if not (self.due.isascii() and self.due.isdecimal() and len(self.due) < 4 and 1 <= int(self.due) <= most):
            raise BadDueDay(f"A {terms.period} has days 1 to {most}; write one of them, or end for its last day.")
        return int(self.due)


def target_of(goal: Goal, written: str) -> Decimal:
    """The target as the goal counts: seconds for speed, else a number above 0; raises BadFigure and BadWindow."""
    if goal.metric is Metric.SPEED:
        window = Window.parse(written)
        if window.working_days:
            raise BadWindow("A goal for speed is in minutes and hours of business time, such as 45m or 1h30m.")
        return Decimal(int(window.time.total_seconds()))
    target = words.amount(written)
    if target <= 0:
        raise BadFigure("A target is more than 0; write it as 120 or 4500.")
    return target
