"""A goal that is due by a day of the month: proposed by command and form, and shown once it holds."""

import pytest

from tests.bot_world import COMPANY_X, BotWorld
from tests.commands.acting import opened, outcome, told


def test_a_due_day_is_proposed_with_the_target_or_alone(world: BotWorld) -> None:
    assert "marketing: leads, 120 instead of 100 by the 25th." in told(world, "josh", "goal marketing leads 120 by:25")
    assert "marketing: leads, 100 by the 25th." in told(world, "josh", "goal marketing leads 100")
    assert "goal marketing leads, due day: 25 (new)" in told(world, "amy", "agreement")


def test_the_form_takes_a_due_day(world: BotWorld) -> None:
    form = opened(world, "amy", "goal")
    goal = "sales: customers, now 50"
    assert "A month has days 1 to 31" in form.submit(goal=goal, target="50", due="32").errors["due"]
    assert form.submit(goal=goal, target="50", due="28").result == "updated"
    assert "sales: customers, 50 by the 28th" in outcome(world, "amy")


@pytest.mark.parametrize(
    ("words", "sentence"),
    {
        "marketing lead_value 4500 by:32": "A month has days 1 to 31; write one of them",
        "marketing lead_value 4500 by:february": "A month has days 1 to 31",
        "sales speed 1h by:25": "A goal for speed is a mean over the whole month; it has no due day.",
        "marketing lead_value 4500 by:end": "That is its target already",
    }.items(),
)
def test_what_is_wrong_with_a_due_day_is_said(world: BotWorld, words: str, sentence: str) -> None:
    assert sentence in told(world, "josh", f"goal {words}")


def test_a_due_day_in_force_is_shown_wherever_the_goal_is(fresh: BotWorld) -> None:
    fresh.apply(COMPANY_X.read_text().replace("close_rate: 50%}}", "close_rate: 50%}, due_day: 25}"))
    assert "marketing promises 100 leads by the 25th (5,000 × 100% ÷ 100 ÷ 50%)" in told(fresh, "rita", "agreement")
    status = told(fresh, "rita", "status")
    assert "*marketing: leads*: *0* of 100 by 25 Oct, behind" in status
    assert "4.76 a day needed from here; at this rate 0 by 25 Oct" in status
