"""What an administrator changes, what the app is told of it, and what its calls meet afterwards."""

from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox.events import SCOPES
from sandbox.manifest import DEFAULT_SCOPES, Manifest
from tests.sandbox.conftest import refusal
from tests.sandbox.test_files import PNG, upload
from tests.slack_world import World, running_world

Json = dict[str, Any]
PRIVATE = {"name": "board", "members": ["josh", "bot"], "is_private": True}


@pytest.fixture
def told() -> Any:
    """A world whose app subscribes to everything that can happen."""
    with running_world(Manifest(events=tuple(SCOPES), scopes=list(DEFAULT_SCOPES))) as world:
        yield world


def events(world: World, kind: str, count: int = 1) -> list[Json]:
    def found() -> list[Json]:
        envelopes = [one for one in world.transcript("envelope") if one["type"] == "events_api" and not one["attempt"]]
        sent = [one["payload"]["event"] for one in envelopes]
        return [one for one in sent if one["type"] == kind]

    world.until(lambda: len(found()) >= count, f"{count} events {kind} were to come")
    return found()


def test_a_renamed_channel_keeps_its_id(told: World) -> None:
    channel = told.channel("#smarketing")
    told.post("channel", {"channel": "#smarketing", "name": "revenue"})
    assert events(told, "channel_rename")[0]["channel"]["name"] == "revenue"
    assert told.web_client().conversations_info(channel=channel)["channel"]["name"] == "revenue"


def test_a_name_is_given_once(told: World) -> None:
    order = {"channel": "#smarketing", "name": "general"}
    assert told.client.post(f"{told.url}/_sandbox/channel", json=order).status_code == 409


def test_a_channel_that_was_made_private_is_seen_by_its_members_alone(told: World) -> None:
    slack, channel = told.web_client(), told.channel("#smarketing")
    told.post("channel", {"channel": "#smarketing", "is_private": True})
    message = events(told, "message")[0]
    assert (message["subtype"], message["channel_type"]) == ("channel_convert_to_private", "group")
    assert slack.conversations_info(channel=channel)["channel"]["is_private"]
    told.post("channel", {"channel": channel, "remove": ["bot"]})
    assert refusal(slack.conversations_info, channel=channel) == "channel_not_found"


def test_a_channel_of_another_id_is_not_found_by_the_old_one(told: World) -> None:
    slack, old = told.web_client(), told.channel("#smarketing")
    slack.chat_postMessage(channel=old, text="before")
    told.post("channel", {"channel": "#smarketing", "id": "C0ANOTHERID"})
    moved = events(told, "channel_id_changed")[0]
    assert (moved["old_channel_id"], moved["new_channel_id"]) == (old, "C0ANOTHERID")
    assert refusal(slack.chat_postMessage, channel=old, text="x") == "channel_not_found"
    assert slack.conversations_history(channel="C0ANOTHERID")["messages"][-1]["text"] == "before"


def test_a_response_url_outlives_the_id_of_its_channel(told: World) -> None:
    told.command("amy", "#smarketing", "/sla")
    url = next(one["payload"]["response_url"] for one in told.transcript("envelope"))
    told.post("channel", {"channel": "#smarketing", "id": "C0ANOTHERID"})
    assert told.client.post(url, json={"text": "here"}).status_code == 200
    assert told.last("#smarketing", "amy").text == "here"


def test_a_deleted_channel_is_gone(told: World) -> None:
    channel = told.channel("#smarketing")
    told.post("channel", {"channel": "#smarketing", "is_deleted": True})
    assert events(told, "channel_deleted")[0]["channel"] == channel
    assert refusal(told.web_client().chat_postMessage, channel=channel, text="x") == "channel_not_found"


def test_a_new_channel_and_a_new_person_are_told(told: World) -> None:
    told.post("new_channel", {"name": "launch", "members": ["amy", "bot"]})
    told.post("new_person", {"name": "nina", "real_name": "Nina New", "tz": "Europe/Rome"})
    assert events(told, "channel_created")[0]["channel"]["name"] == "launch"
    assert events(told, "member_joined_channel")[0]["channel"] == told.channel("#launch")
    assert events(told, "team_join")[0]["user"]["real_name"] == "Nina New"


def test_of_a_private_channel_only_its_members_are_told(told: World) -> None:
    told.post("new_channel", {**PRIVATE, "members": ["josh"]})
    told.post("channel", {"channel": "#board", "is_archived": True, "add": ["amy"]})
    told.post("channel", {"channel": "#smarketing", "is_archived": True})
    events(told, "channel_archive")
    assert not [one for one in told.transcript("envelope") if told.channel("#board") in str(one["payload"])]


def test_a_private_channel_of_the_bot_is_told_as_a_group(told: World) -> None:
    told.post("new_channel", PRIVATE)
    told.post("channel", {"channel": "#board", "is_archived": True})
    told.post("channel", {"channel": "#board", "is_archived": False})
    told.post("channel", {"channel": "#board", "remove": ["bot"]})
    assert events(told, "group_archive") and events(told, "group_unarchive") and events(told, "group_left")


def test_a_person_may_get_another_zone_and_come_back(told: World) -> None:
    told.post("person", {"user": "rita", "tz": "America/New_York", "is_deleted": True})
    told.post("person", {"user": "rita", "is_deleted": False})
    away, back = events(told, "user_change", 2)
    assert (away["user"]["deleted"], back["user"]["deleted"]) == (True, False)
    assert back["user"]["tz"] == "America/New_York"


@pytest.mark.parametrize(
    "order", [{"user": "rita"}, {"user": "rita", "tz": "Mars/Olympus"}, {"user": "rita", "age": 3}]
)
def test_a_wrong_change_of_a_person_is_refused(told: World, order: Json) -> None:
    answer = told.client.post(f"{told.url}/_sandbox/person", json=order)
    assert answer.status_code == 400 and answer.json()["sentence"]


def test_an_update_and_a_deletion_of_the_apps_own_message_come_back_as_events(told: World) -> None:
    slack = told.web_client()
    message = slack.chat_postMessage(channel=told.channel("#smarketing"), text="one")
    slack.chat_update(channel=message["channel"], ts=message["ts"], text="two")
    slack.chat_delete(channel=message["channel"], ts=message["ts"])
    posted, changed, deleted = events(told, "message", 3)
    assert (posted["text"], changed["subtype"], deleted["subtype"]) == ("one", "message_changed", "message_deleted")
    assert (changed["previous_message"]["text"], changed["message"]["text"]) == ("one", "two")
    assert (deleted["deleted_ts"], deleted["previous_message"]["text"]) == (message["ts"], "two")


def test_a_file_is_told_when_it_is_complete_and_when_it_is_shared(told: World) -> None:
    slack = told.web_client()
    file_id = upload(told, slack, PNG)
    slack.files_completeUploadExternal(files=[{"id": file_id}], channel_id=told.channel("#smarketing"))
    assert events(told, "file_created")[0]["file_id"] == file_id
    assert events(told, "file_shared")[0]["channel_id"] == told.channel("#smarketing")


def test_what_can_not_happen_here_is_named(world: World) -> None:
    with running_world(Manifest(events=("message.im", "emoji_changed", "link_shared"))) as other:
        assert other.get("state")["events_never_sent"] == ["emoji_changed", "link_shared"]
    assert world.get("state")["events_never_sent"] == []


def test_a_member_event_needs_the_scope_of_the_channels_kind() -> None:
    scopes = ["channels:read"]
    with running_world(Manifest(events=("member_joined_channel",), scopes=scopes)) as world:
        world.post("new_channel", {**PRIVATE})
        world.post("channel", {"channel": "#board", "add": ["amy"]})
        assert world.transcript("envelope") == []
        world.post("channel", {"channel": "#smarketing", "add": ["cora"]})
        assert events(world, "member_joined_channel")[0]["user"] == world.person("cora")


def test_the_web_client_sees_what_was_renamed(world: World, slack: WebClient) -> None:
    world.post("person", {"user": "rita", "real_name": "Rita R."})
    assert slack.users_info(user=world.person("rita"))["user"]["real_name"] == "Rita R."
