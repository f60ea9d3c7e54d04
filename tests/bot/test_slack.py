"""The client that posts: each call once, in time, and each way to fail in its class."""

import socket
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from slack_sdk import WebClient

from bot.refusals import retry_after
from bot.slack import WebApi
from jobs.carrier import Letter
from jobs.outcome import (
    Ambiguous,
    DestinationGone,
    PayloadRefused,
    RateLimited,
    Refusal,
    SurelyNotPosted,
    Unreadable,
    WorkspaceBlocked,
)
from storage import failpoints
from tests.bot.raw_server import Answer, hangs, http, raw_server, resets, says, trickles
from tests.slack_world import World, world

LETTER = Letter("C0SMARKETING", "hello", client_msg_id="6f1d3a52-9d0c-4c44-8a3e-5b0f6a2f4d11")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc33"
    "0000000049454e44ae426082"
)
__all__ = ["world"]


def api(url: str, seconds: int = 10) -> WebApi:
    return WebApi(WebClient("xoxb-test", url, timeout=seconds))


def at(world: World) -> WebApi:
    return WebApi(world.web_client())


def told(code: str) -> Answer:
    return http("200 OK", b'{"ok": false, "error": "%s"}' % code.encode())


CLASSES = [
    (told("ratelimited"), RateLimited),
    (told("rate_limited"), RateLimited),
    (http("429 Too Many Requests", b'{"ok": false}', "Retry-After: 7\r\n"), RateLimited),
    (told("msg_too_long"), PayloadRefused),
    (told("msg_blocks_too_long"), PayloadRefused),
    (told("invalid_blocks"), PayloadRefused),
    (told("invalid_blocks_format"), PayloadRefused),
    (told("too_many_attachments"), PayloadRefused),
    (told("metadata_too_large"), PayloadRefused),
    (told("invalid_metadata_schema"), PayloadRefused),
    (told("is_archived"), DestinationGone),
    (told("channel_not_found"), DestinationGone),
    (told("not_in_channel"), DestinationGone),
    (told("restricted_action_read_only_channel"), DestinationGone),
    (told("cannot_reply_to_message"), DestinationGone),
    (told("user_disabled"), DestinationGone),
    (told("cannot_dm_bot"), DestinationGone),
    (told("messages_tab_disabled"), DestinationGone),
    (told("token_revoked"), WorkspaceBlocked),
    (told("token_expired"), WorkspaceBlocked),
    (told("invalid_auth"), WorkspaceBlocked),
    (told("account_inactive"), WorkspaceBlocked),
    (told("missing_scope"), WorkspaceBlocked),
    (told("org_login_required"), WorkspaceBlocked),
    (told("ekm_access_denied"), WorkspaceBlocked),
    (told("team_access_not_granted"), WorkspaceBlocked),
    (told("fatal_error"), Ambiguous),
    (told("internal_error"), Ambiguous),
    (told("service_unavailable"), Ambiguous),
    (told("request_timeout"), Ambiguous),
    (told("something_new"), Ambiguous),
    (http("500 Internal Server Error", b'{"ok": false, "error": "is_archived"}'), Ambiguous),
    (http("503 Service Unavailable", b"<html>"), Ambiguous),
    (http("302 Found", b"", "Location: http://127.0.0.1:1/\r\n"), Ambiguous),
    (http("200 OK", b'{"ok": true, "channel": "C0SMARKETING"}'), Ambiguous),
    (http("200 OK", b'{"ok": true, "channel": "C0OTHER", "ts": "1.1"}'), Ambiguous),
    (http("200 OK", b'{"ok": true, "chan'), Ambiguous),
    (http("200 OK", b"<html>maintenance</html>"), Ambiguous),
    (http("200 OK", b"[]"), Ambiguous),
    (http("200 OK", b""), Ambiguous),
    (http("200 OK", b'{"ok": true, "pad": "' + b"x" * 2_000_000 + b'"}'), Ambiguous),
    (says(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"), Ambiguous),
    (says(b"not http at all"), Ambiguous),
    (says(b""), Ambiguous),
    (resets, Ambiguous),
]


@pytest.mark.parametrize(("answer", "expected"), CLASSES)
def test_every_way_to_fail_has_its_class_and_is_tried_once(answer: Answer, expected: type[Refusal]) -> None:
    with raw_server(answer) as server:
        with pytest.raises(expected):
            api(server.url).post(LETTER)
        assert len(server.requests) == 1


@pytest.mark.parametrize("answer", [hangs, trickles])
def test_a_request_ends_in_time_whatever_the_other_side_does(answer: Answer) -> None:
    with raw_server(answer) as server:
        began = time.monotonic()
        with pytest.raises(Ambiguous):
            api(server.url, seconds=1).post(LETTER)
        assert time.monotonic() - began < 5


def test_a_refused_connection_was_surely_not_posted() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(SurelyNotPosted):
        api(f"http://127.0.0.1:{port}/api/").post(LETTER)


def test_an_unknown_name_was_surely_not_posted() -> None:
    with pytest.raises(SurelyNotPosted):
        api("http://slack.invalid/api/").post(LETTER)


def test_a_server_that_does_not_speak_tls_was_surely_not_posted_to() -> None:
    with raw_server(says(b"")) as server, pytest.raises(SurelyNotPosted):
        api(server.url.replace("http:", "https:")).post(LETTER)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("30", 30.0), ("0", 0.0), ("1.5", 1.5), ("86400", 86_400.0), ("-3", 0.0), ("soon", None), ("", None)],
)
def test_retry_after_is_read_as_slack_may_write_it(written: str, seconds: float | None) -> None:
    assert retry_after({"Retry-After": written}) == seconds


def test_a_missing_retry_after_is_none() -> None:
    assert retry_after({}) is None


def test_retry_after_may_be_a_date() -> None:
    written = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    assert 55 < (retry_after({"retry-after": written}) or 0) <= 60


def test_a_rate_limit_tells_how_long_to_wait() -> None:
    answer = http("429 Too Many Requests", b"{}", "Retry-After: 7\r\n")
    with raw_server(answer) as server, pytest.raises(RateLimited) as limited:
        api(server.url).post(LETTER)
    assert limited.value.retry_after == 7


def test_a_failure_in_the_midst_of_a_request_is_a_doubt() -> None:
    failpoints.arm("send.mid_body:raise")
    try:
        with raw_server(hangs) as server, pytest.raises(Ambiguous):
            api(server.url, seconds=1).post(LETTER)
    finally:
        failpoints.arm(None)


def test_a_post_arrives_as_it_was_written(world: World) -> None:
    channel = world.channel("#smarketing")
    metadata = {"event_type": "sla_pacing", "event_payload": {"marker": "ab" * 16}}
    posted = at(world).post(Letter(channel, "hello", ({"type": "divider"},), metadata))
    seen = world.last("#smarketing")
    assert (seen.text, seen.ts, seen.blocks[0]["type"]) == ("hello", posted.ts, "divider")


def test_history_finds_the_marker_on_every_page(world: World) -> None:
    channel = world.channel("#smarketing")
    world.freeze("2026-10-05T09:00:00+02:00")
    for number in range(17):
        metadata = {"event_type": "sla_pacing", "event_payload": {"marker": f"{number:032x}"}}
        at(world).post(Letter(channel, str(number), (), metadata))
    seen = at(world).history(channel, world.now() - timedelta(minutes=1), world.now() + timedelta(minutes=1))
    assert {each.marker for each in seen} == {f"{number:032x}" for number in range(17)}
    assert len({each.bot_id for each in seen}) == 1


def test_a_channel_that_the_bot_is_not_in_is_unreadable(world: World) -> None:
    with pytest.raises(Unreadable):
        at(world).history("C0NOWHERE00", world.now(), world.now())


def test_a_direct_message_is_opened_and_posted_to(world: World) -> None:
    channel = at(world).open_dm(world.person("@rita"))
    at(world).post(Letter(channel, "hello Rita"))
    assert world.last("@rita").text == "hello Rita"


def test_a_picture_goes_up_unshared_and_is_shown_by_its_id(world: World) -> None:
    file_id = at(world).upload(PNG, "chart.png", "A chart.")
    image = {"type": "image", "slack_file": {"id": file_id}, "alt_text": "A chart."}
    at(world).post(Letter(world.channel("#smarketing"), "a chart", (image,)))
    assert world.last("#smarketing").blocks[0]["type"] == "image"
    assert len(world.posted()) == 1


def test_a_picture_in_the_works_is_refused_for_sure(world: World) -> None:
    world.settings(file_delay_seconds=60)
    file_id = at(world).upload(PNG, "chart.png", "A chart.")
    image = {"type": "image", "slack_file": {"id": file_id}, "alt_text": "A chart."}
    with pytest.raises(PayloadRefused, match="invalid_blocks"):
        at(world).post(Letter(world.channel("#smarketing"), "a chart", (image,)))


def test_an_update_replaces_text_and_blocks(world: World) -> None:
    channel = world.channel("#smarketing")
    posted = at(world).post(Letter(channel, "before", ({"type": "divider"},)))
    at(world).update(
        Letter(channel, "after", ({"type": "section", "text": {"type": "mrkdwn", "text": "x"}},)), posted.ts
    )
    assert (world.last("#smarketing").text, world.last("#smarketing").blocks[0]["type"]) == ("after", "section")


def test_an_answer_lost_after_the_post_is_a_doubt_and_the_post_stands(world: World) -> None:
    world.fault("accept_then_reset", method="chat.postMessage", count=1)
    with pytest.raises(Ambiguous):
        at(world).post(Letter(world.channel("#smarketing"), "hello"))
    assert [seen.text for seen in world.posted()] == ["hello"]
