"""HTTP delivery: signed requests, the challenge, retries, and an app that wants none."""

import contextlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from slack_sdk.signature import Clock, SignatureVerifier

from sandbox.http_delivery import signature
from tests.slack_world import World

Json = dict[str, Any]
VECTOR = {
    "secret": "8f742231b10e8888abcd99yyyzzz85a5",
    "timestamp": "1531420618",
    "body": "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
    "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
    "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
    "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
}


@dataclass
class Endpoint:
    """A small app over HTTP: keeps what it receives, and answers as it is told."""

    url: str = ""
    status: int = 200
    answer: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    received: list[tuple[dict[str, str], str]] = field(default_factory=list)

    def reply(self, body: str) -> str:
        asked = json.loads(body) if body.startswith("{") else {}
        return str(asked.get("challenge", "")) if asked.get("type") == "url_verification" else self.answer


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """The app, listening."""
    app = Endpoint()

    class Listener(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            app.received.append(({key.lower(): value for key, value in self.headers.items()}, body))
            self.send_response(app.status)
            for name, value in app.headers.items():
                self.send_header(name, value)
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(app.reply(body).encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    app.url = f"http://127.0.0.1:{server.server_address[1]}/slack/events"
    yield app
    server.shutdown()
    server.server_close()


@pytest.fixture
def listening(world: World, endpoint: Endpoint) -> Endpoint:
    """The app, once the sandbox delivers to it."""
    world.post("delivery", {"request_url": endpoint.url})
    endpoint.received.clear()
    return endpoint


def test_the_published_vector_gives_the_published_signature() -> None:
    signed = signature(VECTOR["secret"], VECTOR["timestamp"], VECTOR["body"].encode())
    assert signed == "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"


def test_a_url_that_does_not_echo_the_challenge_is_refused(world: World, endpoint: Endpoint) -> None:
    endpoint.status = 500
    refused = world.client.post(f"{world.url}/_sandbox/delivery", json={"request_url": endpoint.url})
    assert refused.status_code == 409
    assert world.command("amy", "#smarketing", "/sla").error == "dispatch_failed"


def test_requests_pass_the_official_verifier(world: World, listening: Endpoint) -> None:
    world.command("amy", "#smarketing", "/sla status")
    headers, body = listening.received[0]
    assert SignatureVerifier(world.signing_secret).is_valid_request(body, headers)


def test_the_signature_carries_the_sandboxs_time(world: World, listening: Endpoint) -> None:
    world.freeze("2030-01-01T00:00:00Z")
    world.command("amy", "#smarketing", "/sla status")
    world.settings(sign_with_real_time=True)
    world.command("amy", "#smarketing", "/sla status")
    stamps = [int(headers["x-slack-request-timestamp"]) for headers, _ in listening.received]
    assert stamps[0] == 1893456000
    assert abs(stamps[1] - Clock().now()) < 60


def test_a_command_comes_as_a_form_and_its_answer_is_shown(world: World, listening: Endpoint) -> None:
    listening.answer = "all is well"
    shown = world.command("amy", "#smarketing", "/sla status")
    form = parse_qs(listening.received[0][1])
    assert (form["command"], form["text"]) == (["/sla"], ["status"])
    assert shown.reply().text == "all is well"


def test_an_interaction_comes_as_a_payload_field(world: World, listening: Endpoint) -> None:
    world.shortcut("amy", "hand_off")
    payload = json.loads(parse_qs(listening.received[0][1])["payload"][0])
    assert (payload["type"], payload["callback_id"]) == ("shortcut", "hand_off")


def test_a_refused_gesture_shows_that_it_failed(world: World, listening: Endpoint) -> None:
    listening.status = 500
    assert world.command("amy", "#smarketing", "/sla").error == "dispatch_failed"
    assert len(listening.received) == 1


def test_a_refused_event_comes_again_with_the_retry_headers(world: World, listening: Endpoint) -> None:
    world.freeze("2026-10-01T09:00:00Z")
    listening.status = 500
    world.open_home("amy")
    world.until(lambda: len(listening.received) == 2, "no retry at once")
    world.advance(seconds=60)
    world.advance(seconds=300)
    world.advance(seconds=3600)
    numbers = [headers.get("x-slack-retry-num") for headers, _ in listening.received]
    reasons = {headers.get("x-slack-retry-reason") for headers, _ in listening.received[1:]}
    assert (numbers, reasons) == ([None, "1", "2", "3"], {"http_error"})


def test_an_app_that_wants_no_retry_gets_none(world: World, listening: Endpoint) -> None:
    world.freeze("2026-10-01T09:00:00Z")
    listening.status, listening.headers = 500, {"X-Slack-No-Retry": "1"}
    world.open_home("amy")
    world.advance(seconds=3600)
    assert len(listening.received) == 1


def test_an_app_that_is_gone_is_named_as_the_reason(world: World, listening: Endpoint) -> None:
    world.freeze("2026-10-01T09:00:00Z")
    world.post("delivery", {"request_url": listening.url})
    world.settings(ack_seconds=0.3)
    listening.status, listening.headers = 302, {"Location": "/elsewhere"}
    world.open_home("amy")
    world.advance(seconds=1)
    failures = [one["failure"] for one in world.transcript("envelope")]
    assert failures == ["too_many_redirects"] * 2


def test_an_empty_order_goes_back_to_socket_mode(world: World, listening: Endpoint) -> None:
    assert world.post("delivery", {})["delivery"] == "socket_mode"
    world.command("amy", "#smarketing", "/sla")
    assert listening.received == []
