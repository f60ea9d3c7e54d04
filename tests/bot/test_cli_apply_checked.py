"""`sla-bot apply` says whether the reps have the hours, before anything is proposed."""

from tests.bot.cli import Ran, sla_bot
from tests.bot_world import COMPANY_X, BotWorld

WAYS = ["Fewer attempts", "More reps or hours", "Fewer leads or more automated"]


def applied(world: BotWorld, old: str, new: str, typed: str) -> Ran:
    """What the command says to an operator who types this when asked."""
    file = world.folder / "other.yaml"
    file.write_text(COMPANY_X.read_text().replace(old, new))
    sandbox = {"SLACK_API_URL": world.api_url, "SLA_BOT_CLOCK": f"{world.url}/_sandbox/clock"}
    return sla_bot(world.folder, "apply", str(file), typed=typed, SLACK_BOT_TOKEN=world.bot_token, **sandbox)


def test_an_impossible_promise_is_named_before_the_operator_goes_on(bot_world: BotWorld) -> None:
    ran = applied(bot_world, "quota: 5000", "quota: 20000", "n\n")
    assert "does not fit into the reps' hours in October 2026: it takes 400 h, and there are 237.6 h." in ran.out
    assert [line[2:].split(":")[0] for line in ran.out.splitlines() if line.startswith("- ")] == WAYS
    assert ran.out.index("does not fit") < ran.out.index("Go on?") and ran.status == 1


def test_automated_attempts_in_the_file_make_it_fit(bot_world: BotWorld) -> None:
    changed = "marketing_leads_share: 60%, automated_share: 50%"
    ran = applied(bot_world, "marketing_leads_share: 60%", changed, "n\n")
    assert "bandwidth, automated_share: 50% (new)" in ran.out
    assert "100 leads × 3 attempts by hand (of 6, 50% automated) × 10 min = 50 h." in ran.out
