"""Rich text, as the page shows it and as people type it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.page import rich_text, rich_typing
from tests.sandbox.page.hostile import reader, texts
from tests.sandbox.page.tags import strangers, words

Json = dict[str, Any]
NAMES = reader()


def text(words: str, **style: bool) -> Json:
    return {"type": "text", "text": words, "style": style}


def section(*elements: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(elements)}


def shown(*parts: Json) -> str:
    return rich_text.html({"type": "rich_text", "elements": list(parts)}, NAMES)


def test_text_wears_all_its_styles() -> None:
    html = shown(section(text("a", bold=True, italic=True), text("b", strike=True), text("c", code=True)))
    assert "<em><strong>a</strong></em><s>b</s><code>c</code>" in html


def test_an_ordered_list_goes_on_where_it_was_left() -> None:
    one = {"type": "rich_text_list", "style": "ordered", "indent": 1, "offset": 2, "elements": [section(text("c"))]}
    assert shown(one) == '<div class="rich"><ol class="indent-1" start="3"><li>c</li></ol></div>'


def test_quotes_and_code_stand_apart() -> None:
    quote = {"type": "rich_text_quote", "elements": [text("a\nb")]}
    code = {"type": "rich_text_preformatted", "border": 1, "elements": [text("x")]}
    assert shown(quote, code) == (
        '<div class="rich"><blockquote>a<br>b</blockquote><pre class="bordered">x</pre></div>'
    )


def test_people_channels_emoji_dates_and_alerts_are_shown_by_name() -> None:
    inline = [
        {"type": "user", "user_id": NAMES.viewer.id},
        {"type": "channel", "channel_id": NAMES.channels()[0].id},
        {"type": "emoji", "name": "tada", "unicode": "1f389"},
        {"type": "date", "timestamp": 1759300000, "format": "{date_num}", "fallback": "then"},
        {"type": "broadcast", "range": "here"},
        {"type": "usergroup", "usergroup_id": "S1"},
    ]
    assert words(shown(section(*inline))) == f"@amy#{NAMES.channels()[0].name}🎉2025-10-01@here@S1"


def test_an_unknown_element_is_a_visible_note() -> None:
    assert words(shown(section({"type": "hologram"}))) == "A rich text element of the type hologram"


KINDS = ["text", "link", "user", "channel", "emoji", "broadcast", "usergroup", "date", "color", "hologram"]
KEYS = [
    "text",
    "url",
    "user_id",
    "channel_id",
    "name",
    "unicode",
    "range",
    "usergroup_id",
    "format",
    "value",
    "fallback",
]
inline_elements = st.builds(
    lambda kind, fields: {"type": kind, "timestamp": 1759300000, **fields},
    st.sampled_from(KINDS),
    st.dictionaries(st.sampled_from(KEYS), texts),
)


@given(st.lists(inline_elements, max_size=4))
def test_no_element_brings_in_a_tag_or_an_attribute(elements: list[Json]) -> None:
    assert not strangers(shown(section(*elements), {"type": "rich_text_quote", "elements": elements}))


@pytest.mark.parametrize("broken", ["text", None, 3, {"type": "rich_text_list", "elements": ["one", None]}, {}])
def test_what_is_no_element_is_a_note_and_breaks_nothing(broken: object) -> None:
    assert "of the type" in words(shown(broken)) or words(shown(broken)) == ""


def test_what_is_typed_becomes_slacks_elements() -> None:
    rich = rich_typing.elements("Hi *Ada*\n• one\n• two\n> said\n```x = 1```")
    assert rich is not None
    kinds = [one["type"] for one in rich["elements"]]
    assert kinds == ["rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"]
    assert rich["elements"][0]["elements"][1] == {"type": "text", "text": "Ada", "style": {"bold": True}}


def test_nothing_typed_is_no_rich_text() -> None:
    assert rich_typing.elements(" \n") is None


@given(
    st.lists(st.sampled_from(["Hi *Ada*", "• one", "1. two", "> said _so_", "`x` :tada:", "https://a.b"]), min_size=1)
)
def test_what_was_typed_comes_back_to_be_typed_on(lines: list[str]) -> None:
    rich = rich_typing.elements("\n".join(lines))
    assert rich_typing.elements(rich_typing.source(rich)) == rich
