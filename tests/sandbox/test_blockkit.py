"""Blocks that Slack takes, and those it refuses, each with the place of the fault."""

import json
from importlib.resources import files
from typing import Any

import pytest

from sandbox.blockkit import check_blocks, check_view
from sandbox.blockkit_check import Check

LIMITS = json.loads((files("sandbox") / "contract" / "limits.json").read_text("utf-8"))
Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def button(**more: Any) -> Json:
    return {"type": "button", "action_id": "a", "text": plain("Go"), **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def select(count: int, **more: Any) -> Json:
    options = [{"text": plain(f"o{n}"), "value": f"{n}"} for n in range(count)]
    return {"type": "static_select", "action_id": "s", "options": options, **more}


def text_input(**more: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": "t", **more}
    return {"type": "input", "block_id": "b", "label": plain("Name"), "element": element}


def modal(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "title": plain("T"), "submit": plain("Go"), "blocks": list(blocks), **more}


def faults_of(*blocks: Any, surface: str = "message") -> list[str]:
    check = Check(LIMITS, surface, lambda reference: reference.get("id") == "F1")
    check_blocks(check, list(blocks), "/blocks", 50)
    return check.faults


def view_faults(view: Any) -> list[str]:
    check = Check(LIMITS, "modal", lambda reference: False)
    check_view(check, view)
    return check.faults


GOOD = [
    {"type": "section", "text": mrkdwn("x" * 3000), "accessory": button()},
    {"type": "section", "fields": [plain("a"), mrkdwn("b")], "block_id": "b1"},
    {"type": "header", "text": plain("x" * 150)},
    {"type": "divider"},
    {
        "type": "context",
        "elements": [mrkdwn("a"), {"type": "image", "image_url": "https://x.y/z.png", "alt_text": "z"}],
    },
    {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "chart", "title": plain("Chart")},
    actions(
        button(
            style="primary",
            value="v",
            confirm={"title": plain("Sure?"), "text": mrkdwn("x"), "confirm": plain("Y"), "deny": plain("N")},
        )
    ),
    actions(select(100, placeholder=plain("choose"), initial_option={"text": plain("o1"), "value": "1"})),
    actions(
        {"type": "users_select", "action_id": "u", "initial_user": "U1"},
        {"type": "datepicker", "action_id": "d", "initial_date": "2026-10-01"},
    ),
    actions(
        {"type": "overflow", "action_id": "o", "options": [{"text": plain("a"), "value": "a", "url": "https://x.y"}]}
    ),
    {
        "type": "input",
        "label": plain("L"),
        "element": {"type": "checkboxes", "action_id": "c", "options": [{"text": mrkdwn("*a*"), "value": "a"}]},
    },
    {"type": "markdown", "text": "**x**"},
    {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]},
]


@pytest.mark.parametrize("block", GOOD, ids=lambda block: str(block["type"]))
def test_a_block_within_the_limits_passes(block: Json) -> None:
    assert faults_of(block) == []


BAD = [
    ({"type": "section"}, "/blocks/0"),
    ({"type": "section", "text": mrkdwn("x" * 3001)}, "/blocks/0/text/text"),
    ({"type": "section", "text": mrkdwn("")}, "/blocks/0/text/text"),
    ({"type": "section", "text": "bare"}, "/blocks/0/text"),
    ({"type": "section", "text": mrkdwn("x"), "colour": "red"}, "/blocks/0"),
    ({"type": "section", "fields": [mrkdwn("x")] * 11}, "/blocks/0/fields"),
    ({"type": "section", "fields": [mrkdwn("x" * 2001)]}, "/blocks/0/fields/0/text"),
    ({"type": "header", "text": mrkdwn("x")}, "/blocks/0/text/type"),
    ({"type": "header", "text": plain("x" * 151)}, "/blocks/0/text/text"),
    ({"type": "context", "elements": [mrkdwn("x")] * 11}, "/blocks/0/elements"),
    ({"type": "context", "elements": []}, "/blocks/0/elements"),
    ({"type": "image", "image_url": "https://x.y/z.png"}, "/blocks/0"),
    ({"type": "image", "image_url": "https://x.y", "slack_file": {"id": "F1"}, "alt_text": "a"}, "/blocks/0"),
    ({"type": "image", "slack_file": {"id": "F1", "url": "https://x.y"}, "alt_text": "a"}, "/blocks/0/slack_file"),
    ({"type": "image", "slack_file": {"id": "F2"}, "alt_text": "a"}, "/blocks/0/slack_file"),
    (actions(*[button(action_id=f"a{n}") for n in range(26)]), "/blocks/0/elements"),
    (actions(button(text=plain("x" * 76))), "/blocks/0/elements/0/text/text"),
    (actions(button(value="x" * 2001)), "/blocks/0/elements/0/value"),
    (actions(button(style="blue")), "/blocks/0/elements/0/style"),
    (actions(button(), button()), "/blocks/0/elements/1/action_id"),
    (actions(button(action_id="x" * 256)), "/blocks/0/elements/0/action_id"),
    (actions(select(101)), "/blocks/0/elements/0/options"),
    (actions(select(0)), "/blocks/0/elements/0/options"),
    (actions(select(1, initial_option={"text": plain("no"), "value": "no"})), "/blocks/0/elements/0"),
    (actions(select(1, placeholder=plain("x" * 151))), "/blocks/0/elements/0/placeholder/text"),
    (actions(button(confirm={"title": plain("x" * 101)})), "/blocks/0/elements/0/confirm/title/text"),
    (
        actions({"type": "datepicker", "action_id": "d", "initial_date": "1.10.2026"}),
        "/blocks/0/elements/0/initial_date",
    ),
    (actions({"type": "plain_text_input", "action_id": "t"}), "/blocks/0/elements/0/type"),
    (text_input(max_length=3001), "/blocks/0/element/max_length"),
    ({"type": "input", "element": {"type": "plain_text_input", "action_id": "t"}}, "/blocks/0"),
    ({"type": "alert", "text": "x"}, "/blocks/0/type"),
    ("a string", "/blocks/0"),
]


@pytest.mark.parametrize(("block", "pointer"), BAD)
def test_a_block_outside_the_limits_is_refused_at_its_place(block: Any, pointer: str) -> None:
    assert faults_of(block)[0].endswith(f"[json-pointer:{pointer}]")


def test_fifty_one_blocks_are_too_many() -> None:
    assert faults_of(*[{"type": "divider"}] * 51) == ["[ERROR] no more than 50 items allowed [json-pointer:/blocks]"]


def test_a_block_id_stands_once_in_a_message() -> None:
    twice = {"type": "divider", "block_id": "same"}
    assert faults_of(twice, twice)[0].endswith("[json-pointer:/blocks/1/block_id]")


def test_the_same_action_id_may_stand_in_several_blocks() -> None:
    assert faults_of(actions(button()), actions(button())) == []


def test_markdown_blocks_are_for_messages_alone() -> None:
    assert faults_of({"type": "markdown", "text": "x"}, surface="modal")


def test_a_modal_within_the_limits_passes() -> None:
    assert view_faults(modal(text_input(), private_metadata="x" * 3000, callback_id="c", notify_on_close=True)) == []


@pytest.mark.parametrize(
    ("view", "pointer"),
    [
        (modal(title=plain("x" * 25)), "/view/title/text"),
        (modal(close=plain("x" * 25)), "/view/close/text"),
        (modal(private_metadata="x" * 3001), "/view/private_metadata"),
        (modal(callback_id="x" * 256), "/view/callback_id"),
        (modal(text_input(), submit=None), "/view"),
        (modal(*[{"type": "divider"}] * 101), "/view/blocks"),
        (modal(hue="red"), "/view"),
        ({"type": "modal", "title": plain("T")}, "/view"),
        ({"type": "popup"}, "/view/type"),
    ],
)
def test_a_view_outside_the_limits_is_refused_at_its_place(view: Any, pointer: str) -> None:
    assert view_faults(view)[0].endswith(f"[json-pointer:{pointer}]")
