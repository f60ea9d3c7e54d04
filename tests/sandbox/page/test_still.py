"""Blocks that only show something, as the page shows them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.page import still
from tests.sandbox.page.hostile import reader, texts
from tests.sandbox.page.shapes import plain
from tests.sandbox.page.tags import strangers, words

Json = dict[str, Any]
NAMES = reader()
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\2\x58\0\0\1\x2c"


def shown(kind: str, **block: Any) -> str:
    return still.html({"type": kind, "block_id": "B1", **block}, NAMES)


def raw(text: str) -> Json:
    return {"type": "raw_text", "text": text}


@pytest.mark.parametrize(("level", "heading"), [(None, "h3"), (1, "h3"), (2, "h4"), (4, "h6")])
def test_a_header_has_its_level(level: int | None, heading: str) -> None:
    assert f"<{heading} class=" in shown("header", text=plain("Goal"), level=level)


def test_a_block_is_found_by_its_id() -> None:
    assert 'data-block-id="B1"' in shown("divider")


def test_a_tables_first_row_is_its_head_and_columns_are_aligned() -> None:
    rows = [[raw("Rep"), raw("Leads")], [raw("Rita"), {"type": "raw_number", "value": 12}]]
    html = shown("table", rows=rows, column_settings=[{"is_wrapped": True}, {"align": "right"}])
    assert '<th scope="col">Rep</th>' in html and '<td class="right unwrapped">12</td>' in html


def test_a_picture_of_the_workspace_keeps_its_room_while_it_loads() -> None:
    workspace = NAMES.workspace
    file, ticket = workspace.files.expect("chart.png", len(PNG), NAMES.viewer.id, 0, "")
    workspace.files.receive(ticket, PNG)
    html = shown("image", slack_file={"id": file.id}, alt_text="A chart", title=plain("Leads"))
    assert f'src="/files/{file.id}/image" alt="A chart" width="600" height="300"' in html
    assert words(html) == "Leads"


def test_a_picture_from_nowhere_is_its_words() -> None:
    assert words(shown("image", image_url="javascript:alert(1)", alt_text="A chart")) == "A chart"


def test_a_section_has_fields_and_a_picture_beside() -> None:
    image = {"type": "image", "image_url": "https://a.b/c.png", "alt_text": "c"}
    html = shown("section", text=plain("One"), fields=[plain("Two"), plain("Three")], accessory=image)
    assert words(html) == "OneTwoThree" and 'src="https://a.b/c.png"' in html


@pytest.mark.parametrize("kind", ["hologram", "canvas"])
def test_an_unknown_block_is_a_visible_note(kind: str) -> None:
    assert words(shown(kind)) == f"A block of the type {kind}"


def test_a_plan_shows_how_its_tasks_stand() -> None:
    tasks = [{"type": "task_card", "title": "Call", "status": "complete"}, {"type": "task_card", "title": "Write"}]
    assert words(shown("plan", title="Today", tasks=tasks)) == "Today✅Call○Write"


def test_a_chart_is_its_numbers() -> None:
    chart = {"type": "pie", "segments": [{"label": "Hot", "value": 3}, {"label": "Cold", "value": 6}]}
    html = shown("data_visualization", title="Tiers", chart=chart)
    assert words(html) == "TiersHot3Cold6" and "width:50%" in html


KINDS = st.sampled_from(sorted(still.BLOCKS))


@given(KINDS, texts, texts)
def test_no_block_brings_in_a_tag_or_an_attribute(kind: str, one: str, other: str) -> None:
    text, image = {"type": "mrkdwn", "text": one}, {"type": "image", "image_url": other, "alt_text": one}
    rich = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": one}]}],
    }
    words = one if kind in ("markdown",) else text
    block: Json = {
        **{"text": words, "fields": [text], "alt_text": one, "image_url": other, "block_id": one, "external_id": one},
        **{"title": text, "subtitle": text, "body": text, "hero_image": image, "icon": image, "description": text},
        **{"video_url": other, "title_url": other, "thumbnail_url": other, "author_name": one, "level": "error"},
        **{"rows": [[raw(one)], [rich]], "caption": one, "details": rich, "status": one, "accessory": image},
        **{"sources": [{"url": other, "text": one}], "tasks": [{"title": one, "status": "error", "output": rich}]},
        **{"chart": {"series": [{"name": one, "data": [{"label": other, "value": 2}]}]}},
        "elements": [] if kind == "rich_text" else [text, image] if kind == "context" else [{"title": text}],
    }
    assert not strangers(shown(kind, **(block | ({"level": 2} if kind == "header" else {}))))
