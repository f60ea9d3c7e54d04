"""`expect` as a control, for apps whose tests are not in Python: exactly these messages, and no other."""

from slack_sdk import WebClient

from tests.slack_world import World

ONE = {"where": "#smarketing", "text": "42 of 100"}


def test_exactly_the_expected_messages_pass(world: World, slack: WebClient) -> None:
    slack.chat_postMessage(channel="#smarketing", text="Marketing is ahead: 42 of 100")
    slack.chat_postMessage(channel=world.person("rita"), text="Ada has waited")
    told = world.post("expect", {"messages": [{"where": "@rita", "text": "Ada"}, ONE]})
    assert (told["ok"], told["missing"], told["extra"]) == (True, [], [])
    assert world.post("expect", {"messages": [], "since": told["last"]})["ok"]


def test_an_extra_message_fails(world: World, slack: WebClient) -> None:
    slack.chat_postMessage(channel="#smarketing", text="42 of 100")
    slack.chat_postMessage(channel="#smarketing", text="and one more")
    told = world.post("expect", {"messages": [ONE]})
    assert not told["ok"] and [one["text"] for one in told["extra"]] == ["and one more"]


def test_a_missing_message_fails(world: World) -> None:
    told = world.post("expect", {"messages": [ONE], "seconds": 0.1})
    assert (told["ok"], told["missing"]) == (False, [ONE])


def test_within_one_place_the_order_counts(world: World, slack: WebClient) -> None:
    slack.chat_postMessage(channel="#smarketing", text="second")
    slack.chat_postMessage(channel="#smarketing", text="first")
    wanted = [{"where": "#smarketing", "text": "first"}, {"where": "#smarketing", "text": "second"}]
    assert not world.post("expect", {"messages": wanted})["ok"]


def test_what_is_expected_has_to_be_a_list(world: World) -> None:
    answer = world.client.post(f"{world.url}/_sandbox/expect", json={"messages": "none"})
    assert answer.status_code == 400 and answer.json()["sentence"]
