"""What goals that are reached call for: celebrations, thanks and milestones."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from sla.agreement import Goal, Metric, Rule
from sla.pacing import Pace, Verdict
from sla.praise import CELEBRATE, THANK_CONTACT, feats, has_reached, milestones
from sla.standing import GoalFigures
from tests.makers import company_x

LEADS = Goal("marketing", Metric.LEADS, Decimal(100))
SPEED = Goal("sales", Metric.SPEED, Decimal(3600))
DEPTH = Goal("sales", Metric.DEPTH, Decimal(6))
MET = Rule("goal_met", ("celebrate",))
EXCEEDED = Rule("goal_exceeded", ("celebrate", "thank_contact"), by=Decimal("0.1"))
MARKED = replace(MET, milestones=(Decimal("0.5"), Decimal("0.8")))


def figures(goal: Goal, actual: int | None, ended: bool = False) -> GoalFigures:
    target, came = Fraction(goal.target), None if actual is None else Fraction(actual)
    if goal.metric.is_mean:
        is_kept = came is not None and (came <= target if goal.metric is Metric.SPEED else came >= target)
        verdict = Verdict.TOO_EARLY if came is None else Verdict.AHEAD if is_kept else Verdict.BEHIND
    else:
        verdict = Verdict.MET if came is not None and came >= target else Verdict.BEHIND
    return GoalFigures(goal, Pace(target, came, None, None, verdict, None, None, ended))


def named(actual: int, *rules: Rule, act: str = CELEBRATE) -> list[str]:
    terms = company_x(consequences=rules)
    return [feat.rule.when for feat in feats(terms, [figures(LEADS, actual)], act)]


@pytest.mark.parametrize(
    ("actual", "called"),
    [(99, []), (100, ["goal_met"]), (109, ["goal_met"]), (110, ["goal_met", "goal_exceeded"])],
)
def test_a_goal_is_met_at_its_target_and_exceeded_at_a_tenth_more(actual: int, called: list[str]) -> None:
    assert named(actual, MET, EXCEEDED) == called


def test_a_contact_is_thanked_where_the_rule_says_so() -> None:
    assert named(110, MET, EXCEEDED, act=THANK_CONTACT) == ["goal_exceeded"]


def test_two_rules_by_different_shares_each_have_their_mark() -> None:
    far = replace(EXCEEDED, by=Decimal("0.5"))
    found = feats(company_x(consequences=(EXCEEDED, far)), [figures(LEADS, 150)], CELEBRATE)
    assert [feat.share for feat in found] == [Fraction("1.1"), Fraction("1.5")]


@pytest.mark.parametrize(
    ("goal", "actual", "share", "reached"),
    [
        (SPEED, 3600, 1, True),
        (SPEED, 3601, 1, False),
        (SPEED, 3240, Fraction("1.1"), True),
        (SPEED, 3241, Fraction("1.1"), False),
        (DEPTH, 6, 1, True),
        (DEPTH, 6, Fraction("1.1"), False),
        (DEPTH, 7, Fraction("1.1"), True),
        (SPEED, None, 1, False),
    ],
)
def test_a_mean_is_exceeded_on_its_better_side(
    goal: Goal, actual: int | None, share: Fraction | int, reached: bool
) -> None:
    assert has_reached(figures(goal, actual, ended=True), Fraction(share), at_close=True) is reached


def test_a_mean_is_judged_at_the_close_alone() -> None:
    assert not has_reached(figures(SPEED, 1800), Fraction(1))
    terms = company_x(consequences=(MET,))
    assert feats(terms, [figures(SPEED, 1800, ended=True)], CELEBRATE) == []
    assert len(feats(terms, [figures(SPEED, 1800, ended=True)], CELEBRATE, at_close=True)) == 1


def test_the_highest_milestone_comes_first() -> None:
    terms = company_x(consequences=(MARKED,))
    marks = {actual: [feat.share for feat in milestones(terms, [figures(LEADS, actual)])] for actual in (49, 50, 85)}
    assert marks == {49: [], 50: [Fraction(1, 2)], 85: [Fraction(4, 5), Fraction(1, 2)]}


def test_means_have_no_milestones() -> None:
    assert milestones(company_x(consequences=(MARKED,)), [figures(SPEED, 1800, ended=True)]) == []
