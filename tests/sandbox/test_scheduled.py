"""Messages scheduled for later: posted at their time, listed, deleted, and refused as Slack refuses them."""

from typing import Any

import pytest
from slack_sdk import WebClient

from tests.sandbox.conftest import refusal
from tests.slack_world import World

NINE = 1790845200  # 2026-10-01T09:00:00Z
HOUR, DAY = 3600, 86_400
Json = dict[str, Any]


@pytest.fixture
def frozen(world: World) -> World:
    """The world at nine o'clock."""
    world.freeze("2026-10-01T09:00:00Z")
    return world


def schedule(slack: WebClient, text: str = "later", post_at: int = NINE + HOUR, **more: Any) -> str:
    answer = slack.chat_scheduleMessage(channel="#smarketing", text=text, post_at=post_at, **more)
    return str(answer["scheduled_message_id"])


def test_a_scheduled_message_is_posted_at_its_time(frozen: World, slack: WebClient) -> None:
    schedule(slack)
    frozen.advance(seconds=HOUR - 1)
    assert frozen.messages("#smarketing") == []
    frozen.advance(seconds=1)
    assert frozen.last("#smarketing").text == "later"
    assert int(float(frozen.last("#smarketing").ts)) == NINE + HOUR


def test_it_is_answered_with_its_id_and_time(frozen: World, slack: WebClient) -> None:
    answer = slack.chat_scheduleMessage(channel="#smarketing", text="later", post_at=NINE + HOUR)
    assert answer["scheduled_message_id"].startswith("Q") and answer["post_at"] == NINE + HOUR
    assert (answer["channel"], answer["message"]["text"]) == (frozen.channel("#smarketing"), "later")


def test_with_metadata_it_is_never_posted(frozen: World, slack: WebClient) -> None:
    schedule(slack, metadata={"event_type": "x", "event_payload": {"n": 1}})
    frozen.advance(seconds=2 * HOUR)
    assert frozen.messages("#smarketing") == []
    (entry,) = frozen.transcript("scheduled")
    assert entry["posted"] is False and "metadata" in entry["why_not"]


def test_it_is_not_posted_where_the_bot_is_no_more(frozen: World, slack: WebClient) -> None:
    schedule(slack)
    frozen.post("channel", {"channel": "#smarketing", "remove": ["bot"]})
    frozen.advance(seconds=HOUR)
    assert frozen.messages("#smarketing") == []


def test_what_waits_is_listed_the_earliest_first(frozen: World, slack: WebClient) -> None:
    later, sooner = schedule(slack, "b", NINE + 2 * HOUR), schedule(slack, "a")
    page = slack.chat_scheduledMessages_list(limit=1)
    rest = slack.chat_scheduledMessages_list(limit=1, cursor=page["response_metadata"]["next_cursor"])
    assert [one["id"] for one in [*page["scheduled_messages"], *rest["scheduled_messages"]]] == [sooner, later]
    frozen.advance(seconds=2 * HOUR)
    assert slack.chat_scheduledMessages_list()["scheduled_messages"] == []


def test_the_list_may_be_narrowed(frozen: World, slack: WebClient) -> None:
    schedule(slack)
    other = frozen.channel("#paper-for-company-x")
    assert slack.chat_scheduledMessages_list(channel=other)["scheduled_messages"] == []
    assert slack.chat_scheduledMessages_list(latest=str(NINE + 60))["scheduled_messages"] == []
    assert len(slack.chat_scheduledMessages_list(oldest=str(NINE + 60))["scheduled_messages"]) == 1


def test_a_deleted_one_is_not_posted(frozen: World, slack: WebClient) -> None:
    channel, one = frozen.channel("#smarketing"), schedule(slack)
    assert slack.chat_deleteScheduledMessage(channel=channel, scheduled_message_id=one)["ok"]
    frozen.advance(seconds=HOUR)
    assert frozen.messages("#smarketing") == []
    again = refusal(slack.chat_deleteScheduledMessage, channel=channel, scheduled_message_id=one)
    assert again == "invalid_scheduled_message_id"


def test_in_the_last_minute_it_can_not_be_deleted(frozen: World, slack: WebClient) -> None:
    channel, one = frozen.channel("#smarketing"), schedule(slack, post_at=NINE + 60)
    code = refusal(slack.chat_deleteScheduledMessage, channel=channel, scheduled_message_id=one)
    assert code == "invalid_scheduled_message_id"


@pytest.mark.parametrize(
    ("post_at", "code"),
    [
        (NINE, "time_in_past"),
        (NINE + 120 * DAY + 1, "time_too_far"),
        ("tomorrow", "invalid_time"),
    ],
)
def test_a_wrong_time_is_refused(frozen: World, slack: WebClient, post_at: Any, code: str) -> None:
    assert refusal(slack.chat_scheduleMessage, channel="#smarketing", text="x", post_at=post_at) == code


def test_a_hundred_and_twenty_days_are_not_too_far(frozen: World, slack: WebClient) -> None:
    assert schedule(slack, post_at=NINE + 120 * DAY)


def test_thirty_in_five_minutes_are_all_that_a_channel_takes(frozen: World, slack: WebClient) -> None:
    for n in range(30):
        schedule(slack, post_at=NINE + HOUR + 10 * n)
    assert refusal(schedule, slack=slack, post_at=NINE + HOUR + 150) == "restricted_too_many"
    assert schedule(slack, post_at=NINE + HOUR + 300)
    assert slack.chat_scheduleMessage(channel="#paper-for-company-x", text="x", post_at=NINE + HOUR)["ok"]


def test_a_scheduled_message_may_go_to_a_person(frozen: World, slack: WebClient) -> None:
    slack.chat_scheduleMessage(channel=frozen.person("rita"), text="psst", post_at=NINE + 90)
    frozen.advance(seconds=90)
    assert frozen.last("@rita").text == "psst"
