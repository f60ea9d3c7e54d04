"""A goal that is due by a day, in words and on its chart."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from messages import goals, pacing, strike
from messages.charts import Waterfall, alt_text, as_json, from_json
from messages.waterfall import waterfall
from sla.pacing import Pace, Verdict
from sla.period import Period
from sla.standing import GoalFigures
from tests.drawing import DRAWER
from tests.makers import company_x
from tests.messages.pushed import figures_of

LEADS = replace(company_x().goals[0], due_day=25)
DUE = date(2026, 10, 25)


def pace(verdict: Verdict, actual: int, judged: int | None = None) -> Pace:
    passed = None if judged is None else Fraction(judged)
    hundred = Fraction(100)
    return Pace(hundred, Fraction(actual), hundred, actual - hundred, verdict, None, Fraction(90), judged=passed)


def said(verdict: Verdict, actual: int, judged: int | None = None) -> str:
    each = GoalFigures(LEADS, pace(verdict, actual, judged), DUE)
    return "\n".join(pacing.goal_lines(figures_of(company_x()), each))


def test_the_daily_post_says_by_when() -> None:
    assert "*42* of 100 by 25 Oct, behind" in said(Verdict.BEHIND, 42)
    assert "at this rate 90 by 25 Oct" in said(Verdict.BEHIND, 42)


def test_a_goal_that_was_missed_says_what_came_by_then() -> None:
    assert "*104* of 100 by 25 Oct (99 came by then), missed" in said(Verdict.MISSED, 104, 99)


@pytest.mark.parametrize(
    ("day", "period", "words"),
    [
        (25, "month", " by the 25th"),
        (21, "month", " by the 21st"),
        (12, "month", " by the 12th"),
        (30, "month", " by the 30th, or a shorter month's last day"),
        (3, "week", " by Wednesday"),
        (45, "quarter", " by day 45 of the quarter"),
        (None, "month", ""),
    ],
)
def test_the_agreement_says_by_when_in_every_period(day: int | None, period: str, words: str) -> None:
    assert goals.due(replace(LEADS, due_day=day), period) == words


def chart() -> Waterfall:
    told = GoalFigures(LEADS, pace(Verdict.BEHIND, 42), DUE)
    return waterfall(company_x(), Period.named("2026-10"), told, [], date(2026, 10, 12))


def test_the_line_of_the_chart_ends_on_the_due_day() -> None:
    drawn = chart()
    assert (drawn.due, drawn.line[23] < 100, drawn.line[24], drawn.line[30]) == (25, True, 100, 100)
    assert "The goal is due by 25 Oct, where its line ends." in alt_text(drawn)


def test_the_chart_is_drawn_and_read_back_with_its_due_day() -> None:
    assert from_json(as_json(chart())) == chart()
    assert DRAWER.draw(chart()) != DRAWER.draw(replace(chart(), due=None))


def test_a_strike_names_the_day_and_what_came_by_then() -> None:
    missed = GoalFigures(LEADS, pace(Verdict.MISSED, 104, 99), DUE)
    said = strike.goal_promise(missed, Period.named("2026-10"))
    assert said == "marketing promised 100 leads by 25 Oct in October 2026; it came to 99 by then."
