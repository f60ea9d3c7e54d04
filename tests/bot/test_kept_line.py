"""The line that stays open between questions."""

import socket

import pytest

from bot.kept_line import KeptLine
from tests.bot.raw_server import http, raw_server, resets, says


def answers_once(connection: socket.socket) -> None:
    """It says goodbye after its answer, as a server does in a quiet hour, and leaves the next question unanswered."""
    http("200 OK", b"{}")(connection)
    connection.shutdown(socket.SHUT_WR)
    connection.settimeout(0.5)
    connection.recv(65536)


def test_a_line_that_was_hung_up_meanwhile_is_taken_up_again() -> None:
    with raw_server(answers_once) as server:
        line = KeptLine(f"http://127.0.0.1:{server.port}/clock")
        assert [line.ask("/due", b"{}", 5) for _ in range(3)] == [b"{}"] * 3


def test_a_line_that_never_was_open_is_tried_once() -> None:
    with raw_server(resets) as server, pytest.raises(OSError, match=r"reset|closed"):
        KeptLine(f"http://127.0.0.1:{server.port}/clock").ask("/due", b"{}", 5)
    assert len(server.requests) == 1


def test_an_answer_that_is_no_http_is_said_to_be_none() -> None:
    with raw_server(says(b"hello\r\n")) as server, pytest.raises(OSError, match="no HTTP"):
        KeptLine(f"http://127.0.0.1:{server.port}/clock").ask("/due", b"{}", 5)
