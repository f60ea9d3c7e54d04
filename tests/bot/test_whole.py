"""The whole bot in the sandbox: people, time and messages together."""

from datetime import timedelta

from tests.bot.cli import sla_bot
from tests.bot_world import COMPANY_X, MONDAY_AT_TEN, BotWorld


def test_a_lead_handed_off_by_command_reaches_its_rep(bot_world: BotWorld) -> None:
    shown = bot_world.command("josh", "#smarketing", "/sla lead Ada Lovelace, Acme @rita tier:director")
    assert shown.error is None
    assert "Ada Lovelace" in shown.reply().text
    (told,) = bot_world.expect_posts(("@rita", "Ada Lovelace"))
    assert told.event_type == "sla_hand_off"


def test_the_ladder_speaks_at_its_own_instants(bot_world: BotWorld) -> None:
    bot_world.command("josh", "#smarketing", "/sla lead Ada, Acme @rita tier:director")
    bot_world.expect_posts(("@rita", "Ada"))
    bot_world.advance(to=MONDAY_AT_TEN + timedelta(minutes=61))
    told = bot_world.expect_posts(("@rita", "30 min"), ("@rita", "48 min"), ("@rita", "1 h"))
    assert [one.event_payload.get("level") for one in told] == ["50%", "80%", "100%"]


def test_a_press_on_called_stops_the_ladder(bot_world: BotWorld) -> None:
    bot_world.command("josh", "#smarketing", "/sla lead Ada, Acme @rita tier:director")
    (told,) = bot_world.expect_posts(("@rita", "Ada"))
    shown = bot_world.press("rita", "dm", told, told.buttons()["Called"])
    assert shown.error is None
    bot_world.advance(4 * 3600)
    assert bot_world.expect_posts() == []


def test_the_daily_post_comes_at_nine_in_rome_with_its_chart(bot_world: BotWorld) -> None:
    bot_world.advance(to=MONDAY_AT_TEN + timedelta(hours=23, minutes=5))
    (post,) = bot_world.expect_posts(("#smarketing", "Monday 5 October"))
    assert post.event_type == "sla_pacing" and post.event_payload["on"] == "2026-10-05"
    assert any(block["type"] == "image" for block in post.blocks)


def test_a_bot_that_was_down_over_the_post_time_catches_up_once(bot_world: BotWorld) -> None:
    bot_world.stop()
    bot_world.advance(to=MONDAY_AT_TEN + timedelta(days=3, hours=1))
    bot_world.start()
    bot_world.expect_posts(("#smarketing", "This post is late"))
    bot_world.advance(3600)
    assert bot_world.expect_posts() == []


def test_a_proposal_that_a_file_replaces_is_not_signed_any_more(bot_world: BotWorld) -> None:
    bot_world.command("josh", "#smarketing", "/sla goal marketing leads 120")
    bot_world.expect_posts(("@josh", "120"), ("@amy", "120"))
    file = bot_world.folder / "other.yaml"
    file.write_text(COMPANY_X.read_text().replace("target: 4500", "target: 5000"))
    sandbox = {"SLACK_API_URL": bot_world.api_url, "SLA_BOT_CLOCK": f"{bot_world.url}/_sandbox/clock"}
    ran = sla_bot(bot_world.folder, "apply", str(file), "--yes", SLACK_BOT_TOKEN=bot_world.bot_token, **sandbox)
    assert ran.status == 0, ran.err
    bot_world.settle()
    (signed,) = [seen for seen in bot_world.messages("@josh") if seen.buttons()]
    assert "5000" in signed.text
