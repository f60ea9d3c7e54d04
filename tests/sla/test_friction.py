"""Notes of friction by theme: named by people, else by the word that most of them share."""

from hypothesis import given
from hypothesis import strategies as st

from sla.friction import OTHER, Note, Theme, by_theme, stem, telling_words
from tests.moments import at

NOW = at("2026-10-09 10:00")


def notes(*written: tuple[str, str | None]) -> list[Note]:
    return [Note(number, NOW, "U0RITA", text, theme) for number, (text, theme) in enumerate(written)]


def grouped(*written: tuple[str, str | None]) -> dict[str, list[int]]:
    return {theme.name: [note.id for note in theme.notes] for theme in by_theme(notes(*written))}


def test_notes_with_a_theme_stand_under_it_whatever_its_case() -> None:
    assert grouped(("Twice", "Billing"), ("Once more", "billing")) == {"billing": [0, 1]}


def test_a_note_that_names_a_theme_among_its_words_goes_there() -> None:
    assert grouped(("Twice", "invoices"), ("Their invoice was wrong", None)) == {"invoices": [0, 1]}


def test_the_word_that_most_notes_share_makes_a_theme() -> None:
    found = grouped(
        ("The hotline hung up", None),
        ("Nobody answers the hotline", None),
        ("Set-up takes weeks", None),
        ("No refund for weeks", None),
        ("Too loud", None),
    )
    assert found == {"hotline": [0, 1], "week": [2, 3], OTHER: [4]}


def test_words_that_say_nothing_make_no_theme() -> None:
    assert grouped(("Customers always have to wait", None), ("Customers always call", None)) == {OTHER: [0, 1]}


def test_the_largest_theme_stands_first_and_the_rest_last() -> None:
    found = by_theme(notes(("a", "one"), ("b", "two"), ("c", "two"), ("Odd", None)))
    assert [theme.name for theme in found] == ["two", "one", OTHER]
    assert [theme.is_given for theme in found] == [True, True, False]


def test_singular_and_plural_are_one_word() -> None:
    assert {stem("invoices"), stem("invoice")} == {"invoice"}
    assert {stem("deliveries"), stem("delivery")} == {"delivery"}
    assert (stem("address"), stem("status")) == ("address", "status")


def test_no_notes_make_no_theme() -> None:
    assert by_theme([]) == []


TEXTS = st.lists(
    st.sampled_from(
        ["hotline", "invoice", "refund", "refunds", "slow", "the", "a", "customers", "weeks", "é", "日本", "!"]
    ),
    max_size=6,
)
NOTES = st.lists(st.tuples(TEXTS.map(" ".join), st.none() | st.sampled_from(["billing", "Refunds"])), max_size=12)


@given(NOTES)
def test_every_note_is_in_one_theme_and_none_is_lost(written: list[tuple[str, str | None]]) -> None:
    found = by_theme(notes(*written))
    assert sorted(note.id for theme in found for note in theme.notes) == list(range(len(written)))
    assert all(theme.notes for theme in found)


@given(NOTES)
def test_a_shared_theme_has_two_notes_with_its_word(written: list[tuple[str, str | None]]) -> None:
    shared: list[Theme] = [theme for theme in by_theme(notes(*written)) if not theme.is_given and theme.name != OTHER]
    assert all(len(theme.notes) >= 2 for theme in shared)
    assert all(theme.name in telling_words(note.text) for theme in shared for note in theme.notes)
