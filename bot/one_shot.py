"""One request to Slack, and never a second: bounded in time and size, following no redirect, telling where it broke."""

import base64
import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from storage.failpoints import failpoint

LONGEST_ANSWER: Final = 1024 * 1024
POST: Final = "chat.postMessage"


class NotConnected(OSError):
    """No connection came about (name, refusal, certificate, time), so that nothing was sent."""


@dataclass(frozen=True)
class Answer:
    """What came back, its body cut at 1 MiB."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode(self.headers.get_content_charset() or "utf-8", errors="replace")


@dataclass(frozen=True)
class OneShot:
    """Sends requests, each one once, and each within `seconds` from its first step to the last byte of its answer."""

    seconds: float
    proxy: str | None = None

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """The answer, whatever its status. Raises NotConnected when nothing was sent; after another error it may be."""
        parts = urlsplit(url)
        ends_at = time.monotonic() + self.seconds
        connection, target = self._line(parts)
        is_post = parts.path.endswith(POST)
        with contextlib.closing(connection), self._connected(connection, ends_at, is_post):
            _write(connection, target, body, headers, is_post)
            response = connection.getresponse()
            answer = Answer(response.status, response.headers, response.read(LONGEST_ANSWER))
            _pass("send.after_response", is_post)
            return answer

    def _line(self, parts: SplitResult) -> tuple[http.client.HTTPConnection, str]:
        """A connection not made yet, through the proxy if there is one, and what to ask for on it."""
        path = f"{parts.path or '/'}?{parts.query}".rstrip("?")
        if self.proxy is None:
            return self._to(parts), path
        proxy = urlsplit(self.proxy)
        if parts.scheme == "http":
            return http.client.HTTPConnection(proxy.hostname or "", proxy.port, timeout=self.seconds), parts.geturl()
        line = http.client.HTTPSConnection(proxy.hostname or "", proxy.port, timeout=self.seconds, context=_context())
        line.set_tunnel(parts.hostname or "", parts.port or 443, _proxy_headers(proxy))
        return line, path

    def _to(self, parts: SplitResult) -> http.client.HTTPConnection:
        if parts.scheme == "https":
            return http.client.HTTPSConnection(
                parts.hostname or "", parts.port, timeout=self.seconds, context=_context()
            )
        return http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=self.seconds)

    @contextlib.contextmanager
    def _connected(self, connection: http.client.HTTPConnection, ends_at: float, is_post: bool) -> Iterator[None]:
        """Connects, and cuts the connection when its time is over, whatever it is waiting for then."""
        _pass("send.before_connect", is_post)
        try:
            connection.connect()
        except OSError as error:
            raise NotConnected(type(error).__name__) from error
        left = ends_at - time.monotonic()
        if left <= 0:
            raise NotConnected("too_slow")
        timer = threading.Timer(left, _cut, (connection.sock,))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


@cache
def _context() -> ssl.SSLContext:
    """Certificates are checked; loading them takes a while, so once, and only where they are needed."""
    return ssl.create_default_context()


def _write(
    connection: http.client.HTTPConnection, target: str, body: bytes, headers: Mapping[str, str], is_post: bool
) -> None:
    connection.putrequest("POST", target)
    for name, value in {**headers, "Content-Length": str(len(body)), "Connection": "close"}.items():
        connection.putheader(name, value)
    half = len(body) // 2
    connection.endheaders(body[:half])
    _pass("send.mid_body", is_post)
    connection.send(body[half:])
    _pass("send.after_body", is_post)


def _pass(name: str, is_post: bool) -> None:
    """Failpoints stand on the way of a message alone."""
    if is_post:
        failpoint(name)


def _cut(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _proxy_headers(proxy: SplitResult) -> dict[str, str]:
    if proxy.username is None:
        return {}
    known = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return {"Proxy-Authorization": f"Basic {base64.b64encode(known.encode()).decode()}"}
