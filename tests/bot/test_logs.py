"""What the logs never say."""

import io
import logging
import re
from collections.abc import Iterator

import pytest
import structlog

from bot import logs

CANARIES = ["xoxb-1-canary", "xapp-1-canary", "xoxe.xoxp-1-canary", "rita@canary.example"]


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Takes logging as a fresh process has it, and leaves it as pytest and the next test expect it."""
    logging.disable(logging.NOTSET)
    logging.getLogger("some.library").disabled = False
    yield
    structlog.reset_defaults()
    logging.basicConfig(level=logging.WARNING, force=True)


@pytest.mark.parametrize("canary", CANARIES)
def test_neither_token_nor_address_is_logged_whoever_logs_it(canary: str) -> None:
    stream = io.StringIO()
    logs.set_up(logging.DEBUG, stream)
    structlog.get_logger().info("sent", to=canary)
    logging.getLogger("anybody").debug("it was %s", canary)
    assert "canary" not in stream.getvalue() and "[" in stream.getvalue()


def test_a_traceback_is_redacted_too() -> None:
    stream = io.StringIO()
    logs.set_up(logging.INFO, stream)
    try:
        raise ValueError("xoxb-1-canary")
    except ValueError:
        structlog.get_logger().exception("door_failed")
    assert "Traceback" in stream.getvalue() and "canary" not in stream.getvalue()


def test_slacks_libraries_never_log_at_debug() -> None:
    logs.set_up(logging.DEBUG, io.StringIO())
    assert logging.getLogger("slack_sdk.web.base_client").getEffectiveLevel() == logging.INFO
    assert logging.getLogger("slack_bolt.RequestVerification").getEffectiveLevel() == logging.ERROR


def test_a_librarys_line_looks_like_one_of_ours() -> None:
    stream = io.StringIO()
    logs.set_up(logging.INFO, stream)
    structlog.get_logger().info("started", port=3000)
    logging.getLogger("some.library").info("Listening on %s", "http://127.0.0.1:3000")
    ours, theirs = stream.getvalue().splitlines()
    when = r"timestamp=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z"
    assert re.fullmatch(rf"{when} level=info event=started port=3000", ours)
    assert re.fullmatch(rf'{when} level=info event="Listening on \S+" logger=some.library', theirs)


def test_a_librarys_traceback_is_kept_and_redacted() -> None:
    stream = io.StringIO()
    logs.set_up(logging.INFO, stream)
    try:
        raise ValueError("xoxb-1-canary")
    except ValueError:
        logging.getLogger("some.library").exception("Exception in ASGI application")
    assert "Traceback" in stream.getvalue() and "canary" not in stream.getvalue()
