"""Consequences in agreement files: their details, and rules that would be words that nobody acts on."""

from datetime import date
from decimal import Decimal

import pytest

from intake.agreement_export import to_yaml
from intake.agreement_files import BadAgreementFile, read
from sla.agreement import Rule, Terms
from sla.difference import difference
from tests.intake.test_bad_agreement_files import KNOWN, SOUND

RULE = "{when: breaches, count: 3, then: [strike]}"


def terms(rule: str) -> Terms:
    text = SOUND.replace(RULE, rule)
    return read(text, people=KNOWN.get, channels=KNOWN.get, today=date(2026, 10, 1)).terms


def rule(written: str) -> Rule:
    [found] = terms(written).consequences
    return found


def mistake(written: str) -> str:
    with pytest.raises(BadAgreementFile) as refused:
        terms(written)
    return str(refused.value)


def test_milestones_are_read_in_rising_order() -> None:
    assert rule("{when: goal_met, then: [celebrate], milestones: [80%, 0.5]}").milestones == (
        Decimal("0.5"), Decimal("0.8"),
    )  # fmt: skip


def test_a_make_up_has_its_periods_and_a_strike_its_decay() -> None:
    found = rule("{when: goal_missed, then: [strike, make_up], over: 2, decay: 3}")
    assert (found.over, found.decay) == (2, 3)


def test_what_is_left_out_is_the_next_period_and_never() -> None:
    found = rule("{when: goal_missed, then: [strike, make_up]}")
    assert (found.over, found.decay, found.milestones) == (None, None, ())


def test_the_details_come_back_in_an_export_and_show_as_what_changes() -> None:
    plain = terms("{when: goal_met, then: [celebrate]}")
    marked = terms("{when: goal_met, then: [celebrate], milestones: [50%]}")
    assert "milestones:\n  - 50%" in to_yaml(marked).replace("    ", "  ")
    assert difference(plain, marked) == ["when goal_met: then celebrate -> then celebrate, milestones 50%"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{when: goal_met, then: [strike]}", "“strike” does not follow from “goal_met”, which can bring: celebrate, t"),
        ("{when: strikes, count: 3, then: [make_up]}", "“make_up” does not follow from “strikes”"),
        ("{when: duty_missed, then: [celebrate]}", "“celebrate” does not follow from “duty_missed”"),
        ("{when: goal_missed, then: [strike], over: 2}", "“over” belongs to “make_up”, which does not follow here"),
        ("{when: goal_missed, then: [make_up], decay: 2}", "“decay” belongs to “strike”, which does not follow here"),
        ("{when: goal_missed, then: [make_up], diagnosis_within: 2d}", "“diagnosis_within” belongs to “strike”"),
        ("{when: goal_missed, then: [strike], milestones: [50%]}", "“milestones” belongs to “celebrate”"),
        ("{when: goal_exceeded, by: 10%, then: [celebrate], milestones: [50%]}", "“milestones” belong to “goal_met”"),
        ("{when: goal_met, then: [celebrate], milestones: [100%]}", "A milestone lies before the goal"),
        ("{when: goal_met, then: [celebrate], milestones: [50%, 0.5]}", "names the same mark twice"),
        ("{when: goal_missed, then: [make_up], over: 0}", "“0” is not a count"),
        (
            "{when: goal_missed, then: [service_credit], credit: {amount: 5, currency: USD, cap_percent: 10}}",
            "“cap_percent” is a share of the fee; add the “fee”.",
        ),
    ],
)
def test_a_rule_that_nobody_could_act_on_is_refused_at_its_line(written: str, said: str) -> None:
    found = mistake(written)
    assert said in found and "line 29" in found
