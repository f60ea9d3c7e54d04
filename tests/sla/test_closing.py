"""Which periods close when, through changes of the terms."""

from dataclasses import replace

import pytest

from sla.closing import MICROSECOND, Reign, closings, held_at, next_close
from sla.period import Kind, Period
from tests.makers import company_x
from tests.moments import at

ROME = "Europe/Rome"
START, CHANGE = at("2026-10-01 00:00"), at("2026-10-15 12:00")


def reigns(*kinds: Kind) -> list[Reign]:
    """Terms that count in these kinds of period; each but the first from a day later than the one before."""
    starts = [START, CHANGE, at("2026-10-20 00:00")][: len(kinds)]
    ends = [*starts[1:], None]
    return [
        Reign(number, company_x(period=kind), begins, until)
        for number, (kind, begins, until) in enumerate(zip(kinds, starts, ends, strict=True), 1)
    ]


def closed(found: list[Reign], until: str) -> list[tuple[str, int]]:
    """The name and the terms of every period that closes up to an instant, close after close."""
    names, after = [], START
    while (after := next_close(found, after) or at(until)) < at(until):
        names += [(each.period.name, each.reign.terms_id) for each in closings(found, after)]
    return names


def test_a_period_closes_after_its_last_day_where_the_agreement_is() -> None:
    assert next_close(reigns("month"), START) == at("2026-11-01 00:00", ROME)


def test_terms_of_the_same_kind_judge_the_period_in_which_they_begin() -> None:
    assert closed(reigns("month", "month"), "2026-12-02 00:00") == [("2026-10", 2), ("2026-11", 2)]


def test_a_month_that_a_quarter_replaces_still_closes_at_its_end_under_its_own_terms() -> None:
    assert closed(reigns("month", "quarter"), "2027-01-02 00:00") == [("2026-10", 1), ("2026-Q4", 2)]


def test_a_quarter_that_months_replace_still_closes_at_its_end_under_its_own_terms() -> None:
    found = closed(reigns("quarter", "month"), "2027-01-02 00:00")
    assert found == [("2026-10", 2), ("2026-11", 2), ("2026-12", 2), ("2026-Q4", 1)]


def test_a_month_that_comes_back_within_itself_closes_once_under_the_last_terms() -> None:
    found = closed(reigns("month", "week", "month"), "2026-12-02 00:00")
    assert found == [("2026-W42", 2), ("2026-W43", 2), ("2026-10", 3), ("2026-11", 3)]


@pytest.mark.parametrize("kind", ["week", "month", "quarter", "year"])
def test_without_a_change_one_period_closes_at_a_time(kind: Kind) -> None:
    found = reigns(kind)
    for _ in range(8):
        ends_at = next_close(found, START)
        assert ends_at is not None and [each.at for each in closings(found, ends_at)] == [ends_at]


def test_terms_of_another_zone_close_the_period_by_their_clock_alone() -> None:
    first, second = reigns("month", "month")
    moved = replace(
        second,
        terms=company_x(
            timezone="America/New_York", calendar=replace(second.terms.calendar, timezone="America/New_York")
        ),
    )
    assert next_close([first, moved], CHANGE) == at("2026-11-01 00:00", "America/New_York")


def test_terms_that_begin_later_close_their_first_period_in_time() -> None:
    first, second = reigns("year", "week")
    assert next_close([first, second], START) == at("2026-10-19 00:00", ROME)


def test_a_report_of_a_period_has_the_terms_of_its_kind_that_held_in_it() -> None:
    found, by = reigns("month", "quarter"), at("2026-12-31 12:00")
    assert held_at(found, Period.named("2026-10"), by) == CHANGE - MICROSECOND
    assert held_at(found, Period.named("2026-12"), by) == held_at(found, Period.named("2026-Q4"), by) == by


def test_without_terms_nothing_closes() -> None:
    assert next_close([], START) is None and closings([], START) == []
