"""What a bot with fewer scopes may not do."""

import pytest
from slack_sdk import WebClient

from sandbox.manifest import Manifest, parse_manifest
from tests.sandbox.conftest import refusal, refused
from tests.slack_world import running_world

CALLS = {
    "chat_postMessage": ({"channel": "#smarketing", "text": "hi"}, "chat:write"),
    "users_list": ({}, "users:read"),
    "users_lookupByEmail": ({"email": "amy@companyx.example"}, "users:read.email"),
    "conversations_list": ({}, "channels:read"),
    "files_getUploadURLExternal": ({"filename": "a.png", "length": 3}, "files:write"),
}


@pytest.mark.parametrize("call", CALLS)
def test_a_call_without_its_scope_is_refused_with_what_it_needs(call: str) -> None:
    args, scope = CALLS[call]
    with running_world(Manifest(scopes=["commands"])) as world:
        answer = refused(getattr(world.web_client(), call), **args)
    assert (answer["error"], answer["needed"], answer["provided"]) == ("missing_scope", scope, "commands")


def test_history_needs_the_scope_of_its_kind_of_channel() -> None:
    with running_world(Manifest(scopes=["im:history", "im:write"])) as world:
        slack: WebClient = world.web_client()
        direct = slack.conversations_open(users=world.person("amy"))["channel"]["id"]
        assert slack.conversations_history(channel=direct)["ok"]
        assert refusal(slack.conversations_history, channel=world.channel("#smarketing")) == "missing_scope"


def test_an_email_shows_only_with_its_scope() -> None:
    with running_world(Manifest(scopes=["users:read"])) as world:
        profile = world.web_client().users_info(user=world.person("amy"))["user"]["profile"]
    assert "email" not in profile


def test_optional_scopes_of_a_manifest_are_granted_too() -> None:
    scopes = {"bot": ["chat:write"], "bot_optional": ["groups:history"]}
    manifest = parse_manifest({"display_information": {"name": "x"}, "oauth_config": {"scopes": scopes}})
    assert manifest.scopes == ["chat:write", "groups:history"]
