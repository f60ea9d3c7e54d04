"""Foreign text reads as it was written and does nothing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages import rich
from messages.elements import plain_text_input
from messages.text import Untrusted, clamp_mrkdwn, escape, label, literal, plain, say, unmarked, words
from tests.messages.hostile import HOSTILE, markup

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=400)
MARKS = st.text(st.sampled_from("*_~`<>&|:.@#/ -xa1\n!^\u2060\u200b"), max_size=60)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_does_nothing_in_mrkdwn(name: str) -> None:
    assert markup(Untrusted(name).mrkdwn()) == []


@given(ANYTHING | MARKS)
def test_no_name_at_all_does_anything_in_mrkdwn(name: str) -> None:
    assert markup(Untrusted(name).mrkdwn()) == []


@given(ANYTHING)
def test_plain_text_holds_nothing_invisible_and_is_never_too_long(name: str) -> None:
    shown = plain(name)
    assert len(shown) <= 150
    assert not [mark for mark in shown if unicodedata.category(mark) in {"Cc", "Cf", "Cs"}]
    assert shown.encode() is not None


@given(ANYTHING)
def test_cleaning_a_clean_text_changes_nothing(name: str) -> None:
    assert plain(plain(name)) == plain(name)


def test_right_to_left_marks_and_zero_widths_are_gone() -> None:
    assert plain("\u202egnp\u202c.exe\u200b\u2066!\u2069") == "gnp.exe!"


def test_lines_become_one_line() -> None:
    assert plain("one\r\ntwo\tthree\u2028four") == "one two three four"


def test_a_lone_surrogate_is_dropped() -> None:
    assert plain("a\ud800b") == "ab"


def test_a_long_name_ends_in_an_ellipsis() -> None:
    assert plain("x" * 10_000) == "x" * 149 + "…"


def test_an_everyday_name_is_left_alone() -> None:
    for name in ("Ada Lovelace", "Zoë O'Brien-Łukasz", "snake_case_id", "Smith & Sons", "3.5 × 2", "10:30"):
        assert plain(name) == name
        assert literal(name) == name.replace("&", "&amp;")


def test_letters_of_every_script_and_young_emoji_stay() -> None:
    for name in ("שלום", "مرحبا", "日本の会社", "Ωμέγα", "🎉", "\U0001fae8"):
        assert plain(name) == name


def test_emphasis_becomes_characters_that_look_the_same() -> None:
    assert literal("*x* _y_ ~z~ `w`") == "∗x∗ ˍyˍ ∼z∼ ˋwˋ"


def test_a_link_is_broken_by_a_character_that_nobody_sees() -> None:
    assert literal("http://evil.example").replace("\u2060", "") == "http://evil.example"


def test_escaping_is_done_once() -> None:
    assert escape("<!channel> & &lt;") == "&lt;!channel&gt; &amp; &amp;lt;"


def test_foreign_text_refuses_to_become_a_string() -> None:
    name = Untrusted("Ada")
    joins = (
        lambda: f"{name}",
        lambda: str(name),
        lambda: "Hello " + name,
        lambda: name + "!",
        lambda: "%s" % name,  # noqa: UP031
        lambda: "{}".format(name),  # noqa: UP032
        lambda: "".join([name]),  # type: ignore[list-item]
        lambda: "".join(name),
    )
    for join in joins:
        with pytest.raises(TypeError):
            join()  # type: ignore[no-untyped-call]


def test_foreign_text_does_not_show_in_logs() -> None:
    assert "Ada" not in repr(Untrusted("Ada"))


def test_an_empty_foreign_text_is_a_dash() -> None:
    assert Untrusted("\u200b ").plain() == "–"
    assert Untrusted("").mrkdwn() == "–"


def test_our_own_text_is_mrkdwn_and_foreign_text_is_plain() -> None:
    assert words("*ours*") == {"type": "mrkdwn", "text": "*ours*", "verbatim": True}
    assert words(Untrusted("*x*")) == {"type": "plain_text", "text": "*x*", "emoji": False}
    assert label(Untrusted(":tada:"), 75) == {"type": "plain_text", "text": ":tada:", "emoji": False}


TURNED = "a\u202eb\u2066c\u2069\u200f\u061cd"


@pytest.mark.parametrize(
    "shown",
    [
        say(TURNED),
        words(TURNED)["text"],
        label(TURNED, 75)["text"],
        unmarked(TURNED, 75),
        rich.text(TURNED)["text"],
        plain_text_input("x", initial=TURNED)["initial_value"],
    ],
)
def test_a_sentence_of_ours_with_a_name_in_it_is_not_turned_round(shown: str) -> None:
    assert shown == "abcd"


def test_what_breaks_links_stays_in_a_sentence_of_ours() -> None:
    assert say(literal("evil.example")) == literal("evil.example")


def test_a_message_is_kept_under_four_thousand_characters() -> None:
    assert len(say("x" * 10_000)) < 4000
    assert say("short") == "short"


@given(
    st.lists(st.sampled_from(["<@U012ABCDEF>", "&amp;", "word ", "<!date^1^{date}|x>"]), max_size=60),
    st.integers(20, 80),
)
def test_clamping_never_cuts_through_a_token(parts: list[str], limit: int) -> None:
    kept = clamp_mrkdwn("".join(parts), limit)
    assert len(kept) <= limit
    assert kept.count("<") == kept.count(">")
    assert kept.count("&") == kept.count("&amp;")


def test_a_field_of_several_lines_keeps_them_and_cleans_each() -> None:
    field = plain_text_input("tiers", initial=Untrusted("ceo\t1\u202e\ndirector  2\n"), multiline=True, max_length=20)
    assert field["initial_value"] == "ceo 1\ndirector 2"
    assert plain_text_input("name", initial=Untrusted("a\nb"))["initial_value"] == "a b"
