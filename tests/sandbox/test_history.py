"""Reading back what was posted."""

from slack_sdk import WebClient

from tests.sandbox.conftest import refusal, refused
from tests.slack_world import World


def post(slack: WebClient, *texts: str) -> list[str]:
    return [slack.chat_postMessage(channel="#smarketing", text=text)["ts"] for text in texts]


def test_history_comes_newest_first_in_pages(world: World, slack: WebClient) -> None:
    post(slack, "one", "two", "three")
    channel = world.channel("#smarketing")
    page = slack.conversations_history(channel=channel, limit=2)
    rest = slack.conversations_history(channel=channel, limit=2, cursor=page["response_metadata"]["next_cursor"])
    assert [one["text"] for one in [*page["messages"], *rest["messages"]]] == ["three", "two", "one"]
    assert (page["has_more"], rest["has_more"]) == (True, False)


def test_a_message_that_comes_between_two_pages_moves_nothing(world: World, slack: WebClient) -> None:
    post(slack, "one", "two", "three")
    channel = world.channel("#smarketing")
    cursor = slack.conversations_history(channel=channel, limit=1)["response_metadata"]["next_cursor"]
    post(slack, "four")
    assert slack.conversations_history(channel=channel, limit=1, cursor=cursor)["messages"][0]["text"] == "two"


def test_a_limit_above_the_most_is_cut_down(world: World, slack: WebClient) -> None:
    world.settings(history_restricted=True)
    post(slack, *(f"m{n}" for n in range(16)))
    history = slack.conversations_history(channel=world.channel("#smarketing"), limit=100)
    assert len(history["messages"]) == 15


def test_the_bounds_count_only_when_inclusive(world: World, slack: WebClient) -> None:
    one, _, three = post(slack, "one", "two", "three")
    channel = world.channel("#smarketing")
    inner = slack.conversations_history(channel=channel, oldest=one, latest=three)["messages"]
    whole = slack.conversations_history(channel=channel, oldest=one, latest=three, inclusive=True)["messages"]
    assert ([m["text"] for m in inner], len(whole)) == (["two"], 3)


def test_metadata_comes_only_when_asked_for(world: World, slack: WebClient) -> None:
    metadata = {"event_type": "sla_pacing", "event_payload": {"marker": "m1"}}
    slack.chat_postMessage(channel="#smarketing", text="x", metadata=metadata)
    channel = world.channel("#smarketing")
    assert "metadata" not in slack.conversations_history(channel=channel)["messages"][0]
    full = slack.conversations_history(channel=channel, include_all_metadata=True)["messages"][0]
    assert full["metadata"]["event_payload"] == {"marker": "m1"}


def test_ephemeral_messages_are_not_stored(world: World, slack: WebClient) -> None:
    slack.chat_postEphemeral(channel="#smarketing", user=world.person("amy"), text="psst")
    assert slack.conversations_history(channel=world.channel("#smarketing"))["messages"] == []


def test_replies_are_in_the_thread_and_not_in_the_channel(world: World, slack: WebClient) -> None:
    (parent,) = post(slack, "parent")
    slack.chat_postMessage(channel="#smarketing", text="reply", thread_ts=parent)
    slack.chat_postMessage(channel="#smarketing", text="to all", thread_ts=parent, reply_broadcast=True)
    channel = world.channel("#smarketing")
    history = slack.conversations_history(channel=channel)["messages"]
    thread = slack.conversations_replies(channel=channel, ts=parent)["messages"]
    assert [one["text"] for one in history] == ["to all", "parent"]
    assert [one["text"] for one in thread] == ["parent", "reply", "to all"]
    assert history[1]["reply_count"] == 2


def test_a_thread_that_is_not_there_is_not_found(world: World, slack: WebClient) -> None:
    assert refusal(slack.conversations_replies, channel=world.channel("#smarketing"), ts="1.0") == "thread_not_found"


def test_history_of_a_channel_without_the_bot_is_refused(world: World, slack: WebClient) -> None:
    assert refusal(slack.conversations_history, channel=world.channel("#general")) == "not_in_channel"


def test_a_bound_that_is_no_ts_is_refused(world: World, slack: WebClient) -> None:
    code = refusal(slack.conversations_history, channel=world.channel("#smarketing"), oldest="yesterday")
    assert code == "invalid_ts_oldest"


def test_history_that_lags_shows_a_message_later(world: World, slack: WebClient) -> None:
    world.freeze("2026-10-01T09:00:00Z")
    world.settings(history_lag_seconds=30)
    post(slack, "late")
    channel = world.channel("#smarketing")
    assert slack.conversations_history(channel=channel)["messages"] == []
    world.advance(seconds=31)
    assert len(slack.conversations_history(channel=channel)["messages"]) == 1


def test_the_restricted_regime_allows_one_call_a_minute_and_fifteen_messages(world: World, slack: WebClient) -> None:
    world.freeze("2026-10-01T09:00:00Z")
    world.settings(history_restricted=True)
    post(slack, *(f"m{n}" for n in range(16)))
    channel = world.channel("#smarketing")
    assert len(slack.conversations_history(channel=channel)["messages"]) == 15
    assert refused(slack.conversations_history, channel=channel)["error"] == "ratelimited"
    world.advance(seconds=60)
    assert slack.conversations_history(channel=channel)["ok"]
