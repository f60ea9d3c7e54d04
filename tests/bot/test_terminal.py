"""What the command line prints can't be turned round or coloured by a name."""

import json
from pathlib import Path

import pytest

from bot import terminal
from tests.bot.cli import sla_bot

NAME = "Paper\u202egnp\u2066\u200f\x1b[31m\x07 שלום"


def test_a_name_turns_and_colours_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.show(f"{NAME}\n\tnext")
    assert capsys.readouterr().out == "Papergnp[31m שלום\n\tnext\n"


def test_json_is_exact_and_shows_no_such_character(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.show_json({"name": NAME, "more": "\x7f\x85"})
    printed = capsys.readouterr().out
    assert not {"\u202e", "\u2066", "\u200f", "\x1b", "\x07", "\x7f", "\x85"} & set(printed)
    assert json.loads(printed) == {"name": NAME, "more": "\x7f\x85"}


def test_a_refusal_quotes_a_word_without_what_turns_it(tmp_path: Path) -> None:
    sla_bot(tmp_path, "db", "upgrade")
    ran = sla_bot(tmp_path, "report", "x", "--period", "2026\u202e10")
    assert ran.status == 1 and "202610" in ran.err and "\u202e" not in ran.err
