"""The whole bot in a sandbox, for scenarios; and plain logs, as drawing them takes longer than what is tested."""

import logging
import sys

import pytest

from bot import logs
from tests.bot_world import bot_world

__all__ = ["bot_world"]


@pytest.fixture(autouse=True)
def plain_logs() -> None:
    logs.structure(logging.WARNING, sys.stdout)
