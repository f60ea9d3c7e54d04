"""The object that other programs read: exactly the keys and forms that they rely on."""

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from sla.figures_json import as_json
from sla.outcome_figures import CreditFigures, MakeUpFigures, StrikeFigures
from sla.period import Period
from sla.standing import Figures, Standing, Sums
from sla.verdicts import day_of, goal_figures
from tests.makers import company_x
from tests.moments import ROME, at, on

OCTOBER = Period.named("2026-10")
NOW = at("2026-10-12 09:00")
SUMS = Sums(
    handed_off=42,
    value=Decimal(2310),
    followed_up=37,
    within_window=33,
    breached=6,
    overdue=2,
    speed_us=37 * 2460 * 1_000_000,
    wall_us=37 * 9120 * 1_000_000,
    unconnected=11,
    unconnected_attempts=38,
)


def figures(sums: Sums = SUMS) -> Figures:
    terms, standing = company_x(), Standing.of(OCTOBER, NOW, {None: sums})
    day = day_of(terms, OCTOBER, on("2026-10-12"), ended=False)
    goals = goal_figures(terms, standing, day)
    return Figures("company-x", NOW, ROME, OCTOBER, day, goals, sums.follow_up(), standing)


def test_the_heading_names_agreement_instant_and_period() -> None:
    told = as_json(figures())
    assert (told["agreement"], told["at"]) == ("company-x", "2026-10-12T09:00:00+02:00")
    assert told["period"] == {
        "name": "2026-10",
        "first_day": "2026-10-01",
        "last_day": "2026-10-31",
        "day": 12,
        "days": 31,
        "working_day": 8,
        "working_days": 22,
    }


def test_a_goal_tells_its_line_and_gap_with_two_decimals() -> None:
    assert as_json(figures())["goals"][0] == {
        "party": "marketing",
        "metric": "leads",
        "tier": None,
        "target": "100",
        "actual": "42",
        "line": "38.71",
        "gap": "3.29",
        "verdict": "ahead",
        "needed_per_day": "2.90",
        "projected": "108.50",
    }


def test_a_goal_on_a_mean_has_no_line() -> None:
    speed = as_json(figures())["goals"][2]
    assert (speed["target"], speed["actual"], speed["verdict"]) == ("3600", "2460", "ahead")
    assert [speed[name] for name in ("line", "gap", "needed_per_day", "projected")] == [None] * 4


def test_the_follow_up_tells_counts_whole_seconds_and_depth() -> None:
    assert as_json(figures())["follow_up"] == {
        "handed_off": 42,
        "followed_up": 37,
        "within_window": 33,
        "breached": 6,
        "open_overdue": 2,
        "speed_seconds": 2460,
        "speed_wall_seconds": 9120,
        "unconnected": 11,
        "depth": "3.45",
    }


def test_a_mean_over_nothing_is_null() -> None:
    told = as_json(figures(Sums()))
    assert (told["follow_up"]["speed_seconds"], told["follow_up"]["depth"]) == (None, None)
    assert told["goals"][2]["actual"] is None


def test_strikes_are_told_without_their_promises() -> None:
    strike = StrikeFigures("S-4F7K", "sales", "U0RITA", on("2026-10-09"), "open")
    [told] = as_json(replace(figures(), strikes=(strike,)))["strikes"]
    assert {name: value for name, value in told.items() if value} == {
        "id": "S-4F7K", "party": "sales", "person": "U0RITA", "on": "2026-10-09", "state": "open",
    }  # fmt: skip


def test_credits_and_plans_are_told_as_exact_decimals() -> None:
    due_on = on("2026-10-05")
    credit = CreditFigures(
        "C-4F7K", "supplier", "customer", "duty_missed", None, None, "2026-10", due_on, Decimal(25), "USD", "open"
    )
    whole, third = Fraction(100), Fraction(100, 3)
    plan = MakeUpFigures(
        "M-4F7K", "marketing", "revenue", None, "2026-09", whole, whole, third, Fraction(0), third, "open"
    )
    told = as_json(replace(figures(), credits=(credit,), make_up=(plan,)))
    assert (told["credits"][0]["party"], told["credits"][0]["to"], told["credits"][0]["amount"]) == (
        "supplier", "customer", "25",
    )  # fmt: skip
    assert (told["make_up"][0]["deficit"], told["make_up"][0]["due"], told["make_up"][0]["line"]) == (
        "100", "33.33", "33.33",
    )  # fmt: skip


def test_the_whole_of_it_is_plain_json() -> None:
    told = as_json(figures())
    assert json.loads(json.dumps(told)) == told
    assert list(told) == ["agreement", "at", "period", "goals", "follow_up", "strikes", "credits", "duties", "make_up"]
