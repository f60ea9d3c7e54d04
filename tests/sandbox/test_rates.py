"""Rate limits: off unless asked for, by tier or by channel, with each form of Retry-After that a caller may meet."""

from email.utils import parsedate_to_datetime

import httpx
import pytest
from slack_sdk import WebClient

from tests.sandbox.conftest import refusal
from tests.slack_world import World


@pytest.fixture
def frozen(world: World) -> World:
    """The world at an instant that stands still."""
    world.freeze("2026-10-01T09:00:00Z")
    return world


def post(world: World, text: str = "hi", channel: str = "#smarketing") -> httpx.Response:
    headers = {"Authorization": f"Bearer {world.bot_token}"}
    body = {"channel": channel, "text": text}
    return world.client.post(f"{world.api_url}chat.postMessage", json=body, headers=headers)


def test_without_being_asked_for_nothing_is_limited(frozen: World) -> None:
    assert {post(frozen).status_code for _ in range(30)} == {200}


def test_one_message_a_second_goes_to_a_channel(frozen: World) -> None:
    frozen.settings(rate_limits="channel")
    assert [post(frozen).status_code for _ in range(2)] == [200, 429]
    assert post(frozen, channel="#paper-for-company-x").status_code == 200
    frozen.advance(seconds=1)
    assert post(frozen).status_code == 200


def test_a_limited_call_does_not_happen(frozen: World) -> None:
    frozen.settings(rate_limits="channel")
    post(frozen, "one")
    answer = post(frozen, "two")
    assert answer.json() == {"ok": False, "error": "ratelimited"}
    assert [one.text for one in frozen.messages("#smarketing")] == ["one"]


@pytest.mark.parametrize(("method", "most"), [("users.list", 20), ("conversations.open", 50), ("users.info", 100)])
def test_a_method_is_limited_by_its_tier(frozen: World, method: str, most: int) -> None:
    frozen.settings(rate_limits="tiers")
    body = {"user": frozen.person("amy"), "users": frozen.person("amy")}
    headers = {"Authorization": f"Bearer {frozen.bot_token}"}
    calls = [frozen.client.post(f"{frozen.api_url}{method}", json=body, headers=headers) for _ in range(most + 1)]
    assert [one.status_code for one in calls] == [200] * most + [429]
    assert calls[-1].headers["retry-after"] == "60"


def test_one_method_being_shut_leaves_the_others_open(frozen: World, slack: WebClient) -> None:
    frozen.settings(rate_limits="tiers")
    for _ in range(20):
        slack.users_list()
    assert refusal(slack.users_list) == "ratelimited"
    assert slack.users_info(user=frozen.person("amy"))["ok"]
    frozen.advance(seconds=60)
    assert slack.users_list()["ok"]


@pytest.mark.parametrize(
    ("form", "header"),
    [("integer", "1"), ("missing", None), ("zero", "0"), ("float", "1.000"), ("day", "86400")],
)
def test_retry_after_comes_in_the_form_that_is_set(frozen: World, form: str, header: str | None) -> None:
    frozen.settings(rate_limits="channel", retry_after=form)
    post(frozen)
    assert post(frozen).headers.get("retry-after") == header


def test_retry_after_may_be_a_date_of_the_sandboxs_clock(frozen: World) -> None:
    frozen.settings(rate_limits="channel", retry_after="date")
    post(frozen)
    again_at = parsedate_to_datetime(post(frozen).headers["retry-after"])
    assert again_at.isoformat() == "2026-10-01T09:00:01+00:00"


def test_a_429_on_order_carries_retry_after_in_that_form(frozen: World) -> None:
    frozen.settings(retry_after="float")
    frozen.fault("status", status=429, seconds=7)
    assert post(frozen).headers["retry-after"] == "7.000"


def test_an_unknown_form_is_refused_with_those_there_are(world: World) -> None:
    answer = world.client.post(f"{world.url}/_sandbox/settings", json={"retry_after": "soon"})
    assert answer.json()["sentence"] == "retry_after is one of integer, missing, zero, float, date, day."


def test_the_restricted_regime_counts_each_method_of_history_for_itself(frozen: World, slack: WebClient) -> None:
    frozen.settings(history_restricted=True)
    channel, parent = frozen.channel("#smarketing"), slack.chat_postMessage(channel="#smarketing", text="x")["ts"]
    assert slack.conversations_history(channel=channel)["ok"]
    assert slack.conversations_replies(channel=channel, ts=parent)["ok"]
    assert refusal(slack.conversations_replies, channel=channel, ts=parent) == "ratelimited"
