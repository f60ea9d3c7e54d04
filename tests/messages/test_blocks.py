"""Builders: valid whatever they are given, and foreign text in them does nothing."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages import blocks, elements, mrkdwn, rich, views
from messages.blocks import Message
from messages.text import Untrusted
from messages.validate import check, check_view, problems, view_problems
from tests.messages.hostile import HOSTILE, alive, markup
from tests.messages.makers import AT, OURS, every_block, every_field, every_view, spoken_in_every_way

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=300) | st.sampled_from(HOSTILE)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_does_nothing_in_any_block(name: str) -> None:
    shown = every_block(Untrusted(name))
    assert alive(shown) == []
    assert problems(shown) == []


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_does_nothing_in_a_form_or_the_home_tab(name: str) -> None:
    for view in every_view(Untrusted(name)):
        assert view_problems(view) == []
        assert alive(view) == []


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_does_nothing_in_the_text_of_a_message(name: str) -> None:
    ours = [f"*{Untrusted(name).mrkdwn()}*"]
    assert [found for found in markup(spoken_in_every_way(name)) if not found.startswith(f"<{OURS}|")] == ours


@given(ANYTHING)
def test_any_text_makes_a_valid_message_that_does_nothing(name: str) -> None:
    message = Message(Untrusted(name).mrkdwn(), tuple(every_block(Untrusted(name))))
    check(message)
    assert alive(message.blocks) == []
    assert markup(message.text) == []


@given(ANYTHING)
def test_any_text_makes_valid_forms_that_do_nothing(name: str) -> None:
    for view in every_view(Untrusted(name)):
        check_view(view)
        assert alive(view) == []


@given(st.text(st.sampled_from("ab *\n"), max_size=4000))
def test_our_own_text_of_any_length_is_clamped(text: str) -> None:
    assert problems(every_block(text)) == []
    assert problems(every_field(text), "modal") == []


def test_a_foreign_name_in_rich_text_reads_as_it_was_written() -> None:
    block = rich.rich_text(rich.bold(Untrusted("*x* <!channel>")))
    assert block["elements"][0]["elements"][0]["text"] == "*x* <!channel>"


def test_whoever_is_no_slack_user_begins_a_sentence_upper_case() -> None:
    assert mrkdwn.opening("the operator") == "The operator"
    assert mrkdwn.opening("U012ABCDEF") == "<@U012ABCDEF>"
    assert mrkdwn.opening("") == mrkdwn.user("")


def test_only_a_real_id_becomes_a_mention() -> None:
    assert mrkdwn.user("U012ABCDEF") == "<@U012ABCDEF>"
    assert mrkdwn.user("W012ABCDEF") == "<@W012ABCDEF>"
    for other in ("u012abcdef", "C012ABCDE", "U012|x", "U012ABC\n", "ada@x.example", "!channel", "U"):
        assert "<" not in mrkdwn.user(other)
        assert rich.user(other)["type"] == "text"


def test_a_date_is_shown_in_the_zone_of_each_reader() -> None:
    assert mrkdwn.date(AT, "Monday, 9:00") == "<!date^1791788400^{date_short_pretty} {time}|Monday, 9:00>"


def test_a_date_without_a_fallback_says_utc() -> None:
    assert mrkdwn.date(AT).endswith("|12 Oct 2026, 07:00 UTC>")


def test_a_fallback_of_a_date_cannot_end_the_token() -> None:
    assert mrkdwn.date(AT, "x>|<!channel>").count(">") == 1


def test_only_a_web_address_becomes_a_link() -> None:
    assert mrkdwn.link("https://slack.example/a?b=1&c=2", "there") == "<https://slack.example/a?b=1&amp;c=2|there>"
    for other in ("javascript:alert(1)", "https://a.example|x", "https://a>b", "mailto:a@b.example"):
        assert mrkdwn.link(other, "there") == "there"


def test_rich_text_is_spoken_with_the_same_words() -> None:
    words = rich.spoken(
        rich.user("U012ABCDEF"), rich.text(" waits for "), rich.bold(Untrusted("<!here>")), rich.text(".")
    )
    assert words == "<@U012ABCDEF> waits for &lt;!here&gt;."


def test_a_spoken_date_and_emoji_stay_what_they_are() -> None:
    assert rich.spoken(rich.date(AT)) == mrkdwn.date(AT)
    assert rich.spoken(rich.emoji("tada")) == ":tada:"


def test_a_list_that_fits_is_shown_whole() -> None:
    lines = [blocks.section(str(number)) for number in range(48)]
    assert blocks.at_most(lines, "leads") == lines


def test_a_list_that_is_too_long_says_how_many_more() -> None:
    shown = blocks.at_most([blocks.section(str(number)) for number in range(60)], "leads")
    assert len(shown) == 48
    assert shown[-1]["elements"][0]["text"] == "and 13 more leads"


def test_an_entry_of_several_blocks_is_never_cut_in_two() -> None:
    pairs = [(blocks.section(str(number)), blocks.divider()) for number in range(30)]
    shown = blocks.at_most(pairs, "leads", 10)
    assert [block["type"] for block in shown] == ["section", "divider"] * 4 + ["context"]
    assert shown[-1]["elements"][0]["text"] == "and 26 more leads"


def test_the_text_of_a_message_stays_under_four_thousand() -> None:
    assert len(Message("x" * 10_000, ()).text) < 4000


def test_metadata_carries_the_marker_and_leaves_out_what_is_not_known() -> None:
    message = Message("Hi", (), "sla_strike", {"party": "sales", "tier": None, "goals": [{"target": 1, "tier": None}]})
    assert message.metadata("m1") == {
        "event_type": "sla_strike",
        "event_payload": {"party": "sales", "goals": [{"target": 1}], "marker": "m1"},
    }


def test_a_message_without_an_event_has_no_metadata() -> None:
    assert Message("Hi", ()).metadata("m1") is None


def test_a_repeat_says_so_in_its_first_line() -> None:
    repeat = Message("Ada waits.", (blocks.section("Ada waits."),)).opening_with("Possible repeat.")
    assert repeat.text == "Possible repeat.\nAda waits."
    assert repeat.blocks[0]["elements"][0]["text"] == "Possible repeat."


def test_a_full_message_has_room_for_its_first_line_and_chart() -> None:
    full = Message("x" * 10_000, tuple(blocks.at_most([blocks.divider()] * 99, "leads")))
    assert len(full.opening_with("Possible repeat.").blocks) == 49
    assert len(full.opening_with("Possible repeat: " + "x" * 150).text) < 4000


def test_a_menu_starts_at_the_option_with_the_initial_value() -> None:
    options = [elements.option("Director", "director"), elements.option("Manager", "manager")]
    menu = elements.static_select("tier", options, initial="manager")
    assert menu["initial_option"] == options[1]
    assert "initial_option" not in elements.static_select("tier", options, initial="gone")


@pytest.mark.parametrize(
    ("most", "build"), [(100, elements.static_select), (5, elements.overflow), (10, elements.checkboxes)]
)
def test_menus_keep_as_many_options_as_slack_takes(most: int, build: Any) -> None:
    options = [elements.option(str(number), str(number)) for number in range(200)]
    assert len(build("pick", options)["options"]) == most


def test_an_empty_first_value_of_a_field_is_left_out() -> None:
    assert "initial_value" not in elements.plain_text_input("name", initial=Untrusted(" "))


def test_a_form_without_fields_may_have_no_submit() -> None:
    form = views.modal("Why", [blocks.section("Because.")], callback_id="why", submit=None)
    assert "submit" not in form
    check_view(form)


def test_a_moment_in_another_zone_is_the_same_date() -> None:
    assert mrkdwn.utc_words(datetime(2026, 1, 2, 3, 4, tzinfo=UTC)) == "2 Jan 2026, 03:04 UTC"
