"""The validator names what Slack would refuse, and where."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from messages import blocks, elements, rich, views
from messages.blocks import Message
from messages.charts import Bars
from messages.validate import InvalidBlocks, check, check_view, message_problems, problems, view_problems
from tests.messages.makers import every_block, every_field, every_view

Payload = dict[str, Any]


def _section(**fields: Any) -> Payload:
    return {"type": "section", "text": {"type": "mrkdwn", "text": "x"}, **fields}


def _button(**fields: Any) -> Payload:
    return {"type": "button", "text": {"type": "plain_text", "text": "Go"}, "action_id": "go", **fields}


def _row(*shown: Payload) -> Payload:
    return {"type": "actions", "elements": list(shown)}


def _menu(options: list[Payload], kind: str = "static_select") -> Payload:
    return _row({"type": kind, "action_id": "pick", "options": options})


def _options(count: int) -> list[Payload]:
    return [elements.option(str(number), str(number)) for number in range(count)]


REFUSED: list[tuple[Payload, str]] = [
    ({"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}, "/blocks/0/text/text"),
    ({"type": "header", "text": {"type": "mrkdwn", "text": "x"}}, "/blocks/0/text/type"),
    ({"type": "header"}, "/blocks/0"),
    ({"type": "section"}, "/blocks/0"),
    ({"type": "section", "text": "x"}, "/blocks/0/text"),
    (_section(text={"type": "mrkdwn", "text": ""}), "/blocks/0/text/text"),
    (_section(text={"type": "mrkdwn", "text": "x" * 3001}), "/blocks/0/text/text"),
    (_section(text={"type": "mrkdwn", "text": "x", "emoji": True}), "/blocks/0/text/emoji"),
    (_section(text={"type": "plain_text", "text": "x", "verbatim": True}), "/blocks/0/text/verbatim"),
    (_section(text={"type": "mrkdwn", "text": "Hi <!channel>"}), "/blocks/0/text/text"),
    (_section(text={"type": "mrkdwn", "text": "\ud800"}), "/blocks/0/text/text"),
    (_section(fields=[{"type": "mrkdwn", "text": "x"}] * 11), "/blocks/0/fields"),
    (_section(fields=[{"type": "mrkdwn", "text": "x" * 2001}]), "/blocks/0/fields/0/text"),
    (_section(block_id="x" * 256), "/blocks/0/block_id"),
    (_section(colour="red"), "/blocks/0/colour"),
    (_section(accessory={"type": "plain_text_input", "action_id": "x"}), "/blocks/0/accessory/type"),
    ({"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}] * 11}, "/blocks/0/elements"),
    ({"type": "context", "elements": [_button()]}, "/blocks/0/elements/0/type"),
    ({"type": "actions", "elements": []}, "/blocks/0/elements"),
    (_row(*(_button(action_id=str(number)) for number in range(26))), "/blocks/0/elements"),
    (_row(_button(text={"type": "plain_text", "text": "x" * 76})), "/blocks/0/elements/0/text/text"),
    (_row(_button(value="x" * 2001)), "/blocks/0/elements/0/value"),
    (_row(_button(url="javascript:x")), "/blocks/0/elements/0/url"),
    (_row(_button(style="green")), "/blocks/0/elements/0/style"),
    (_row(_button(action_id=7)), "/blocks/0/elements/0/action_id"),
    (_row(_button(confirm={"title": {"type": "plain_text", "text": "x"}})), "/blocks/0/elements/0/confirm"),
    (_row(_button(), _button()), "/blocks/0/elements/1/action_id"),
    (_menu(_options(101)), "/blocks/0/elements/0/options"),
    (_menu(_options(11), "checkboxes"), "/blocks/0/elements/0/options"),
    (_menu(_options(6), "overflow"), "/blocks/0/elements/0/options"),
    (_menu([elements.option("x", "x" * 76)]), "/blocks/0/elements/0/options/0/value"),
    (_row({"type": "users_select", "action_id": "u", "initial_user": "ada"}), "/blocks/0/elements/0/initial_user"),
    (_row({"type": "datepicker", "action_id": "d", "initial_date": "12.10."}), "/blocks/0/elements/0/initial_date"),
    (_row({"type": "timepicker", "action_id": "t", "initial_time": "24:00"}), "/blocks/0/elements/0/initial_time"),
    ({"type": "image", "alt_text": "x"}, "/blocks/0"),
    ({"type": "image", "alt_text": "x", "image_url": "https://a.example", "slack_file": {"id": "F01"}}, "/blocks/0"),
    ({"type": "image", "alt_text": "x", "slack_file": {"id": "../x"}}, "/blocks/0/slack_file/id"),
    ({"type": "image", "alt_text": "x" * 2001, "slack_file": {"id": "F012"}}, "/blocks/0/alt_text"),
    (rich.rich_text({"type": "text", "text": ""}), "/blocks/0/elements/0/elements/0/text"),
    (rich.rich_text({"type": "broadcast", "range": "channel"}), "/blocks/0/elements/0/elements/0/type"),
    (rich.rich_text({"type": "user", "user_id": "ada"}), "/blocks/0/elements/0/elements/0/user_id"),
    ({"type": "marquee"}, "/blocks/0/type"),
]


@pytest.mark.parametrize(("block", "pointer"), REFUSED)
def test_what_slack_refuses_is_found_at_its_place(block: Payload, pointer: str) -> None:
    found = problems([block])
    assert any(f"[json-pointer:{pointer}]" in problem for problem in found), found


def test_a_whole_message_and_whole_views_pass() -> None:
    assert problems(every_block("x")) == []
    assert [problem for view in every_view("x") for problem in view_problems(view)] == []


def test_fifty_blocks_fit_in_a_message_and_a_hundred_in_a_view() -> None:
    assert problems([blocks.divider()] * 50) == []
    assert problems([blocks.divider()] * 51) != []
    assert problems([blocks.divider()] * 100, "home") == []
    assert problems([blocks.divider()] * 101, "modal") != []


def test_a_block_id_may_stand_only_once() -> None:
    found = problems([blocks.section("a", block_id="same"), blocks.section("b", block_id="same")])
    assert found == ["repeats the id 'same' [json-pointer:/blocks/1/block_id]"]


def test_the_same_button_may_stand_in_two_rows() -> None:
    assert problems([blocks.actions(_button()), blocks.actions(_button())]) == []


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path] + [found for name, held in inner for found in _paths(held, (*path, name))]


def _changed(payload: Any, path: tuple[Any, ...], value: Any) -> Any:
    changed = copy.deepcopy(payload)
    place = changed
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    return changed


@pytest.mark.parametrize("poison", [None, "", 10**20, [], {}, ["x"], {"type": "x"}, "\ud800"])
def test_no_wrong_value_anywhere_makes_the_validator_fail(poison: Any) -> None:
    for block in every_block("x") + every_field("x"):
        for path in _paths(block)[1:]:
            assert isinstance(problems([_changed(block, path, poison)]), list)


@pytest.mark.parametrize("poison", [None, 10**20, {"type": "x"}])
def test_a_value_of_the_wrong_kind_is_found_wherever_it_stands(poison: Any) -> None:
    for block in every_block("x") + every_field("x"):
        for path in _paths(block)[1:]:
            assert problems([_changed(block, path, poison)]), path


def _form(**changes: Any) -> Payload:
    form = views.modal("Hand off", every_field("x"), callback_id="lead")
    return {name: value for name, value in {**form, **changes}.items() if value is not None}


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"title": {"type": "plain_text", "text": "x" * 25}}, "/title/text"),
        ({"submit": None}, "/submit"),
        ({"close": {"type": "plain_text", "text": "x" * 25}}, "/close/text"),
        ({"private_metadata": "x" * 3001}, "/private_metadata"),
        ({"callback_id": "x" * 256}, "/callback_id"),
        ({"type": "dialog"}, "/type"),
        ({"private_metadata": "x" * 260_000}, "/"),
        ({"hash": "1"}, "/hash"),
    ],
)
def test_a_form_that_slack_refuses_is_found(change: Payload, pointer: str) -> None:
    with pytest.raises(InvalidBlocks) as refused:
        check_view(_form(**change))
    assert any(f"[json-pointer:{pointer}]" in problem for problem in refused.value.problems)


MESSAGES: list[tuple[Callable[[], Message], str]] = [
    (lambda: Message("", ()), "/text"),
    (lambda: Message("<!everyone> look", ()), "/text"),
    (lambda: Message("x", (blocks.divider(),) * 51), "/blocks"),
    (lambda: Message("x", (blocks.divider(),) * 50, chart=_bars()), "/blocks"),
    (lambda: Message("x", (), "e", {"deep": {"a": {"b": 1}}}), "/metadata/event_payload/deep"),
    (lambda: Message("x", (), "e", {"odd": object()}), "/metadata/event_payload/odd"),
    (lambda: Message("x", (), "e", {"long": "x" * 2000}), "/metadata"),
    (lambda: Message("x", (), "", {}), "/metadata/event_type"),
]


def _bars() -> Bars:
    return Bars("Speed", "min", ("Mon",), (40.0,), 60.0, lower_is_better=True)


@pytest.mark.parametrize(("make", "pointer"), MESSAGES)
def test_a_message_that_slack_refuses_is_found(make: Callable[[], Message], pointer: str) -> None:
    with pytest.raises(InvalidBlocks) as refused:
        check(make())
    assert any(f"[json-pointer:{pointer}]" in problem for problem in refused.value.problems)


def test_the_metadata_of_the_daily_post_passes() -> None:
    goal = {"party": "marketing", "metric": "leads", "target": "100", "actual": "42", "line": "38.71"}
    assert message_problems(Message("x", (), "sla_pacing", {"on": "2026-10-12", "goals": [goal] * 3})) == []


def test_the_error_says_what_is_wrong_and_where() -> None:
    with pytest.raises(InvalidBlocks, match=r"lacks text \[json-pointer:/blocks/0\]"):
        check(Message("x", ({"type": "header"},)))
