"""`/sla review`, and what becomes of the goals that a review proposes."""

from tests.bot_world import BotWorld
from tests.commands.acting import HERE
from tests.commands.october import at_the_review, counted
from tests.slack_world import Seen

PROPOSAL = "marketing: close rate 50% → 42%: 20 more leads (120 instead of 100)"


def review_of_october(world: BotWorld) -> Seen:
    """The review in the channel, as it stands now."""
    world.advance(5)
    return next(seen for seen in world.messages(HERE) if seen.event_type == "sla_review")


def after_a_weak_october(world: BotWorld) -> Seen:
    """42 of 100 leads became customers where half of them was agreed."""
    counted(world, 100, 42, other=800)
    at_the_review(world)
    return review_of_october(world)


def test_the_review_gives_the_rates_both_ways_and_proposes_the_next_goal(fresh: BotWorld) -> None:
    seen = after_a_weak_october(fresh)
    said = seen.text.replace("\u2060", "")
    assert "By hand-off*, the leads handed off in it: 42 customers, 100 leads: close rate *42%*" in said
    assert "By closing*, the deals closed in it: 42 customers, 100 leads: close rate *42%*" in said
    assert "4,200 in all, average deal *100*" in said
    assert "Marketing's share* of the revenue closed: 4,200 of 5,000, *84%*" in said
    assert "Average sales cycle* of the customers closed: 24 h from hand-off to closing" in said
    assert "Proposal for November 2026*, from the rates by hand-off" in said
    assert list(seen.buttons()) == ["Adopt", "Keep the goal"]
