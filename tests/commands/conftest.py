"""The bot at work for Company X, for tests of what people do."""

from collections.abc import Iterator

import pytest

from tests.bot_world import BotWorld, running_bot


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotWorld]:
    """One workspace for the tests of a file, each with leads of its own; it is Monday at ten, and stays so."""
    with running_bot(tmp_path_factory.mktemp("bot")) as running:
        yield running


@pytest.fixture
def world(shared: BotWorld) -> BotWorld:
    """The workspace of the file; what was posted before is not looked at."""
    shared.forget_messages()
    return shared


@pytest.fixture
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotWorld]:
    """A workspace of the test's own, for what moves the clock or the terms."""
    with running_bot(tmp_path_factory.mktemp("bot")) as running:
        yield running
