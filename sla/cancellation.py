"""When an agreement is up for cancellation, and what new targets its contacts are offered then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

from sla.agreement import Goal, Metric, Terms
from sla.rates import Review
from sla.reevaluation import revisions

MISSED_IN_A_ROW: Final = "missed_in_a_row"
BUY_IN_WITHDRAWN: Final = "buy_in_withdrawn"
_MISSED: Final = ("missed", "behind")
_KEPT: Final = ("met", "ahead")
_MINUTE: Final = Decimal(60)

Verdict = Mapping[str, str | None]
"""A goal's verdict as its period closed: party, metric, tier, target, actual, verdict."""


class Choice(StrEnum):
    """What became of a condition that held. GIVEN_AGAIN: the buy-in came back before anybody decided."""

    NEW_TERMS = "new_terms"
    GO_ON = "go_on"
    ENDED = "ended"
    GIVEN_AGAIN = "given_again"


@dataclass(frozen=True)
class Closed:
    """A period that has closed, with its goals' verdicts as they stood then."""

    name: str
    verdicts: Sequence[Verdict]

    def missed(self, party: str) -> bool | None:
        """Whether any of the party's goals was missed; None where none of them came to a verdict."""
        found = {verdict["verdict"] for verdict in self.verdicts if verdict["party"] == party}
        if found & {*_MISSED}:
            return True
        return False if found & {*_KEPT} else None


@dataclass(frozen=True)
class Run:
    """The periods, oldest first, that a party has missed one after the other up to the last closed one."""

    party: str
    periods: tuple[Closed, ...]

    def is_due(self, count: int) -> bool:
        """Whether the condition comes to hold with the last period: at the count, and at each further count."""
        return bool(self.periods) and len(self.periods) % count == 0


def run_of(closes: Sequence[Closed], party: str) -> Run:
    """The run of missed periods of a party, from its closed periods, oldest first.

    A period counts as missed when at least one of the party's goals was missed as its verdicts stood at the close (a
    mean that was behind counts, as at any close); late facts change nothing in that. One in which the party kept all
    that was judged ends the run; one in which nothing of the party's was judged neither counts nor ends it.
    """
    missed: list[Closed] = []
    for closed in reversed(closes):
        verdict = closed.missed(party)
        if verdict is False:
            break
        if verdict:
            missed.append(closed)
    return Run(party, tuple(reversed(missed)))


def runs_due(terms: Terms, closes: Sequence[Closed]) -> list[tuple[Run, int]]:
    """The runs for which a condition of these terms comes to hold with the last closed period, and its count.

    Once it has held, it holds again only after as many further missed periods.
    """
    counts = [each.periods for each in terms.cancellation if each.when == MISSED_IN_A_ROW and each.periods]
    if not closes:
        return []
    last = closes[-1]
    runs = [run_of(closes, party) for party in terms.party_names if last.missed(party)]
    return [(run, count) for run in runs for count in counts if run.is_due(count)]


@dataclass(frozen=True)
class CancellationReview:
    """A cancellation review on record: which condition held for whom, over which periods, and what became of it."""

    id: int
    agreement_id: int
    terms_id: int
    rule: str
    party: str
    periods: tuple[str, ...]
    opened_at: datetime
    choice: Choice | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None
    reason: str | None = None
    new_terms_id: int | None = None


def offered(terms: Terms, party: str, missed: Sequence[Closed], review: Review | None) -> dict[str, Goal]:
    """The goals of the party, by key, that new terms could have instead, where that differs.

    A goal that the period's rates would change has the target that they ask for; any other that was missed has the
    mean of what was reached over the run, as its verdicts stood: whole leads and customers, whole minutes of speed.
    """
    found = {each.goal.key: each.revised for each in revisions(terms, review)} if review else {}
    theirs = [goal for goal in terms.goals if goal.party == party]
    given: dict[str, Goal] = {}
    for goal in theirs:
        reached = _reached(goal, missed)
        if goal.key in found:
            given[goal.key] = found[goal.key]
        elif reached is not None and reached != goal.target:
            given[goal.key] = replace(goal, target=reached, calculate=None)
    return given


def verdict_of(goal: Goal, closed: Closed) -> Verdict | None:
    """The goal's verdict in a closed period."""
    named = goal.party, goal.metric.value, goal.tier
    return next((each for each in closed.verdicts if (each["party"], each["metric"], each["tier"]) == named), None)


def _reached(goal: Goal, missed: Sequence[Closed]) -> Decimal | None:
    """The mean of what was reached in the periods of the run, where the goal was missed in any; None for nothing."""
    found = [verdict for closed in missed if (verdict := verdict_of(goal, closed)) is not None]
    actuals = [Decimal(each["actual"]) for each in found if each["actual"] is not None]
    if not actuals or not any(each["verdict"] in _MISSED for each in found):
        return None
    mean = sum(actuals, Decimal(0)) / len(actuals)
    unit = {Metric.SPEED: _MINUTE, Metric.DEPTH: Decimal("0.1")}.get(goal.metric, Decimal(1))
    return (mean / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit or None
