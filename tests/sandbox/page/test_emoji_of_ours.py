"""Every emoji that the bot writes has its picture in the page."""

import re
from pathlib import Path

import pytest

from sandbox.page.emoji import named

ROOT = Path(__file__).parents[3]
CODE = re.compile(r'":([a-z][a-z0-9_]+):')


def _written() -> set[str]:
    texts = (
        path.read_text() for package in ("messages", "commands", "jobs") for path in (ROOT / package).rglob("*.py")
    )
    return {name for text in texts for name in CODE.findall(text)}


@pytest.mark.parametrize("name", sorted(_written()))
def test_an_emoji_is_shown_as_its_picture(name: str) -> None:
    assert not named(name).startswith(":")
