"""The whole bot in a sandbox, and plain logs: drawing a traceback takes longer than what is tested."""

import logging
import sys

import pytest

from bot import logs
from tests.bot_world import bot_world

__all__ = ["bot_world"]


@pytest.fixture(autouse=True)
def plain_logs() -> None:
    logs.structure(logging.INFO, sys.stdout)
