"""What changes between terms, in lines that people can agree to."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from sla.agreement import Goal, HandOffRule, Metric, Party, Person, Post, Terms, Tier
from sla.calendar import Opening
from sla.difference import difference
from sla.window import Window
from tests.makers import RITA, company_x, make_calendar
from tests.terms import FEW, terms

MARKETING, SALES = company_x().parties
GOALS = company_x().goals


def after(**changes: Any) -> list[str]:
    return difference(company_x(), company_x(**changes))


def test_equal_terms_do_not_differ() -> None:
    assert after() == []


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"title": "Better"}, "title: Smarketing at Company X -> Better"),
        ({"starts": date(2026, 11, 1)}, "starts: 2026-10-01 -> 2026-11-01"),
        ({"period": "week"}, "period: month -> week"),
        ({"timezone": "Europe/Berlin"}, "timezone: Europe/Rome -> Europe/Berlin"),
        ({"channel": "#sales"}, "channel: #smarketing -> #sales"),
        ({"holidays": None}, "holidays: IT (removed)"),
        ({"goals": (*GOALS[:4], replace(GOALS[4], target=Decimal(60)))}, "goal sales customers: 50 -> 60"),
        ({"goals": GOALS[:4]}, "goal sales customers: 50 (removed)"),
        ({"goals": (*GOALS, Goal("sales", Metric.REVENUE, Decimal(5000)))}, "goal sales revenue: 5000 (new)"),
        ({"goals": (*GOALS[:2], replace(GOALS[2], target=Decimal(1800)), *GOALS[3:])}, "goal sales speed: 1h -> 30m"),
        ({"tiers": company_x().tiers[1:]}, "tier ceo: value 100, window 30m (removed)"),
        ({"tiers": (*company_x().tiers, Tier("intern"))}, "tier intern (new)"),
        ({"parties": (replace(MARKETING, contact=RITA), SALES)}, "party marketing, contact: @josh -> @rita"),
        (
            {"parties": (MARKETING, replace(SALES, members=(RITA,)))},
            "party sales, members: @rita, @remo, @rosa -> @rita",
        ),
        ({"parties": (MARKETING, SALES, Party("service", RITA))}, "party service, contact: @rita (new)"),
        ({"hand_offs": (HandOffRule("marketing", "sales"),)}, "hand-off of a lead from marketing to sales (new)"),
        ({"alerts": company_x().alerts[1:]}, "alert at 50% to rep (removed)"),
        ({"pacing": Post(time(8, 30), "day")}, "post pacing: 09:00 on working_days -> 08:30 on day"),
        ({"weekly_report": None}, "post weekly_report: 16:00 on friday (removed)"),
        ({"cancellation": ()}, "cancellation by missed_in_a_row: periods 3 (removed)"),
        ({"bandwidth": None}, "bandwidth, minutes_per_attempt: 10 (removed)"),
        (
            {"duties": ()},
            "duty Pipeline status report: from sales, to marketing, every week, on friday, by 17:00 (removed)",
        ),
    ],
)
def test_a_change_has_its_line(changes: dict[str, Any], line: str) -> None:
    assert line in after(**changes)


def test_a_goal_raised_by_hand_is_no_longer_calculated() -> None:
    raised = replace(GOALS[0], target=Decimal(120), calculate=None)
    lines = after(goals=(raised, *GOALS[1:]))
    assert lines[0] == "goal marketing leads: 100 -> 120" and lines[1].endswith("close_rate 50% (removed)")


def test_a_goal_of_a_tier_is_named_with_it() -> None:
    assert "goal sales depth of ceo: 6 (new)" in after(goals=(*GOALS, replace(GOALS[3], tier="ceo")))


def test_new_hours_name_the_day() -> None:
    week = (*company_x().calendar.week[:5], (Opening.parse("09:00-12:00"),), ())
    assert after(calendar=make_calendar(week=week)) == ["hours sat: closed -> 09:00-12:00"]


def test_closed_dates_are_told_as_ranges() -> None:
    closed = company_x().calendar.closed | {date(2027, 8, day): "Summer" for day in range(9, 14)}
    assert after(calendar=make_calendar(closed=closed)) == ["closed 2027-08-09..2027-08-13: Summer (new)"]


def test_many_closed_dates_are_told_in_part() -> None:
    closed = {date(2027, 1, 1) + timedelta(days=2 * number): "x" for number in range(30)}
    lines = after(calendar=make_calendar(closed=closed))
    assert len(lines) == 13 and lines[-1] == "closed: 23 more changes"


def test_an_exception_is_told_by_its_date() -> None:
    assert "exception 2026-12-31: closed (removed)" in after(calendar=make_calendar(exceptions={}))


def test_two_rules_for_the_same_event_are_told_apart() -> None:
    rule = company_x().consequences[1]
    lines = after(consequences=(*company_x().consequences, replace(rule, by=Decimal("0.2"))))
    assert lines == ["when goal_exceeded (2): then celebrate, thank_contact, by 20% (new)"]


def test_another_person_by_the_same_name_is_still_a_difference() -> None:
    lines = after(parties=(replace(MARKETING, contact=Person("@josh", "U0OTHER")), SALES))
    assert lines == ["the same words in another order, or for other people in Slack"]


def test_a_window_is_told_as_it_is_written() -> None:
    tiers = (replace(company_x().tiers[0], window=Window(working_days=2)), *company_x().tiers[1:])
    assert after(tiers=tiers) == ["tier ceo: value 100, window 30m -> value 100, window 2d"]


@FEW
@given(terms(), terms())
def test_terms_that_differ_have_a_line_and_terms_that_do_not_have_none(old: Terms, new: Terms) -> None:
    assert bool(difference(old, new)) == (old != new)
    assert difference(old, old) == []


def test_of_the_figures_of_a_calculated_goal_those_that_change_are_told() -> None:
    inputs = GOALS[0].calculate
    assert inputs is not None
    revised = replace(GOALS[0], target=Decimal(120), calculate=replace(inputs, close_rate=Decimal("0.42")))
    assert after(goals=(revised, *GOALS[1:])) == [
        "goal marketing leads: 100 -> 120",
        "goal marketing leads, calculated from: close_rate 50% -> close_rate 42%",
    ]
