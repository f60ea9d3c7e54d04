"""Leads that came late: when a flood swamps the follow-up, and when it does not."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from sla.agreement import Bandwidth, Goal, Kind, Metric, Terms
from sla.period import Period
from sla.standing import DayFigures, Sums
from sla.swamped import Flood, flood, is_swamped, last_days
from tests.makers import company_x

OCTOBER = Period.named("2026-10")
HOUR = 3_600_000_000
SPEED, DEPTH = company_x().goals[2:4]


def days(leads: dict[int, int], speed: dict[int, int] | None = None) -> list[DayFigures]:
    """A month's days: so many leads on each, followed up after so many hours on average."""
    found = []
    for number in range(31):
        on, count = date(2026, 10, 1) + timedelta(days=number), leads.get(number + 1, 0)
        hours = (speed or {}).get(number + 1, 0)
        sums = Sums(handed_off=count, followed_up=count, speed_us=count * hours * HOUR)
        found.append(DayFigures(on, sums, {None: sums}))
    return found


def spread(before: int, late: int) -> dict[int, int]:
    """So many leads before the last two working days of October 2026 (Thursday 29 and Friday 30), so many on them."""
    return {1: before, 29: late - late // 2, 30: late // 2}


def found(before: int, late: int, terms: Terms | None = None) -> Flood | None:
    return flood(terms or company_x(), OCTOBER, days(spread(before, late)))


def test_31_of_100_leads_in_the_last_two_days_came_late() -> None:
    told = found(69, 31)
    assert told is not None
    assert (told.since, told.late, told.total, told.allowed) == (date(2026, 10, 29), 31, 100, 21)


@pytest.mark.parametrize(("late", "is_flood"), [(9, False), (21, False), (22, True)])
def test_what_the_reps_hours_allow_in_two_days_is_no_flood(late: int, is_flood: bool) -> None:
    assert (found(100 - late, late) is not None) is is_flood


def test_without_hours_in_the_terms_twice_an_even_pace_is_fair() -> None:
    silent = company_x(bandwidth=None)
    assert [found(100 - late, late, silent) is not None for late in (18, 19)] == [False, True]


def test_hours_that_are_too_few_for_the_promise_do_not_make_every_month_a_flood() -> None:
    busy = company_x(bandwidth=Bandwidth(Decimal(60), Decimal(5), Decimal("0.1")))
    assert found(91, 9, busy) is None


def test_a_lead_for_each_rep_and_day_is_never_a_flood() -> None:
    small = company_x(bandwidth=None, goals=(Goal("marketing", Metric.LEADS, Decimal(2)),))
    assert [found(0, late, small) is not None for late in (6, 7)] == [False, True]


def test_leads_of_the_closed_days_at_the_end_count_with_them() -> None:
    told = flood(company_x(), OCTOBER, days({1: 69, 29: 10, 31: 21}))
    assert told is not None and told.late == 31 and told.has(date(2026, 10, 31))


def test_a_period_of_two_working_days_has_no_last_two() -> None:
    assert last_days(company_x(), Period("week", date(2026, 10, 29), date(2026, 11, 1))) is None


def test_an_agreement_without_leads_has_no_floods() -> None:
    customer = company_x(kind=Kind.CUSTOMER, goals=(Goal("sales", Metric.DELIVERIES, Decimal(50)),), hand_offs=())
    assert found(69, 31, customer) is None


def swamps(goal: Goal, leads: dict[int, int], speed: dict[int, int]) -> bool:
    daily = days(leads, speed)
    told = flood(company_x(), OCTOBER, daily)
    assert told is not None
    return is_swamped(company_x(), told, goal, daily)


def test_a_speed_that_was_kept_until_the_flood_is_excused() -> None:
    assert swamps(SPEED, spread(69, 31), {1: 1, 29: 6, 30: 6})


def test_a_speed_that_was_missed_before_the_flood_is_not() -> None:
    assert not swamps(SPEED, spread(69, 31), {1: 2, 29: 6, 30: 6})


def test_where_every_lead_came_with_the_flood_there_is_nothing_else_to_judge_by() -> None:
    assert swamps(SPEED, spread(0, 31), {29: 6})


def test_only_the_follow_up_of_the_receiving_party_can_be_swamped() -> None:
    customers = replace(SPEED, metric=Metric.CUSTOMERS, target=Decimal(50))
    assert not swamps(customers, spread(69, 31), {})
    assert not swamps(replace(SPEED, party="marketing"), spread(69, 31), {})
