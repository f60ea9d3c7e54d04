"""Slash commands and shortcuts: what the app receives, what it may answer, what the person sees."""

from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from sandbox.manifest import Command, Manifest, Shortcut
from tests.sandbox.conftest import refusal
from tests.slack_world import World, app_for, connected, running_world

Json = dict[str, Any]
FORM: Json = {"type": "modal", "title": {"type": "plain_text", "text": "Hand off"}, "blocks": [{"type": "divider"}]}


def recording(app: App) -> list[Json]:
    """Lets the app acknowledge `/sla` at once; returns the list of what it received."""
    bodies: list[Json] = []

    def record(ack: Any, body: Json) -> None:
        bodies.append(body)
        ack()

    app.command("/sla")(record)
    return bodies


def test_a_command_reaches_the_app_with_people_channels_and_urls_as_tokens(world: World) -> None:
    with connected(app := app_for(world), world):
        bodies = recording(app)
        world.command("amy", "#smarketing", "/sla lead A & B @rita #general https://x.y/?a=1")
    rita, general = world.person("rita"), world.channel("#general")
    assert bodies[0]["text"] == f"lead A &amp; B <@{rita}|rita> <#{general}|general> <https://x.y/?a=1>"


def test_without_escaping_the_text_arrives_plain() -> None:
    with running_world(Manifest(commands=(Command("/sla"),))) as world, connected(app := app_for(world), world):
        bodies = recording(app)
        world.command("amy", "#smarketing", "/sla lead @rita <b>")
    assert bodies[0]["text"] == "lead @rita &lt;b&gt;"


def test_a_private_channels_name_stays_out_of_a_command(world: World) -> None:
    with connected(app := app_for(world), world):
        bodies = recording(app)
        world.command("amy", "dm", "/sla status")
    assert (bodies[0]["channel_name"], bodies[0]["user_name"]) == ("directmessage", "amy")
    assert bodies[0]["channel_id"].startswith("D")


def test_unknown_names_stay_plain_text(world: World) -> None:
    with connected(app := app_for(world), world):
        bodies = recording(app)
        world.command("amy", "#smarketing", "/sla lead @nobody a@b.example #5")
    assert bodies[0]["text"] == "lead @nobody a@b.example #5"


def test_an_answer_with_the_ack_is_seen_by_the_asker_alone(world: World) -> None:
    with connected(app := app_for(world), world):
        app.command("/sla")(lambda ack: ack("only you"))
        shown = world.command("amy", "#smarketing", "/sla status")
    assert shown.reply().text == "only you"
    assert world.last("#smarketing", "amy").is_ephemeral and world.messages("#smarketing", "josh") == []


def test_an_answer_with_the_ack_may_be_for_all(world: World) -> None:
    with connected(app := app_for(world), world):
        app.command("/sla")(lambda ack: ack(text="all of you", response_type="in_channel"))
        world.command("amy", "#smarketing", "/sla status here")
    assert world.last("#smarketing", "josh").text == "all of you"


def test_no_ack_in_time_shows_a_timeout(world: World) -> None:
    world.settings(ack_seconds=0.2)
    with connected(app := app_for(world), world):
        app.command("/sla")(lambda: None)
        assert world.command("amy", "#smarketing", "/sla status").error == "operation_timeout"


def test_without_an_app_a_command_can_not_be_dispatched(world: World) -> None:
    assert world.command("amy", "#smarketing", "/sla status").error == "dispatch_failed"


def test_a_command_is_refused_in_a_thread_and_when_unknown(world: World) -> None:
    order = {"user": "amy", "channel": "#smarketing", "text": "/sla status", "thread_ts": "1.0"}
    assert world.act("command", order).error == "command_not_in_thread"
    assert world.command("amy", "#smarketing", "/other").error == "invalid_command"


def test_a_command_is_typed_by_members_only(world: World) -> None:
    order = {"user": "cora", "channel": "#smarketing", "text": "/sla"}
    answer = world.client.post(f"{world.url}/_sandbox/command", json=order)
    assert (answer.status_code, answer.json()["sentence"]) == (403, "@cora is not in #smarketing.")


def test_a_response_url_serves_five_times(world: World) -> None:
    with connected(app := app_for(world), world):
        bodies = recording(app)
        world.command("amy", "#smarketing", "/sla status")
    answers = [world.client.post(bodies[0]["response_url"], json={"text": f"{n}"}) for n in range(6)]
    assert [one.status_code for one in answers] == [200] * 5 + [404]
    assert len(world.messages("#smarketing", "amy")) == 5


def test_a_response_url_lives_half_an_hour(world: World) -> None:
    world.freeze("2026-10-01T09:00:00Z")
    with connected(app := app_for(world), world):
        bodies = recording(app)
        world.command("amy", "#smarketing", "/sla status")
    world.advance(seconds=30 * 60 + 1)
    assert world.client.post(bodies[0]["response_url"], json={"text": "late"}).status_code == 404


def test_a_response_url_needs_no_membership_of_the_bot(world: World) -> None:
    with connected(app := app_for(world), world):
        app.command("/sla")(lambda ack, respond: (ack(), respond("hello from outside")))
        assert world.command("cora", "#general", "/sla help").reply().text == "hello from outside"


def test_a_response_url_refuses_invalid_blocks(world: World) -> None:
    with connected(app := app_for(world), world):
        bodies = recording(app)
        world.command("amy", "#smarketing", "/sla status")
    answer = world.client.post(bodies[0]["response_url"], json={"blocks": [{"type": "section"}]})
    assert (answer.status_code, answer.text) == (400, "invalid_blocks")


def triggered(world: World) -> str:
    with connected(app := app_for(world), world):
        bodies = recording(app)
        world.command("amy", "#smarketing", "/sla lead")
    return str(bodies[0]["trigger_id"])


def test_a_trigger_opens_one_form(world: World, slack: WebClient) -> None:
    trigger = triggered(world)
    assert slack.views_open(trigger_id=trigger, view=FORM)["view"]["id"].startswith("V")
    assert refusal(slack.views_open, trigger_id=trigger, view=FORM) == "exchanged_trigger_id"


def test_a_trigger_lives_three_seconds(world: World, slack: WebClient) -> None:
    world.freeze("2026-10-01T09:00:00Z")
    trigger = triggered(world)
    world.advance(seconds=4)
    assert refusal(slack.views_open, trigger_id=trigger, view=FORM) == "expired_trigger_id"


def test_a_trigger_of_ones_own_making_is_refused(slack: WebClient) -> None:
    assert refusal(slack.views_open, trigger_id="1.2.abc", view=FORM) == "invalid_trigger_id"


def test_a_global_shortcut_opens_a_form_and_has_no_response_url(world: World) -> None:
    bodies: list[Json] = []
    with connected(app := app_for(world), world):

        @app.shortcut("hand_off")
        def open_form(ack: Any, body: Json, client: WebClient) -> None:
            bodies.append(body)
            ack()
            client.views_open(trigger_id=body["trigger_id"], view=FORM)

        assert world.shortcut("amy", "hand_off").form().title == "Hand off"
    assert "response_url" not in bodies[0] and bodies[0]["type"] == "shortcut"


def test_a_message_shortcut_carries_its_message(world: World) -> None:
    bodies: list[Json] = []
    said = world.say("josh", "#smarketing", "Ada of Acme wants a call")
    with connected(app := app_for(world), world):
        app.shortcut("hand_off_message")(lambda ack, body: (bodies.append(body), ack()))
        assert world.message_shortcut("amy", "#smarketing", said, "hand_off_message").error is None
    assert bodies[0]["message"]["text"] == "Ada of Acme wants a call"
    assert bodies[0]["type"] == "message_action" and bodies[0]["response_url"]


def test_the_manifest_decides_which_shortcuts_there_are() -> None:
    manifest = Manifest(shortcuts=(Shortcut("hand_off", "global"),), any_shortcut=False)
    with running_world(manifest) as world:
        order = {"user": "amy", "callback_id": "other"}
        assert world.client.post(f"{world.url}/_sandbox/shortcut", json=order).status_code == 404
