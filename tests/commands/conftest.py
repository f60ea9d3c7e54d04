"""The bot at work for Company X, for tests of what people do."""

from collections.abc import Iterator

import pytest

from tests.bot_world import BotWorld, running_bot


@pytest.fixture
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotWorld]:
    """A fresh workspace with the bot in it, on a Monday at ten."""
    with running_bot(tmp_path_factory.mktemp("bot")) as running:
        yield running
