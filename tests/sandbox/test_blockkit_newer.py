"""Newer blocks: tables, charts, cards, plans, containers; those that Slack takes, and those it refuses."""

from typing import Any

import pytest

from sandbox.wire import NotServed
from tests.sandbox.test_blockkit import button, faults_of, mrkdwn, plain

Json = dict[str, Any]


def cell(text: str) -> Json:
    return {"type": "raw_text", "text": text}


def number(value: float) -> Json:
    return {"type": "raw_number", "value": value, "text": str(value)}


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def line(*elements: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(elements)}


def bars(**more: Any) -> Json:
    series = {"name": "Leads", "data": [{"label": "Mon", "value": 3}, {"label": "Tue", "value": 0}]}
    drawn = {"type": "bar", "series": [series], "axis_config": {"categories": ["Mon", "Tue"]}, **more}
    return {"type": "data_visualization", "title": "Leads a day", "chart": drawn}


def pie(*segments: tuple[str, float]) -> Json:
    drawn = {"type": "pie", "segments": [{"label": label, "value": value} for label, value in segments]}
    return {"type": "data_visualization", "title": "Shares", "chart": drawn}


def rows(*more: list[Json]) -> Json:
    return {"type": "data_table", "caption": "Leads", "rows": [[cell("Day"), cell("Leads")], *more]}


CARD = {"type": "card", "title": mrkdwn("Ada"), "actions": [button()]}
TASK = {"type": "task_card", "task_id": "t1", "title": "Call", "status": "complete", "details": rich()}
VIDEO = {
    **{"type": "video", "title": plain("How"), "alt_text": "how"},
    **{"video_url": "https://x.y/v", "thumbnail_url": "https://x.y/t.png"},
}
CONTAINER = {"type": "container", "title": plain("More"), "child_blocks": [{"type": "divider"}]}
NEWER = [
    bars(),
    pie(("Won", 3), ("Lost", 1)),
    rows([cell("Mon"), number(3)]),
    {
        "type": "table",
        "rows": [[rich(line({"type": "text", "text": "a"}))]],
        "column_settings": [None, {"align": "right"}],
    },
    rich(line({"type": "user", "user_id": "U1"}), {"type": "rich_text_list", "style": "bullet", "elements": [line()]}),
    CARD,
    {"type": "carousel", "elements": [CARD, CARD]},
    CONTAINER,
    {"type": "plan", "title": "Today", "tasks": [TASK]},
    TASK,
    VIDEO,
    {"type": "file", "external_id": "x", "source": "remote"},
    {
        "type": "context_actions",
        "elements": [{"type": "icon_button", "action_id": "x", "icon": "trash", "text": plain("Drop")}],
    },
]


@pytest.mark.parametrize("block", NEWER, ids=lambda block: str(block["type"]))
def test_a_newer_block_within_the_limits_passes(block: Json) -> None:
    assert faults_of(block) == []


def test_an_alert_stands_in_a_modal() -> None:
    alert = {"type": "alert", "text": mrkdwn("x"), "level": "warning"}
    assert faults_of(alert, surface="modal") == []
    assert faults_of({**alert, "level": "loud"}, surface="modal")[0].endswith("/blocks/0/level]")


NEWER_AND_BAD = [
    (bars(axis_config={"categories": ["Mon"]}), "/blocks/0/chart/series/0/data"),
    (bars(type="radar"), "/blocks/0/chart/type"),
    (bars(series=[]), "/blocks/0/chart/series"),
    (pie(("Won", 0)), "/blocks/0/chart/segments/0/value"),
    (pie(("x" * 21, 1)), "/blocks/0/chart/segments/0/label"),
    (rows(), "/blocks/0/rows"),
    (rows([cell("x")] * 21), "/blocks/0/rows/1"),
    (rows([{"type": "raw_number", "value": "3", "text": "3"}]), "/blocks/0/rows/1/0/value"),
    ({**rows([cell("x")]), "page_size": 101}, "/blocks/0/page_size"),
    ({**rows([cell("x")]), "caption": None}, "/blocks/0"),
    ({"type": "table", "rows": [[cell("x" * 10_001)]]}, "/blocks/0/rows"),
    (
        {"type": "table", "rows": [[cell("x")]], "column_settings": [{"align": "up"}]},
        "/blocks/0/column_settings/0/align",
    ),
    (rich({"type": "paragraph"}), "/blocks/0/elements/0/type"),
    (rich(line({"type": "user"})), "/blocks/0/elements/0/elements/0"),
    ({"type": "card", "subtitle": mrkdwn("x")}, "/blocks/0"),
    ({**CARD, "actions": [button()] * 4}, "/blocks/0/actions"),
    ({"type": "carousel", "elements": [{"type": "divider"}]}, "/blocks/0/elements/0/type"),
    ({**CONTAINER, "child_blocks": []}, "/blocks/0/child_blocks"),
    ({**CONTAINER, "child_blocks": [{"type": "plan"}]}, "/blocks/0/child_blocks/0/type"),
    ({**TASK, "status": "done"}, "/blocks/0/status"),
    ({**VIDEO, "video_url": "http://x.y/v"}, "/blocks/0/video_url"),
]


@pytest.mark.parametrize(("block", "pointer"), NEWER_AND_BAD)
def test_a_newer_block_outside_the_limits_is_refused_at_its_place(block: Any, pointer: str) -> None:
    assert faults_of(block)[0].endswith(f"[json-pointer:{pointer}]")


def test_a_message_has_one_table_and_two_charts() -> None:
    table = {"type": "table", "rows": [[cell("x")]]}
    assert faults_of(table, table)[0].endswith("[json-pointer:/blocks/1]")
    assert faults_of(bars(), bars()) == [] and faults_of(bars(), bars(), bars())[0].endswith("/blocks/2]")


def test_a_block_that_can_not_be_checked_is_said_loudly() -> None:
    with pytest.raises(NotServed, match="call"):
        faults_of({"type": "call", "call_id": "R1"})
