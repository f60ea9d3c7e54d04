"""`/sla calc` and its form."""

import pytest

from tests.bot_world import BotWorld
from tests.commands.acting import opened, outcome, told


def test_the_worked_example_comes_out_exactly(world: BotWorld) -> None:
    said = told(world, "josh", "calc 5000 100% 100 50%")
    assert "*100 leads* a period, to win *50 customers*" in said
    assert "5,000 × 100% = *5,000*" in said and "50 ÷ 50% = *100 leads*" in said


def test_people_are_rounded_up_once_from_the_exact_value(world: BotWorld) -> None:
    said = told(world, "josh", "calc $1,000 0.33 $100 10%")
    assert "330 ÷ 100 = 3.3, rounded up to *4 customers*" in said and "3.3 ÷ 10% = *33 leads*" in said


REFUSED = {
    "1 2 3": "takes four figures, and there are 3",
    "5000 100% 100 50% 7": "takes four figures, and there are 5",
    "5.000 100% 100 50%": "can be read in two ways",
    "5k 100% 100 50%": "is not an amount",
    "5000 all 100 50%": "is not a share",
    "5000 150% 100 50%": "at most 100%",
    "0 100% 100 50%": "must be more than 0",
    "5000 100% 100 0%": "must be more than 0",
    "999999999999999 100% 0.01 0.01%": "more leads than there are people",
}


@pytest.mark.parametrize(("words", "sentence"), REFUSED.items())
def test_what_can_not_be_calculated_is_said(world: BotWorld, words: str, sentence: str) -> None:
    assert sentence in told(world, "josh", f"calc {words}")


def test_the_form_begins_with_the_agreements_own_figures(world: BotWorld) -> None:
    form = opened(world, "josh", "calc")
    values = [form.value(name)["value"] for name in ("quota", "share", "deal", "rate")]
    assert values == ["5,000", "100%", "100", "50%"]


def test_the_form_shows_each_step_and_can_be_used_again(world: BotWorld) -> None:
    form = opened(world, "josh", "calc")
    assert form.submit(quota="10000").result == "updated"
    assert "200 leads" in outcome(world, "josh")
    assert world.forms("josh")[-1].submit(rate="25%").result == "updated"
    assert "400 leads" in outcome(world, "josh") and "100 ÷ 25% = *400 leads*" in outcome(world, "josh")


def test_the_form_says_at_each_field_what_is_wrong(world: BotWorld) -> None:
    form = opened(world, "josh", "calc")
    assert set(form.submit(quota="12k", share="150%", deal="0", rate="half").errors) == {
        "quota",
        "share",
        "deal",
        "rate",
    }
