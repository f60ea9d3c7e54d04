"""Every message that goes out by itself: valid, alive to nobody's tricks, and saying all of it in its text."""

from functools import cache
from typing import Any

import pytest

from messages.blocks import Message
from messages.text import plain
from messages.validate import message_problems
from tests.messages.hostile import HOSTILE, alive, markup
from tests.messages.pushed import NAMES, pushed

LONGEST = max(HOSTILE, key=len)
ABOUT_LEADS = ("hand_off", "passed", "returned", "warning", "overdue", "settled", "bundle")


@cache
def said(text: str) -> dict[str, Message]:
    return pushed(text)


def does(message: Message) -> list[str]:
    """All that a message does rather than show: tokens, emphasis, links, quotes, emoji."""
    return [*alive(list(message.blocks)), *markup(message.text)]


def of_everybody(found: list[str]) -> list[str]:
    return [each for each in found if each.startswith(("<@", "<#", "<h", "<m", "<j")) or each.startswith("<!c")]


@pytest.mark.parametrize("name", NAMES)
def test_slack_takes_the_message_whatever_strangers_wrote(name: str) -> None:
    problems = {text: message_problems(said(text)[name]) for text in HOSTILE}
    assert {text: found for text, found in problems.items() if found} == {}


@pytest.mark.parametrize("name", NAMES)
def test_what_strangers_wrote_does_nothing(name: str) -> None:
    harmless = len(does(said("Ada")[name]))
    short = (text for text in HOSTILE if len(text) < 150 and plain(text))
    assert [text for text in short if len(does(said(text)[name])) > harmless] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_text_that_looks_like_a_mention_mentions_nobody(name: str) -> None:
    assert of_everybody(does(said("<@U012ABCDEF> <!channel> <#C012ABCDE>")[name])) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_text_of_ten_thousand_letters_stays_short(name: str) -> None:
    text = said(LONGEST)[name].text
    assert len(text) < 4000
    assert LONGEST[:600] not in text


@pytest.mark.parametrize("name", NAMES)
def test_the_text_makes_sense_alone(name: str) -> None:
    text = said("Ada")[name].text
    assert len(text) > 30
    assert "None" not in text


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith(ABOUT_LEADS)])
def test_metadata_holds_ids_and_never_a_leads_words(name: str) -> None:
    payload: dict[str, Any] = said("Ada Lovelace")[name].payload or {}
    assert "Ada" not in str(payload)


def test_a_bundle_of_sixty_leads_says_how_many_more_there_are() -> None:
    bundle = said("Ada")["bundle"]
    assert len(bundle.blocks) <= 50
    assert any("more leads" in str(block) for block in bundle.blocks)


def test_every_goal_has_a_sign_of_its_own_shape() -> None:
    signs = {line.split(" ")[0] for line in said("Ada")["pacing"].text.splitlines() if " *Ada: " in line}
    assert len(signs) >= 5
