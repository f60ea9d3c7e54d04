"""What Slack makes of what people type, undone once."""

from decimal import Decimal

import pytest

from commands import words
from sla.errors import BadFigure

SPOKEN = {
    "Jane Doe": "Jane Doe",
    "Tom &amp; Jerry": "Tom & Jerry",
    "&lt;!channel&gt;": "<!channel>",
    "&amp;lt;b&amp;gt;": "&lt;b&gt;",
    "&amp;amp;": "&amp;",
    "ask <@U012ABCDEF|rita>": "ask @rita",
    "in <#C012ABCDE|smarketing>": "in #smarketing",
    "in <#C987654321|>": "in #C987654321",
    "<https://acme.example|acme.example>": "acme.example",
    "<https://acme.example/a>": "https://acme.example/a",
    "<mailto:jane@acme.example|jane@acme.example>": "jane@acme.example",
    "<!channel>": "@channel",
    "<!subteam^S012|@reps>": "@reps",
    "a < b": "a < b",
    "*x* _y_ `z`": "*x* _y_ `z`",
}


@pytest.mark.parametrize(("typed", "said"), SPOKEN.items())
def test_tokens_become_their_labels_and_escapes_are_undone_once(typed: str, said: str) -> None:
    assert words.spoken(typed) == said


@pytest.mark.parametrize(
    ("typed", "people", "rest"),
    [
        ("Jane, Acme <@U012ABCDEF|rita>", ["<@U012ABCDEF|rita>"], "Jane, Acme"),
        ("Jane <@W012ABCDEF> Doe", ["<@W012ABCDEF>"], "Jane Doe"),
        ("Jane @rita tier:ceo", ["@rita"], "Jane tier:ceo"),
        ("jane@acme.example, Acme", [], "jane@acme.example, Acme"),
        ("Jane @ Acme", [], "Jane @ Acme"),
    ],
)
def test_people_are_taken_out_of_the_words(typed: str, people: list[str], rest: str) -> None:
    assert words.take_people(typed) == (people, rest)


@pytest.mark.parametrize(
    ("typed", "options", "rest"),
    [
        ("Jane tier:director id:EXT-1", {"tier": "director", "id": "EXT-1"}, "Jane"),
        ('Jane tier:"key account", Acme', {"tier": "key account"}, "Jane , Acme"),
        ("Jane tier:“key account”", {"tier": "key account"}, "Jane"),
        ("Jane note:hello", {}, "Jane note:hello"),
        ("Ratio 3:1", {}, "Ratio 3:1"),
    ],
)
def test_named_options_are_taken_out_of_the_words(typed: str, options: dict[str, str], rest: str) -> None:
    assert words.take_options(typed, ("tier", "id")) == (options, rest)


@pytest.mark.parametrize(
    ("typed", "amount"),
    {"5000": "5000", "$5,000.50": "5000.50", "0": "0", "1 000": "1000", "12.3456": "12.3456"}.items(),
)
def test_an_amount_is_exact(typed: str, amount: str) -> None:
    assert words.amount(typed) == Decimal(amount)


@pytest.mark.parametrize(
    "typed", ["12k", "1.000,50", "1.000", "-5", "", "five", "1e9", "0.00001", "9" * 15, "1,00", "NaN", "x" * 10_000]
)
def test_what_is_no_clear_amount_is_refused(typed: str) -> None:
    with pytest.raises(BadFigure) as refused:
        words.amount(typed)
    assert len(str(refused.value)) < 150


@pytest.mark.parametrize(
    ("typed", "lead", "amount"),
    [
        ("Jane Doe 5000", "Jane Doe", "5000"),
        ("Jane 5,000 eur", "Jane", "5,000 EUR"),
        ("Jane $ 5000", "Jane", "$ 5000"),
        ("5000", "", "5000"),
        ("", "", ""),
    ],
)
def test_the_amount_stands_last(typed: str, lead: str, amount: str) -> None:
    assert words.last_amount(typed) == (lead, amount)


def test_ten_thousand_characters_are_read_at_once() -> None:
    for typed in ("<" * 10_000, "<@" * 5000, "&amp;" * 2000, 'tier:"' * 2000, "@a" * 5000):
        assert isinstance(words.spoken(typed), str)
        assert words.take_people(typed) and words.take_options(typed, ("tier",))
