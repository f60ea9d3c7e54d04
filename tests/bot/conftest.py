"""Logs of the tests of the shell: plain lines, for drawing a traceback takes longer than what is tested."""

import logging
import sys

import pytest

from bot import logs


@pytest.fixture(autouse=True)
def plain_logs() -> None:
    logs.structure(logging.INFO, sys.stdout)
