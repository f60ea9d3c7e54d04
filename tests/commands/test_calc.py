"""`/sla calc` and its form."""

import pytest

from tests.bot_world import BotWorld
from tests.commands.acting import answered, opened, outcome, told


def test_the_worked_example_comes_out_exactly_step_by_step(world: BotWorld) -> None:
    said = told(world, "josh", "calc 5000 100% 100 50%")
    assert "*100 leads* a period, to win *50 customers*" in said
    assert "5,000 × 100% = *5,000*" in said
    assert "5,000 ÷ 100 = *50 customers*" in said
    assert "50 ÷ 50% = *100 leads*" in said


def test_people_are_rounded_up_once_from_the_exact_value(world: BotWorld) -> None:
    said = told(world, "josh", "calc $1,000 0.33 $100 10%")
    assert "330 ÷ 100 = 3.3, rounded up to *4 customers*" in said and "3.3 ÷ 10% = *33 leads*" in said


@pytest.mark.parametrize(
    ("figures", "meant"),
    {
        "5000 100% 100 50%": "51% instead of 50% would take 99 leads: 1 lead fewer.",
        "50000 100% 100 10%": "11% instead of 10% would take 4,546 leads: 454 leads fewer.",
        "100 100% 100 50%": "51% instead of 50% would take 2 leads: as many, as people are whole.",
        "5000 100% 100 99%": "100% instead of 99% would take 50 leads: 1 lead fewer.",
        "5000 100% 100 99.5%": "99.5% has no point above it.",
    }.items(),
)
def test_what_one_more_point_of_close_rate_would_mean(world: BotWorld, figures: str, meant: str) -> None:
    assert f"*One more point of close rate*: {meant}" in told(world, "josh", f"calc {figures}")


def test_the_answer_says_whether_the_reps_have_the_hours(world: BotWorld) -> None:
    assert "it takes 100 h of 237.6 h" in told(world, "josh", "calc 5000 100% 100 50%")
    said = told(world, "josh", "calc 20000 100% 100 50%")
    assert "The promise does not fit" in said and "6 reps instead of 3" in said


def test_where_no_agreement_lives_there_are_no_hours_to_check(world: BotWorld) -> None:
    said = told(world, "josh", "calc 5000 100% 100 50%", "#general")
    assert "*100 leads*" in said and "reps" not in said


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


def test_the_form_says_what_one_more_point_means_and_whether_the_reps_have_the_hours(world: BotWorld) -> None:
    opened(world, "josh", "calc").submit(rate="12.5%")
    said = outcome(world, "josh")
    assert "13.5% instead of 12.5% would take 371 leads: 29 leads fewer." in said
    assert "it takes 400 h, and there are 237.6 h" in said and "Three ways out" in said


def test_the_form_says_at_each_field_what_is_wrong(world: BotWorld) -> None:
    form = opened(world, "josh", "calc")
    assert set(form.submit(quota="12k", share="150%", deal="0", rate="half").errors) == {
        "quota",
        "share",
        "deal",
        "rate",
    }


BY_TIER = "ceo 1000 100% 200 50%; director 3000 100% 100 40%; manager 1000 100% 50 25%"


def test_each_tier_has_its_own_goal(world: BotWorld) -> None:
    said = told(world, "josh", f"calc {BY_TIER}")
    assert "*165 leads* a period by tier, to win *55 customers*" in said
    assert "*ceo: 10 leads*" in said and "*director: 75 leads*" in said and "*manager: 80 leads*" in said
    assert "3,000 × 100% = 3,000; 3,000 ÷ 100 = *30 customers*; 30 ÷ 40% = *75 leads*" in said


def test_the_goal_by_value_is_a_sum_of_the_tiers_values(world: BotWorld) -> None:
    said = told(world, "josh", f"calc {BY_TIER}")
    assert "*By value: 7,950*\n10 × 100 + 75 × 50 + 80 × 40" in said


def test_one_tier_alone_is_worked_out_too(world: BotWorld) -> None:
    said = told(world, "josh", "calc CEO $1,000 100% $200 50%")
    assert "*ceo: 10 leads*" in said and "51% instead of 50% would take 10 leads: as many" in said


def test_the_tiers_hours_are_checked_together(world: BotWorld) -> None:
    assert "it takes 165 h of 237.6 h" in told(world, "josh", f"calc {BY_TIER}")


TIERS_REFUSED = {
    "emperor 1000 100% 200 50%": "There is no tier “emperor” under this agreement. Its tiers: ceo, director, manager.",
    "ceo 1000 100% 200; director 1 1 1 1": "“ceo 1000 100% 200” has no tier and four figures.",
    "ceo 1000 100% 200 150%": "ceo: The close rate is 150%",
    "ceo 1000 100% 200 50%; ceo 1000 100% 200 50%": "ceo is here a second time",
    ";": "No tier is here yet.",
}


@pytest.mark.parametrize(("words", "sentence"), TIERS_REFUSED.items())
def test_what_is_wrong_with_a_tier_is_said(world: BotWorld, words: str, sentence: str) -> None:
    assert sentence in told(world, "josh", f"calc {words}")


def test_the_form_of_tiers_begins_with_the_agreements_tiers(world: BotWorld) -> None:
    form = opened(world, "josh", "calc tiers")
    assert form.value("tiers")["value"] == "ceo\ndirector\nmanager"


def test_the_form_of_tiers_shows_each_ones_steps_and_can_be_used_again(world: BotWorld) -> None:
    form = opened(world, "josh", "calc tiers")
    assert "“ceo” has no tier and four figures" in form.submit().errors["tiers"]
    assert form.submit(tiers=BY_TIER.replace("; ", "\n")).result == "updated"
    assert "*By value: 7,950*" in outcome(world, "josh") and "165 h of 237.6 h" in outcome(world, "josh")
    assert world.forms("josh")[-1].submit(tiers="ceo 1000 100% 200 25%").result == "updated"
    assert "*20 leads* a period by tier" in outcome(world, "josh")


def test_the_answer_is_to_the_asker_alone(world: BotWorld) -> None:
    assert answered(world, "josh", f"calc {BY_TIER}").is_ephemeral
