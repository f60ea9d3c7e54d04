"""Events: as subscribed, as allowed, the app's own messages included."""

from typing import Any

import pytest
from slack_bolt import App

from sandbox.manifest import DEFAULT_SCOPES, Manifest
from tests.slack_world import World, app_for, connected, running_world

Json = dict[str, Any]
EVENTS = ("message.channels", "message.im", "app_mention", "member_joined_channel", "channel_archive", "user_change")


def recording(app: App, *names: str) -> list[Json]:
    """Lets the app take events; returns the list of what it received."""
    events: list[Json] = []
    for name in names:
        app.event(name)(lambda event: events.append(event))  # noqa: PLW0108 - Bolt fills arguments by their names
    return events


def received(world: World, events: list[Json], count: int = 1) -> list[Json]:
    world.until(lambda: len(events) >= count, f"{count} events were to come, there are {events}")
    return events


@pytest.fixture
def subscribed() -> Any:
    with running_world(Manifest(events=EVENTS)) as world:
        yield world


def test_a_message_in_a_channel_of_the_bot_is_an_event(subscribed: World) -> None:
    with connected(app := app_for(subscribed), subscribed):
        events = recording(app, "message")
        subscribed.say("amy", "#general", "not seen")
        subscribed.say("amy", "#smarketing", "hello @rita")
        (event,) = received(subscribed, events)
    assert event["text"] == f"hello <@{subscribed.person('rita')}>"
    assert (event["channel_type"], event["user"]) == ("channel", subscribed.person("amy"))


def test_the_bots_own_message_comes_back_as_an_event(subscribed: World) -> None:
    with connected(app := app_for(subscribed), subscribed):
        events = recording(app, "message")
        subscribed.web_client().chat_postMessage(channel="#smarketing", text="mine")
        subscribed.until(lambda: subscribed.transcript("envelope"), "no event was sent")
    assert subscribed.transcript("envelope")[0]["payload"]["event"]["bot_id"]
    assert events == [] or events[0]["bot_id"]


def test_a_mention_is_an_event_of_its_own(subscribed: World) -> None:
    with connected(app := app_for(subscribed), subscribed):
        events = recording(app, "app_mention", "message")
        subscribed.say("amy", "#smarketing", "@sla-bot how are we?")
        assert {one["type"] for one in received(subscribed, events, 2)} == {"app_mention", "message"}


def test_joining_archiving_and_leaving_the_company_are_events(subscribed: World) -> None:
    with connected(app := app_for(subscribed), subscribed):
        events = recording(app, "member_joined_channel", "channel_archive", "user_change")
        subscribed.post("channel", {"channel": "#smarketing", "add": ["cora"], "is_archived": True})
        subscribed.post("person", {"user": "rita", "is_deleted": True})
        kinds = {one["type"] for one in received(subscribed, events, 3)}
    assert kinds == {"member_joined_channel", "channel_archive", "user_change"}


def test_without_a_subscription_nothing_is_sent() -> None:
    with running_world(Manifest(events=())) as world:
        world.say("amy", "#smarketing", "hello")
        world.open_home("amy")
        assert world.transcript("envelope") == []


def test_without_the_scope_nothing_is_sent() -> None:
    scopes = [one for one in DEFAULT_SCOPES if one != "channels:history"]
    with running_world(Manifest(events=EVENTS, scopes=scopes)) as world:
        world.say("amy", "#smarketing", "hello")
        assert world.transcript("envelope") == []


def test_a_read_only_messages_tab_takes_no_messages() -> None:
    with running_world(Manifest(messages_read_only=True)) as world:
        order = {"user": "amy", "channel": "dm", "text": "hello"}
        assert world.client.post(f"{world.url}/_sandbox/say", json=order).status_code == 403


def test_a_home_tab_that_is_off_can_not_be_opened() -> None:
    with running_world(Manifest(home_tab=False)) as world:
        assert world.client.post(f"{world.url}/_sandbox/home", json={"user": "amy"}).status_code == 404


def test_an_event_names_whom_it_is_for(world: World) -> None:
    with connected(app := app_for(world), world):
        app.event("app_home_opened")(lambda: None)
        world.open_home("amy")
        world.until(lambda: world.transcript("envelope"), "no event was sent")
    payload = world.transcript("envelope")[0]["payload"]
    assert payload["authorizations"][0]["is_bot"] and payload["event_id"].startswith("Ev")
    assert payload["event"]["tab"] == "home"
