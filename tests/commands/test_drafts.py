"""What a message says of a lead, guessed."""

import pytest

from commands import drafts
from messages.lead_forms import Draft

GUESSED = {
    "Jane Doe, Acme Ltd": Draft("Jane Doe", "Acme Ltd"),
    "Jane Doe from Acme": Draft("Jane Doe", "Acme"),
    "\n  Jane Doe  \nwants a demo": Draft("Jane Doe"),
    "Jane Doe, Acme jane@acme.example": Draft("Jane Doe", "Acme", "jane@acme.example"),
    "*Jane Doe*, Acme\nMail: jane@acme.example.": Draft("Jane Doe", "Acme", "jane@acme.example"),
    "": Draft(),
    "jane@acme.example": Draft("", "", "jane@acme.example"),
}


@pytest.mark.parametrize(("text", "draft"), GUESSED.items())
def test_the_first_line_names_the_lead(text: str, draft: Draft) -> None:
    assert drafts.of_message(text) == draft


def test_a_long_message_makes_a_short_name() -> None:
    assert len(drafts.of_message("word " * 3000).name) <= 80
