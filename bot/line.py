"""The line to Slack: a socket that Slack sends requests down, or its requests over HTTP."""

import contextlib
import socket
import time
from threading import Event
from typing import Protocol
from urllib.error import URLError

import structlog
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.app import LISTENERS
from bot.errors import SlackUnreachable
from bot.introduction import FIRST_PAUSE, LONGEST_PAUSE, refused

CHECKED_FOR = 60.0

log = structlog.get_logger()


class Line(Protocol):
    """A way for requests to come in."""

    def open(self, stop: Event) -> None: ...
    def state(self) -> str: ...
    def close(self) -> None: ...


class SocketLine:
    """Socket Mode, by slack_sdk's own client."""

    def __init__(self, app: App, app_token: str) -> None:
        self._handler = SocketModeHandler(app, app_token, concurrency=LISTENERS)

    def open(self, stop: Event) -> None:
        """Connects, again and again while Slack does not answer. Raises TokenRefused."""
        pause = FIRST_PAUSE
        while not stop.is_set():
            try:
                self._connect()
            except SlackUnreachable as error:
                log.warning("socket_not_connected", error=str(error), again_in=pause)
                stop.wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                log.info("socket_connected")
                return

    def state(self) -> str:
        """`ok` while the socket is connected."""
        return "ok" if self._handler.client.is_connected() else "the socket is not connected"

    def close(self) -> None:
        """Takes no further request, lets the doors at work answer down the open socket, and closes it."""
        client = self._handler.client
        client.auto_reconnect_enabled = client.default_auto_reconnect_enabled = False
        client.closed = True
        client.message_queue.put(None)
        client.message_processor.shutdown()  # type: ignore[no-untyped-call]
        client.message_workers.shutdown(wait=True)
        if client.current_session is not None:
            _hang_up(client.current_session.sock)
            self._handler.close()  # type: ignore[no-untyped-call]

    def _connect(self) -> None:
        self._handler.client.wss_uri = None
        try:
            self._handler.connect()  # type: ignore[no-untyped-call]
        except SlackApiError as error:
            refused(str(error.response.get("error")), "SLACK_APP_TOKEN")
        except (URLError, OSError, SlackClientError, ValueError) as error:
            raise SlackUnreachable(f"apps.connections.open got no answer ({type(error).__name__})") from error


def _hang_up(line: socket.socket | None) -> None:
    """Wakes the thread that reads from it, which else would notice up to three seconds later."""
    with contextlib.suppress(OSError):
        if line is not None:
            line.shutdown(socket.SHUT_RDWR)


class HttpLine:
    """HTTP: nothing stays open, so now and then Slack is asked whether it still knows the bot."""

    def __init__(self, client: WebClient) -> None:
        self._client = client
        self._state = "not asked yet"
        self._asked_at = -CHECKED_FOR

    def open(self, stop: Event) -> None:
        """There is nothing to open."""

    def state(self) -> str:
        """`ok` while auth.test answers; asked once a minute at most."""
        if time.monotonic() - self._asked_at > CHECKED_FOR:
            self._state, self._asked_at = self._ask(), time.monotonic()
        return self._state

    def close(self) -> None:
        """There is nothing to close."""

    def _ask(self) -> str:
        try:
            self._client.auth_test()
        except SlackApiError as error:
            return f"auth.test answers {error.response.get('error')}"
        except (URLError, OSError, SlackClientError, ValueError) as error:
            return f"auth.test does not answer ({type(error).__name__})"
        return "ok"
