"""Sentences for people quote in one way: “so”."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = ("sla", "messages", "commands", "intake", "storage", "jobs", "bot")
PATHS = [path for folder in OURS for path in (ROOT / folder).rglob("*.py")]


def programmers_quotes(tree: ast.AST) -> Iterator[int]:
    """The lines of sentences that show a value as a programmer writes it, but for errors that only programmers see."""
    for raised in (each for each in ast.walk(tree) if isinstance(each, ast.Raise)):
        if isinstance(raised.exc, ast.Call) and getattr(raised.exc.func, "id", "") == "ValueError":
            continue
        for node in ast.walk(raised):
            if isinstance(node, ast.FormattedValue) and node.conversion == ord("r"):
                yield node.lineno


@pytest.mark.parametrize("folder", OURS)
def test_no_refusal_quotes_as_a_programmer_does(folder: str) -> None:
    paths = [path for path in PATHS if path.relative_to(ROOT).parts[0] == folder]
    assert [(path.name, line) for path in paths for line in programmers_quotes(ast.parse(path.read_text()))] == []
