"""An impossible promise is named as such before anybody signs it."""

from tests.bot_world import BotWorld
from tests.commands.acting import HERE, opened, outcome, told

IMPOSSIBLE = "The promise does not fit into the reps' hours in October 2026: it takes 400 h, and there are 237.6 h."
WAYS = (
    "Fewer attempts: 3 on each lead instead of 6 (200 h).",
    "More reps or hours: 6 reps instead of 3 (475.2 h).",
    "Fewer leads or more automated: 237 leads instead of 400 (237 h), "
    "or 41% of the attempts automated instead of none (236 h).",
)


def test_who_proposes_more_than_the_reps_have_hours_for_is_told(fresh: BotWorld) -> None:
    said = told(fresh, "josh", "goal marketing leads 400")
    assert IMPOSSIBLE in said
    assert "400 leads × 6 attempts × 10 min = 400 h. 3 reps × 30 h a week × 4.4 weeks × 60%" in said
    assert all(way in said for way in WAYS)


def test_whoever_is_to_sign_reads_it_with_three_ways_out(fresh: BotWorld) -> None:
    told(fresh, "josh", "goal marketing leads 400")
    _, josh, amy = fresh.expect_messages((HERE, "Proposed"), ("@josh", "400"), ("@amy", "400"))
    for seen in (josh, amy):
        assert IMPOSSIBLE in seen.words and IMPOSSIBLE in seen.text
        assert all(way in seen.words and way in seen.text for way in WAYS)


def test_a_promise_that_fits_says_so(world: BotWorld) -> None:
    said = told(world, "josh", "goal marketing leads 120")
    assert "The promise fits into the reps' hours in October 2026: it takes 120 h of 237.6 h." in said


def test_a_target_that_costs_no_hours_is_not_checked(world: BotWorld) -> None:
    assert "reps' hours" not in told(world, "josh", "goal sales customers 77")


def test_the_form_shows_what_is_promised_now_and_what_the_new_target_takes(fresh: BotWorld) -> None:
    form = opened(fresh, "amy", "goal")
    assert "it takes 100 h of 237.6 h" in form.words
    assert form.submit(goal="sales: depth of follow-up, now 6 attempts", target="24").result == "updated"
    assert IMPOSSIBLE in outcome(fresh, "amy") and "Fewer attempts: 14 on each lead" in outcome(fresh, "amy")
