"""When a run of missed periods is long enough to put the agreement in question, and what could be agreed instead."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from sla.agreement import CancellationCondition
from sla.cancellation import Closed, offered, run_of, runs_due
from tests.makers import company_x

TERMS = company_x(cancellation=(CancellationCondition("missed_in_a_row", 3),))
WORDS = {True: "missed", False: "met", None: "too_early"}


def closed(number: int, missed: bool | None, actual: str = "40.00") -> Closed:
    """A period in which sales missed its customers, kept them, or nothing was judged."""
    verdict = {"party": "sales", "metric": "customers", "tier": None, "target": "50", "actual": actual}
    return Closed(f"2026-{number:02}", [{**verdict, "verdict": WORDS[missed]}])


def history(*missed: bool | None) -> list[Closed]:
    return [closed(number, each) for number, each in enumerate(missed, start=1)]


def test_the_third_missed_period_in_a_row_is_due() -> None:
    [(run, count)] = runs_due(TERMS, history(False, True, True, True))
    assert (run.party, [each.name for each in run.periods], count) == ("sales", ["2026-02", "2026-03", "2026-04"], 3)


def test_a_fourth_is_not_due_again_and_a_sixth_is() -> None:
    assert not runs_due(TERMS, history(*[True] * 4)) and not runs_due(TERMS, history(*[True] * 5))
    assert runs_due(TERMS, history(*[True] * 6))


def test_a_period_that_was_not_judged_neither_counts_nor_ends_the_run() -> None:
    assert len(run_of(history(True, None, True), "sales").periods) == 2


@given(st.lists(st.sampled_from([True, False, None]), max_size=12), st.integers(1, 4))
def test_between_two_occurrences_lie_as_many_missed_periods_as_the_terms_say(past: list[bool | None], n: int) -> None:
    terms = company_x(cancellation=(CancellationCondition("missed_in_a_row", n),))
    missed_since = 0
    for length in range(1, len(past) + 1):
        last = past[length - 1]
        missed_since = 0 if last is False else missed_since + bool(last)
        is_due = bool(runs_due(terms, history(*past[:length])))
        assert is_due == (last is True and missed_since == n)
        missed_since = 0 if is_due else missed_since


def test_a_missed_goal_is_offered_at_the_mean_of_what_was_reached() -> None:
    found = offered(TERMS, "sales", [closed(1, True, "40.00"), closed(2, True, "45.00")], None)
    assert {key: goal.target for key, goal in found.items()} == {"sales/customers/": Decimal(43)}
