"""Posting, updating and deleting messages."""

from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox.cast import BOT, Cast, Role, Room
from sandbox.manifest import Manifest
from tests.sandbox.conftest import refusal, refused
from tests.slack_world import World, running_world

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "in a block"}}


def test_a_post_answers_with_its_channel_ts_and_message(world: World, slack: WebClient) -> None:
    answer = slack.chat_postMessage(channel=world.channel("#smarketing"), text="hello")
    assert answer["channel"] == world.channel("#smarketing")
    assert answer["message"]["bot_id"].startswith("B")
    assert world.last("#smarketing").ts == answer["ts"]


def test_ts_rises_although_the_clock_stands(world: World, slack: WebClient) -> None:
    world.freeze("2026-10-01T09:00:00+02:00")
    ts = [slack.chat_postMessage(channel="#smarketing", text="hi")["ts"] for _ in range(3)]
    assert ts == sorted(set(ts))
    assert ts[0] == "1790838000.000000"


def test_a_post_to_a_person_goes_to_their_direct_message(world: World, slack: WebClient) -> None:
    answer = slack.chat_postMessage(channel=world.person("rita"), text="hello")
    assert answer["channel"].startswith("D")
    assert world.last("dm", "rita").text == "hello"


def test_a_post_to_a_channel_without_the_bot_is_refused(world: World, slack: WebClient) -> None:
    assert refusal(slack.chat_postMessage, channel=world.channel("#general"), text="hi") == "not_in_channel"


def test_a_private_channel_unseen_does_not_exist() -> None:
    cast = Cast([Role("josh", "Josh", "j@x.example")], [Room("board", ["josh"], is_private=True)])
    with running_world(cast=cast) as world:
        slack = world.web_client()
        assert refusal(slack.chat_postMessage, channel=world.channel("#board"), text="hi") == "channel_not_found"


def test_a_private_channel_with_the_bot_takes_posts() -> None:
    cast = Cast([Role("josh", "Josh", "j@x.example")], [Room("board", ["josh", BOT], is_private=True)])
    with running_world(cast=cast) as world:
        assert world.web_client().chat_postMessage(channel=world.channel("#board"), text="hi")["ok"]


def test_an_empty_message_is_refused(slack: WebClient) -> None:
    assert refusal(slack.chat_postMessage, channel="#smarketing", text="") == "no_text"


def test_markdown_text_goes_with_nothing_else(slack: WebClient) -> None:
    code = refusal(slack.chat_postMessage, channel="#smarketing", text="x", markdown_text="**x**")
    assert code == "markdown_text_conflict"


def test_a_hundred_and_one_attachments_are_too_many(slack: WebClient) -> None:
    code = refusal(slack.chat_postMessage, channel="#smarketing", text="x", attachments=[{"text": "a"}] * 101)
    assert code == "too_many_attachments"


def test_invalid_blocks_are_refused_with_a_pointer(slack: WebClient) -> None:
    blocks = [{"type": "divider"}, {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}]
    answer = refused(slack.chat_postMessage, channel="#smarketing", text="x", blocks=blocks)
    assert answer["error"] == "invalid_blocks"
    assert answer["response_metadata"]["messages"][0].endswith("[json-pointer:/blocks/1/text/text]")


def test_text_above_40000_characters_is_cut_with_a_warning(world: World, slack: WebClient) -> None:
    answer = slack.chat_postMessage(channel="#smarketing", text="x" * 40_001)
    assert answer["warning"] == "message_truncated"
    assert len(world.last("#smarketing").text) == 40_000


def test_an_archived_channel_takes_no_posts(world: World, slack: WebClient) -> None:
    world.post("channel", {"channel": "#smarketing", "is_archived": True})
    assert refusal(slack.chat_postMessage, channel="#smarketing", text="hi") == "is_archived"


def test_without_a_messages_tab_nobody_gets_direct_messages() -> None:
    with running_world(Manifest(messages_tab=False)) as world:
        slack = world.web_client()
        assert refusal(slack.chat_postMessage, channel=world.person("amy"), text="hi") == "messages_tab_disabled"


def test_an_update_replaces_the_words_and_takes_the_blocks_away(world: World, slack: WebClient) -> None:
    posted = slack.chat_postMessage(channel="#smarketing", text="one", blocks=[SECTION])
    slack.chat_update(channel=posted["channel"], ts=posted["ts"], text="two")
    seen = world.last("#smarketing")
    assert (seen.text, seen.blocks) == ("two", [])
    assert "edited" in seen.face


def test_an_update_with_blocks_shows_no_edited_mark(world: World, slack: WebClient) -> None:
    posted = slack.chat_postMessage(channel="#smarketing", text="one")
    slack.chat_update(channel=posted["channel"], ts=posted["ts"], text="two", blocks=[SECTION])
    assert "edited" not in world.last("#smarketing").face


def test_an_update_above_4000_characters_is_too_long(slack: WebClient) -> None:
    posted = slack.chat_postMessage(channel="#smarketing", text="one")
    code = refusal(slack.chat_update, channel=posted["channel"], ts=posted["ts"], text="x" * 4001)
    assert code == "msg_too_long"


@pytest.mark.parametrize(("metadata", "kept"), [(None, "sla_pacing"), ({}, "")])
def test_metadata_left_out_stays_and_empty_metadata_clears_it(world: World, metadata: Any, kept: str) -> None:
    slack = world.web_client()
    before = {"event_type": "sla_pacing", "event_payload": {"on": "2026-10-12"}}
    posted = slack.chat_postMessage(channel="#smarketing", text="one", metadata=before)
    more = {} if metadata is None else {"metadata": metadata}
    body = {"channel": posted["channel"], "ts": posted["ts"], "text": "two", **more}
    slack.api_call("chat.update", json=body)
    assert world.last("#smarketing").event_type == kept


def test_somebody_elses_message_can_not_be_updated(world: World, slack: WebClient) -> None:
    said = world.say("amy", "#smarketing", "mine")
    channel = world.channel("#smarketing")
    assert refusal(slack.chat_update, channel=channel, ts=said.ts, text="x") == "cant_update_message"
    assert refusal(slack.chat_delete, channel=channel, ts=said.ts) == "cant_delete_message"


def test_a_message_that_is_not_there_can_not_be_updated(world: World, slack: WebClient) -> None:
    code = refusal(slack.chat_update, channel=world.channel("#smarketing"), ts="1.000001", text="x")
    assert code == "message_not_found"


def test_a_deleted_message_is_gone(world: World, slack: WebClient) -> None:
    posted = slack.chat_postMessage(channel="#smarketing", text="one")
    slack.chat_delete(channel=posted["channel"], ts=posted["ts"])
    assert world.messages("#smarketing") == []


def test_an_ephemeral_message_is_seen_by_one_member_alone(world: World, slack: WebClient) -> None:
    slack.chat_postEphemeral(channel="#smarketing", user=world.person("amy"), text="psst")
    assert [one.text for one in world.messages("#smarketing", "amy")] == ["psst"]
    assert world.messages("#smarketing", "josh") == []


def test_an_ephemeral_message_reaches_members_only(world: World, slack: WebClient) -> None:
    code = refusal(slack.chat_postEphemeral, channel="#smarketing", user=world.person("cora"), text="psst")
    assert code == "user_not_in_channel"


def test_an_ephemeral_message_can_not_be_updated(world: World, slack: WebClient) -> None:
    posted = slack.chat_postEphemeral(channel="#smarketing", user=world.person("amy"), text="psst")
    code = refusal(slack.chat_update, channel=world.channel("#smarketing"), ts=posted["message_ts"], text="x")
    assert code == "message_not_found"


@pytest.mark.parametrize(
    ("metadata", "code"),
    [
        ({"event_payload": {"a": 1}}, "invalid_metadata_format"),
        ({"event_type": "x", "event_payload": [1]}, "invalid_metadata_format"),
        ({"event_type": "x", "event_payload": {"a": [[1]]}}, "invalid_metadata_schema"),
        ({"event_type": "x", "event_payload": {"a": {"b": {"c": 1}}}}, "invalid_metadata_schema"),
        ({"event_type": "x", "event_payload": {"a": "y" * 9000}}, "metadata_too_large"),
    ],
)
def test_metadata_of_another_shape_is_refused(slack: WebClient, metadata: Any, code: str) -> None:
    assert refusal(slack.chat_postMessage, channel="#smarketing", text="x", metadata=metadata) == code


def test_metadata_may_hold_lists_of_flat_objects(slack: WebClient) -> None:
    payload = {"marker": "m", "goals": [{"party": "sales", "target": 50}], "on": {"day": 1}}
    posted = slack.chat_postMessage(
        channel="#smarketing", text="x", metadata={"event_type": "e", "event_payload": payload}
    )
    assert posted["message"]["metadata"]["event_payload"] == payload


def test_a_permalink_names_channel_and_ts(world: World, slack: WebClient) -> None:
    posted = slack.chat_postMessage(channel="#smarketing", text="one")
    link = slack.chat_getPermalink(channel=posted["channel"], message_ts=posted["ts"])["permalink"]
    assert link.endswith(f"/archives/{posted['channel']}/p{posted['ts'].replace('.', '')}")


def test_a_reply_needs_its_parent(world: World, slack: WebClient) -> None:
    code = refusal(slack.chat_postMessage, channel="#smarketing", text="x", thread_ts="1.000001")
    assert code == "cannot_reply_to_message"


def test_a_name_of_the_apps_own_is_ignored_unless_it_is_honoured(world: World, slack: WebClient) -> None:
    for _ in range(2):
        slack.chat_postMessage(channel="#smarketing", text="hi", client_msg_id="m-1")
    assert len(world.messages("#smarketing")) == 2


def test_a_name_that_is_honoured_posts_once(world: World, slack: WebClient) -> None:
    world.settings(client_msg_id_honoured=True)
    one, two = (slack.chat_postMessage(channel="#smarketing", text="hi", client_msg_id="m-1") for _ in range(2))
    assert one["ts"] == two["ts"] and len(world.messages("#smarketing")) == 1
    assert slack.chat_postMessage(channel="#smarketing", text="hi", client_msg_id="m-2")["ts"] != one["ts"]


def test_a_honoured_name_is_refused_elsewhere_and_after_a_deletion(world: World, slack: WebClient) -> None:
    world.settings(client_msg_id_honoured=True)
    named = {"text": "hi", "client_msg_id": "m-1"}
    message = slack.chat_postMessage(channel="#smarketing", **named)
    other = refusal(slack.chat_postMessage, channel="#paper-for-company-x", **named)
    slack.chat_delete(channel=message["channel"], ts=message["ts"])
    assert other == "duplicate_channel_not_found"
    assert refusal(slack.chat_postMessage, channel="#smarketing", **named) == "duplicate_message_not_found"
