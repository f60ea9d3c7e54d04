"""Whether a promise fits into the reps' hours, and what would make it fit."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sla.agreement import Goal, HandOffRule, Metric, Terms
from sla.bandwidth import WaysOut, Workload, checked_period, ways_out, workload
from sla.period import Period
from tests.makers import company_x, make_calendar
from tests.moments import on

OCTOBER = Period.named("2026-10")
LEADS, VALUE, SPEED, DEPTH, CUSTOMERS = company_x().goals


def load_of(terms: Terms | None = None, period: Period = OCTOBER, **changes: Any) -> Workload:
    found = workload(terms or company_x(), period)
    assert found is not None
    return replace(found, **changes)


def promising(leads: int, **bandwidth: Decimal) -> Terms:
    terms = company_x()
    assert terms.bandwidth is not None
    goals = (replace(LEADS, target=Decimal(leads)), *terms.goals[1:])
    return replace(terms, goals=goals, bandwidth=replace(terms.bandwidth, **bandwidth))


def test_company_x_needs_100_of_its_hours_in_october() -> None:
    load = load_of()
    assert (load.needed, load.available, load.fits) == (100, Fraction(2376, 10), True)


def test_a_month_with_holidays_has_fewer_hours() -> None:
    load = load_of(period=Period.named("2026-12"))
    assert (load.working_days, load.available) == (20, 216)


def test_leave_takes_hours_off() -> None:
    assert load_of(days_away=Fraction(10)).available == Fraction(2376, 10) - 36
    assert load_of(days_away=Fraction(1000)).available == 0


def test_the_leave_that_the_terms_reckon_with_counts_unless_more_is_known() -> None:
    terms = promising(100, leave_days=Decimal(10))
    for known, away in ((0, 10), (15, 15)):
        load = workload(terms, OCTOBER, Fraction(known))
        assert load is not None and load.days_away == away


def test_what_is_automated_costs_nobodys_time() -> None:
    assert load_of(promising(100, automated_share=Decimal("0.5"))).needed == 50


def test_one_attempt_on_each_lead_is_by_a_person_whatever_is_automated() -> None:
    load = load_of(promising(100, automated_share=Decimal("0.9")))
    assert (load.by_hand, load.needed) == (1, Fraction(100 * 10, 60))


def test_without_a_goal_for_depth_the_window_asks_for_one_attempt() -> None:
    assert load_of(company_x(goals=(LEADS, SPEED, CUSTOMERS))).attempts == 1


def test_a_goal_of_another_party_for_depth_does_not_count() -> None:
    own = company_x(
        goals=(LEADS, Goal("marketing", Metric.DEPTH, Decimal(9))), hand_offs=(HandOffRule("marketing", "sales"),)
    )
    assert load_of(own).attempts == 1


@pytest.mark.parametrize(
    ("targets", "leads"), [({None: 100, "ceo": 40}, 100), ({"ceo": 40, "manager": 80}, 120), ({None: 1, "ceo": 40}, 40)]
)
def test_leads_are_those_of_all_goals(targets: dict[str | None, int], leads: int) -> None:
    owed = tuple(Goal("marketing", Metric.LEADS, Decimal(target), tier=tier) for tier, target in targets.items())
    assert load_of(company_x(goals=(*owed, DEPTH))).leads == leads


def test_a_party_without_members_has_one_rep_its_contact() -> None:
    marketing, sales = company_x().parties
    assert load_of(company_x(parties=(marketing, replace(sales, members=())))).reps == 1


def test_without_hours_or_leads_there_is_nothing_to_check() -> None:
    assert workload(company_x(bandwidth=None), OCTOBER) is None
    assert workload(company_x(goals=(VALUE, DEPTH)), OCTOBER) is None
    assert workload(company_x(goals=(LEADS,), parties=company_x().parties[:1]), OCTOBER) is None


def test_three_ways_out_of_an_impossible_promise() -> None:
    load = load_of(promising(400))
    assert (load.needed, load.fits) == (400, False)
    assert ways_out(load) == WaysOut(attempts=3, reps=6, hours_a_week=None, leads=237, automated=Fraction(41, 100))


def test_more_hours_are_a_way_out_while_the_week_has_them() -> None:
    assert ways_out(load_of(promising(250))).hours_a_week == 32
    assert ways_out(load_of(promising(300))).hours_a_week == 38
    assert ways_out(load_of(promising(400), open_hours_a_week=Fraction(60))).hours_a_week == 51


def test_where_not_even_one_attempt_fits_fewer_attempts_are_no_way_out() -> None:
    out = ways_out(load_of(promising(4000)))
    assert (out.attempts, out.automated, out.reps, out.leads) == (None, None, 51, 237)


def test_what_is_automated_already_leaves_room_for_more_attempts() -> None:
    out = ways_out(load_of(promising(600, automated_share=Decimal("0.5"))))
    assert (out.attempts, out.leads, out.automated) == (4, 475, Fraction(61, 100))


def test_without_hours_only_fewer_promises_are_left() -> None:
    out = ways_out(load_of(promising(100, hours_per_rep_per_week=Decimal(0))))
    assert out == WaysOut(attempts=None, reps=None, hours_a_week=13, leads=0, automated=None)


def test_a_period_without_a_working_day_has_no_hours() -> None:
    load = load_of(working_days=0)
    assert (load.available, load.fits, ways_out(load)) == (0, False, WaysOut(None, None, None, 0, None))


def test_hours_over_midnight_count_whole() -> None:
    night = make_calendar(week=(((company_x().calendar.week[0][0]),),) * 7)
    assert load_of(company_x(calendar=night)).open_hours_a_week == 28


def test_terms_are_checked_against_the_first_period_that_they_hold_in() -> None:
    assert checked_period(company_x(), on("2026-09-12")).name == "2026-10"
    assert checked_period(company_x(), on("2026-12-12")).name == "2026-12"


LOADS = st.builds(
    Workload,
    leads=st.integers(1, 10_000).map(Fraction),
    attempts=st.integers(1, 12).map(Fraction),
    minutes=st.integers(1, 60).map(Fraction),
    automated=st.integers(0, 100).map(lambda points: Fraction(points, 100)),
    reps=st.integers(1, 40),
    hours_a_week=st.integers(1, 60).map(Fraction),
    share=st.integers(1, 100).map(lambda points: Fraction(points, 100)),
    working_days=st.integers(1, 260),
    days_a_week=st.integers(1, 7),
    open_hours_a_week=st.integers(1, 168).map(Fraction),
    days_away=st.integers(0, 20).map(Fraction),
)


def grown(load: Workload, out: WaysOut, more: int) -> dict[str, Workload]:
    """The workload with each way out taken, or with one unit too little of it."""
    ways = {
        "attempts": out.attempts and replace(load, attempts=Fraction(out.attempts + more)),
        "reps": out.reps and replace(load, reps=out.reps - more),
        "hours_a_week": out.hours_a_week and replace(load, hours_a_week=Fraction(out.hours_a_week - more)),
        "leads": replace(load, leads=Fraction(out.leads + more)),
        "automated": out.automated and replace(load, automated=out.automated - Fraction(more, 100)),
    }
    return {name: way for name, way in ways.items() if way}


@given(LOADS)
def test_each_way_leads_out_and_not_a_unit_of_it_can_be_spared(load: Workload) -> None:
    assume(not load.fits)
    out = ways_out(load)
    assert all(way.fits for way in grown(load, out, 0).values())
    assert not any(way.fits for way in grown(load, out, 1).values())
