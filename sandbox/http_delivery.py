"""HTTP delivery: signed requests to the app's request URL."""

import asyncio
import hashlib
import hmac
import json
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from sandbox.envelopes import COMMANDS, EVENTS, Ack, Envelope
from sandbox.settings import Settings
from sandbox.wire import Json

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Slack's `v0` signature of a request body."""
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


class HttpDelivery:
    """Posts each envelope to one URL and reads the answer."""

    def __init__(self, url: str, secret: str, settings: Settings, now: Callable[[], int]) -> None:
        self.url = url
        self._secret = secret
        self._settings = settings
        self._now = now

    async def carry(self, envelope: Envelope) -> Ack:
        """Posts an envelope; anything but a 2xx in time is a failure."""
        body, kind = _written(envelope)
        headers = {"Content-Type": kind}
        if envelope.attempt:
            headers |= {"X-Slack-Retry-Num": str(envelope.attempt), "X-Slack-Retry-Reason": envelope.reason}
        return await asyncio.to_thread(self._post, body, headers, envelope.accepts_answer)

    async def verify(self, challenge: str) -> bool:
        """Slack's `url_verification`: whether the app echoes the challenge."""
        asked = {"token": "", "challenge": challenge, "type": "url_verification"}
        ack = await asyncio.to_thread(self._post, json.dumps(asked).encode(), {"Content-Type": JSON}, True)
        echoed = ack.answer.get("challenge") if isinstance(ack.answer, dict) else ack.answer
        return not ack.failure and echoed == challenge

    def _post(self, body: bytes, headers: dict[str, str], accepts_answer: bool) -> Ack:
        request = urllib.request.Request(self.url, body, {**headers, **self._signed(body)}, method="POST")  # noqa: S310
        try:
            with _opener().open(request, timeout=self._settings.ack_seconds) as response:
                answer = response.read().decode("utf-8", "replace")
                return Ack(answer=_read(answer) if accepts_answer else None, details={"status": response.status})
        except urllib.error.HTTPError as refusal:
            wants_none = refusal.headers.get("X-Slack-No-Retry") == "1"
            reason = "too_many_redirects" if refusal.code in (301, 302, 303, 307, 308) else "http_error"
            return Ack(failure=reason, wants_no_retry=wants_none, details={"status": refusal.code})
        except (OSError, ValueError) as why:
            return Ack(failure=_reason(why))

    def _signed(self, body: bytes) -> dict[str, str]:
        seconds = int(time.time()) if self._settings.sign_with_real_time else self._now() // 1_000_000
        return {
            "X-Slack-Request-Timestamp": str(seconds),
            "X-Slack-Signature": signature(self._secret, str(seconds), body),
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        }


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def _opener() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirects())


def _written(envelope: Envelope) -> tuple[bytes, str]:
    if envelope.kind == EVENTS:
        return json.dumps(envelope.payload).encode(), JSON
    if envelope.kind == COMMANDS:
        return urlencode(envelope.payload).encode(), FORM
    return urlencode({"payload": json.dumps(envelope.payload)}).encode(), FORM


def _read(answer: str) -> Json | str | None:
    try:
        read = json.loads(answer)
    except json.JSONDecodeError:
        return answer or None
    return read if isinstance(read, dict) else answer


def _reason(why: Exception) -> str:
    cause = why.reason if isinstance(why, urllib.error.URLError) else why
    if isinstance(cause, TimeoutError):
        return "http_timeout"
    if isinstance(cause, ssl.SSLError):
        return "ssl_error"
    return "connection_failed" if isinstance(cause, OSError) else "unknown_error"
