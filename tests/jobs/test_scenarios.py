"""One scenario for each row of the table of sweeps: the whole bot in a sandbox, its clock turned by hand."""

from datetime import timedelta

from sla.agreement import Agreement
from sla.lead import Lead, NewLead
from storage import facts, leads, outcomes
from tests.bot_world import BotWorld
from tests.moments import at

HOUR = 3600


def hand_off(world: BotWorld, name: str, rep: str = "rita") -> Lead:
    """Josh hands a director's lead to a rep, and the rep is told."""
    with world.writing() as session:
        new = NewLead(name, tier="director", rep=world.person(rep))
        return facts.hand_off(session, agreement(world), new, at=world.now(), by=world.person("josh"))


def agreement(world: BotWorld) -> Agreement:
    return world.agreement("company-x")


def kinds(world: BotWorld) -> list[tuple[str, str | None]]:
    return [(seen.where, seen.event_type) for seen in world.posted()]


def test_a_window_that_passes_is_on_record_as_a_breach(bot_world: BotWorld) -> None:
    lead = hand_off(bot_world, "Ada")
    bot_world.advance(HOUR + 60)
    with bot_world.reading() as session:
        assert leads.by_id(session, bot_world.workspace.id, lead.id).breached_at == lead.due_at


def test_a_lead_that_waits_climbs_the_ladder_and_goes_to_another_rep(bot_world: BotWorld) -> None:
    lead = hand_off(bot_world, "Ada")
    bot_world.advance(2 * HOUR)
    bot_world.expect_posts(
        ("@rita", "has waited 30 min"),
        ("@rita", "has waited 48 min"),
        ("@rita", "has waited 1 h"),
        ("@amy", "has waited 1 h 30 min"),
        ("@josh", "has waited 2 h"),
        ("@rita", f"{lead.short_id} *Ada* is now with"),
        ("@remo", "comes to you"),
    )


def test_a_period_closes_with_its_review_at_the_next_opening(bot_world: BotWorld) -> None:
    bot_world.advance(to=at("2026-11-02 08:59"))
    bot_world.settle()
    bot_world.advance(to=at("2026-11-02 09:01"))
    found = kinds(bot_world)
    assert ("#smarketing", "sla_review") in found
    assert ("@josh", "sla_strike") in found and ("#smarketing", "sla_strike") in found


def test_three_breaches_of_a_rep_strike_and_the_strike_asks_for_a_diagnosis(bot_world: BotWorld) -> None:
    for name in ("Ada", "Grace", "Linus"):
        hand_off(bot_world, name)
    bot_world.advance(HOUR + 60)
    [strike] = [seen for seen in bot_world.posted() if seen.event_type == "sla_strike"]
    assert strike.where == "@rita"
    assert "Write the diagnosis" in strike.buttons()
    with bot_world.reading() as session:
        [found] = outcomes.standing(session, bot_world.workspace.id, agreement(bot_world).id)
    assert strike.event_payload["strike"] == found.short_id


def test_the_daily_post_comes_at_nine_with_its_chart(bot_world: BotWorld) -> None:
    hand_off(bot_world, "Ada")
    bot_world.advance(to=at("2026-10-06 08:59"))
    bot_world.settle()
    bot_world.advance(120)
    [post] = bot_world.expect_posts(("#smarketing", "Monday 5 October"))
    assert (post.event_type, post.event_payload["on"]) == ("sla_pacing", "2026-10-05")
    assert next(block["alt_text"] for block in post.blocks if block["type"] == "image").startswith(
        "Leads, October 2026."
    )


def test_after_three_days_without_the_bot_there_is_one_post_and_no_flood(
    bot_world: BotWorld,
) -> None:
    for number in range(5):
        hand_off(bot_world, f"Lead {number}")
    bot_world.settle()
    bot_world.stop()
    bot_world.freeze(bot_world.now() + timedelta(days=3))
    bot_world.start()
    bot_world.expect_posts(("#smarketing", "This post is late"), ("@rita", "names you"))
