"""Every answer and form of a command: valid, alive to nobody's tricks, and saying all of it in its text."""

from functools import cache

import pytest

from messages.blocks import Message
from messages.text import plain
from messages.validate import message_problems, view_problems
from messages.views import View
from tests.messages.answered import ANSWERS, FORMS, answered, asked
from tests.messages.hostile import HOSTILE, alive, markup

LONGEST = max(HOSTILE, key=len)


@cache
def said(text: str) -> dict[str, Message]:
    return answered(text)


@cache
def form(text: str) -> dict[str, View]:
    return asked(text)


def does(message: Message) -> list[str]:
    return [*alive(list(message.blocks)), *markup(message.text)]


@pytest.mark.parametrize("name", ANSWERS)
def test_slack_takes_the_answer_whatever_strangers_wrote(name: str) -> None:
    problems = {text: message_problems(said(text)[name]) for text in HOSTILE}
    assert {text: found for text, found in problems.items() if found} == {}


@pytest.mark.parametrize("name", FORMS)
def test_slack_takes_the_form_whatever_strangers_wrote(name: str) -> None:
    problems = {text: view_problems(form(text)[name]) for text in HOSTILE}
    assert {text: found for text, found in problems.items() if found} == {}


@pytest.mark.parametrize("name", ANSWERS)
def test_what_strangers_wrote_does_nothing_in_an_answer(name: str) -> None:
    harmless = len(does(said("Ada")[name]))
    short = (text for text in HOSTILE if len(text) < 150 and plain(text) and not text.startswith("<@U"))
    assert [text for text in short if len(does(said(text)[name])) > harmless] == []


@pytest.mark.parametrize("name", FORMS)
def test_what_strangers_wrote_does_nothing_in_a_form(name: str) -> None:
    harmless = len(alive(form("Ada")[name]))
    short = (text for text in HOSTILE if len(text) < 150 and plain(text) and not text.startswith("<@U"))
    assert [text for text in short if len(alive(form(text)[name])) > harmless] == []


@pytest.mark.parametrize("name", [name for name in ANSWERS if name not in ("refusal", "help")])
def test_a_text_that_looks_like_a_mention_mentions_nobody(name: str) -> None:
    found = does(said("<@U012ABCDEF> <!channel> <#C012ABCDE>")[name])
    assert [each for each in found if each.startswith(("<@U012ABCDEF", "<!c", "<#"))] == []


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_of_ten_thousand_letters_stays_short(name: str) -> None:
    assert len(said(LONGEST)[name].text) < 4000


@pytest.mark.parametrize("name", ANSWERS)
def test_the_text_makes_sense_alone(name: str) -> None:
    text = said("Ada")[name].text
    assert len(text) > 30
    assert "None" not in text
