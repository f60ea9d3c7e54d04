"""What becomes of a proposal: discussed and withdrawn, lapsed and proposed again."""

from datetime import timedelta

from tests.bot_world import COMPANY_X, BotWorld
from tests.commands.acting import HERE, answered, outcome, press, told
from tests.slack_world import Seen


def proposals(world: BotWorld, reader: str) -> list[Seen]:
    """The proposals that somebody reads, as they stand now."""
    world.settle()
    return [seen for seen in world.messages(f"@{reader}") if seen.event_type == "sla_proposal"]


def steps(world: BotWorld, reader: str) -> list[str]:
    """What somebody was told about proposals."""
    world.settle()
    return [seen.text for seen in world.messages(f"@{reader}") if seen.event_type == "sla_proposal_step"]


def test_a_proposal_is_discussed_and_withdrawn(fresh: BotWorld) -> None:
    told(fresh, "josh", "goal marketing leads 120")
    amy = proposals(fresh, "amy")[-1]
    assert list(amy.buttons()) == ["Sign for sales", "Discuss"]
    press(fresh, "amy", amy, "Discuss").form().submit(said="Only if the window stays at 1 h.")
    assert "Only if the window stays" in steps(fresh, "josh")[-1]
    [josh] = proposals(fresh, "josh")
    assert "Only if the window stays" in josh.words and "Only if the window stays" in told(fresh, "rita", "agreement")
    press(fresh, "josh", josh, "Withdraw").form().submit(reason="We talk on Friday.")
    assert "is withdrawn; the contacts are told why" in outcome(fresh, "josh")
    assert "withdrew the proposal" in steps(fresh, "amy")[-1] and "We talk on Friday." in steps(fresh, "amy")[-1]
    assert proposals(fresh, "amy")[-1].buttons() == {}


def test_a_first_proposal_lapses_and_is_proposed_again(fresh: BotWorld) -> None:
    fresh.apply(COMPANY_X.read_text().replace("company-x", "second") + "\nproposals: {lapse_after: 4d}\n", signed=False)
    press(fresh, "josh", answered(fresh, "josh", "agreement second"), "Sign for marketing", HERE)
    fresh.advance(to=fresh.now() + timedelta(days=3))
    assert "still waits for your signature, for sales" in steps(fresh, "amy")[-1] and not steps(fresh, "josh")
    fresh.advance(to=fresh.now() + timedelta(days=5))
    assert "has lapsed: still to sign were sales" in steps(fresh, "josh")[-1]
    assert "its proposal was withdrawn or lapsed" in told(fresh, "josh", "status second")
    lapsed = [seen for seen in fresh.messages("@amy") if seen.event_type == "sla_proposal_step"][-1]
    assert "are proposed again" in press(fresh, "amy", lapsed, "Propose it again").reply().text
    assert list(proposals(fresh, "amy")[-1].buttons()) == ["Sign for sales", "Discuss", "Withdraw"]
