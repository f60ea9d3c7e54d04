"""Channels, direct messages and who is in them."""

import re

import pytest
from slack_sdk import WebClient

from sandbox.manifest import DEFAULT_SCOPES, Manifest
from tests.sandbox.conftest import refusal
from tests.slack_world import World, running_world

INVITER = Manifest(scopes=[*DEFAULT_SCOPES, "channels:manage", "channels:join"])


def test_opening_a_direct_message_twice_gives_the_same_one(world: World, slack: WebClient) -> None:
    first = slack.conversations_open(users=world.person("amy"))
    again = slack.conversations_open(users=world.person("amy"))
    assert first["channel"]["id"] == again["channel"]["id"]
    assert again["already_open"] and "already_open" not in first.data


def test_ids_have_the_shape_that_slack_gives(world: World, slack: WebClient) -> None:
    who = slack.auth_test()
    direct = slack.conversations_open(users=world.person("amy"))["channel"]["id"]
    ids = {
        "U": world.person("amy"),
        "C": world.channel("#general"),
        "D": direct,
        "T": who["team_id"],
        "B": who["bot_id"],
    }
    assert all(re.match(rf"^{letter}[A-Z0-9]{{8,}}$", one) for letter, one in ids.items())


def test_nobody_unknown_or_deactivated_gets_a_direct_message(world: World, slack: WebClient) -> None:
    world.post("person", {"user": "rita", "is_deleted": True})
    assert refusal(slack.conversations_open, users=world.person("rita")) == "user_disabled"
    assert refusal(slack.conversations_open, users="U0000000000") == "user_not_found"


def test_a_direct_message_needs_a_person(slack: WebClient) -> None:
    assert refusal(slack.conversations_open, users="") == "users_list_not_supplied"


def test_the_list_really_pages_one_by_one(slack: WebClient) -> None:
    names, cursor = [], None
    while cursor != "":
        page = slack.conversations_list(limit=1, cursor=cursor)
        names += [one["name"] for one in page["channels"]]
        cursor = page["response_metadata"]["next_cursor"]
    assert names == ["smarketing", "paper-for-company-x", "general"]


@pytest.mark.parametrize(("limit", "code"), [(1001, "invalid_limit"), (-1, "invalid_limit"), ("x", "invalid_limit")])
def test_a_page_has_one_to_a_thousand_entries(slack: WebClient, limit: int, code: str) -> None:
    assert refusal(slack.conversations_list, limit=limit) == code


def test_a_cursor_of_ones_own_making_is_refused(slack: WebClient) -> None:
    assert refusal(slack.users_list, cursor="bm9uc2Vuc2U=") == "invalid_cursor"


def test_the_list_tells_where_the_bot_is_a_member(slack: WebClient) -> None:
    channels = {one["name"]: one["is_member"] for one in slack.conversations_list()["channels"]}
    assert channels == {"smarketing": True, "paper-for-company-x": True, "general": False}


def test_an_unknown_type_is_refused(slack: WebClient) -> None:
    assert refusal(slack.conversations_list, types="public_channel,secret") == "invalid_types"


def test_members_come_in_pages(world: World, slack: WebClient) -> None:
    page = slack.conversations_members(channel=world.channel("#smarketing"), limit=2)
    assert page["members"] == [world.person("josh"), world.person("amy")]
    assert page["response_metadata"]["next_cursor"]


def test_the_channels_of_a_person_are_those_they_are_in(world: World, slack: WebClient) -> None:
    channels = slack.users_conversations(user=world.person("cora"))["channels"]
    assert [one["name"] for one in channels] == ["general"]


def test_an_unknown_channel_is_not_found(slack: WebClient) -> None:
    assert refusal(slack.conversations_info, channel="C0000000000") == "channel_not_found"


def test_the_bot_can_join_and_invite_with_the_scopes() -> None:
    with running_world(INVITER) as world:
        slack = world.web_client()
        assert slack.conversations_join(channel=world.channel("#general"))["channel"]["is_member"]
        slack.conversations_invite(channel=world.channel("#smarketing"), users=world.person("cora"))
        members = slack.conversations_members(channel=world.channel("#smarketing"))["members"]
    assert len(members) == 10


def test_the_bot_can_not_be_put_out_by_itself() -> None:
    with running_world(INVITER) as world:
        slack = world.web_client()
        who = slack.auth_test()["user_id"]
        assert refusal(slack.conversations_kick, channel=world.channel("#smarketing"), user=who) == "cant_kick_self"


def test_people_come_with_zone_and_email_and_slackbot_among_them(slack: WebClient) -> None:
    members = {one["name"]: one for one in slack.users_list()["members"]}
    assert members["josh"]["tz"] == "Europe/Rome"
    assert members["josh"]["profile"]["email"] == "josh@companyx.example"
    assert members["slackbot"]["id"] == "USLACKBOT" and not members["slackbot"]["is_bot"]


def test_a_zones_offset_follows_the_clock(world: World, slack: WebClient) -> None:
    world.freeze("2026-10-24T12:00:00Z")
    summer = slack.users_info(user=world.person("josh"))["user"]["tz_offset"]
    world.advance(seconds=2 * 86_400)
    winter = slack.users_info(user=world.person("josh"))["user"]["tz_offset"]
    assert (summer, winter) == (7200, 3600)


def test_a_deactivated_person_is_marked_and_loses_the_zone(world: World, slack: WebClient) -> None:
    world.post("person", {"user": "rita", "is_deleted": True})
    rita = slack.users_info(user=world.person("rita"))["user"]
    assert rita["deleted"] and "tz" not in rita


def test_an_email_finds_its_person(world: World, slack: WebClient) -> None:
    assert slack.users_lookupByEmail(email="AMY@companyx.example")["user"]["name"] == "amy"
    assert refusal(slack.users_lookupByEmail, email="nobody@x.example") == "users_not_found"


def test_the_bot_and_the_team_describe_themselves(slack: WebClient) -> None:
    who = slack.auth_test()
    bot = slack.bots_info(bot=who["bot_id"])["bot"]
    assert (bot["user_id"], slack.team_info()["team"]["id"]) == (who["user_id"], who["team_id"])
