"""The guard in front of Bolt, held against Slack's own vector and against what is not Slack's."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.guard import Guard

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
TIMESTAMP = "1531420618"
SIGNATURE = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
BODY = (
    b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
    b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
    b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
    b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
)
SENT_AT = datetime.fromtimestamp(int(TIMESTAMP), UTC)


class Stopped:
    """A clock that stands still."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at


def lets_in(body: bytes = BODY, late: int = 0, timestamp: str = TIMESTAMP, signature: str = SIGNATURE) -> bool:
    guard = Guard(SECRET, Stopped(SENT_AT + timedelta(seconds=late)))
    return guard.lets_in(body, {"x-slack-request-timestamp": timestamp, "x-slack-signature": signature})


def test_the_published_vector_is_let_in() -> None:
    assert lets_in()


@pytest.mark.parametrize(("late", "is_in"), [(300, True), (301, False), (-300, True), (-301, False)])
def test_a_signature_is_good_for_five_minutes(late: int, is_in: bool) -> None:
    assert lets_in(late=late) is is_in


@pytest.mark.parametrize("timestamp", ["", "abc", " 1531420618", "1_531420618", "١٥٣١٤٢٠٦١٨", "1531420618.0"])
def test_an_odd_timestamp_is_refused_and_never_an_error(timestamp: str) -> None:
    assert not lets_in(timestamp=timestamp)


@pytest.mark.parametrize("signature", ["", "v0=", "v1=" + SIGNATURE[3:], SIGNATURE.upper(), "v0=" + "é" * 64])
def test_an_odd_signature_is_refused_and_never_an_error(signature: str) -> None:
    assert not lets_in(signature=signature)


@pytest.mark.parametrize("body", [b"", BODY + b"x", b"\xff\xfe"])
def test_another_body_is_refused(body: bytes) -> None:
    assert not lets_in(body)


def test_a_request_without_headers_is_refused() -> None:
    assert not Guard(SECRET, Stopped(SENT_AT)).lets_in(BODY, {})
