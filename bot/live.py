"""What only a real workspace can tell, measured in the admin's direct messages: `sla-bot doctor --live`."""

import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.findings import Finding, note, wrong

EVENT = "sla_check_up"
PATIENCE = 15.0
TEXT = "sla-bot checks how this workspace behaves; nothing to do."


def measure(client: WebClient, admin: str) -> Iterator[Finding]:
    """Posts, looks for, repeats and edits messages to this person. Each answer is a finding."""
    try:
        channel = client.conversations_open(users=admin)["channel"]["id"]
        mark = uuid4().hex
        started = time.monotonic()
        metadata = {"event_type": EVENT, "event_payload": {"marker": mark}}
        ts = client.chat_postMessage(channel=channel, text=TEXT, metadata=metadata)["ts"]
        yield note("live, post", f"answered after {time.monotonic() - started:.2f} s")
        yield _history(client, channel, ts, mark)
        yield _repeat(client, channel)
        yield _edit(client, channel, ts)
        yield _picture(client, channel)
    except SlackApiError as error:
        yield wrong(
            "live", f"Slack answers {error.response.get('error')}", "run `sla-bot doctor` and mend what it says"
        )


def _history(client: WebClient, channel: str, ts: str, mark: str) -> Finding:
    """How soon history shows a post, and whether with our own metadata: doubts are settled by both."""
    started = time.monotonic()
    while time.monotonic() - started < PATIENCE:
        asked: dict[str, Any] = {"oldest": ts, "inclusive": True, "limit": 15, "include_all_metadata": True}
        seen = client.conversations_history(channel=channel, **asked)
        found = next((one for one in seen["messages"] if one["ts"] == ts), None)
        if found is not None:
            has_mark = (found.get("metadata") or {}).get("event_payload", {}).get("marker") == mark
            how = "with its metadata" if has_mark else "WITHOUT its metadata: doubts can't be settled by looking"
            return note("live, history", f"shows a post after {time.monotonic() - started:.2f} s, {how}")
        time.sleep(0.2)
    return wrong("live, history", f"does not show a post within {PATIENCE:.0f} s", "doubts will wait for a person")


def _repeat(client: WebClient, channel: str) -> Finding:
    same = str(uuid4())
    first = client.chat_postMessage(channel=channel, text=TEXT, client_msg_id=same)["ts"]
    try:
        second = client.chat_postMessage(channel=channel, text=TEXT, client_msg_id=same)["ts"]
    except SlackApiError as error:
        return note("live, client_msg_id", f"a repeat is refused ({error.response.get('error')})")
    return note("live, client_msg_id", "a repeat gives the first post" if first == second else "a repeat posts again")


def _edit(client: WebClient, channel: str, ts: str) -> Finding:
    client.chat_update(channel=channel, ts=ts, text=TEXT)
    return note("live, edit", "a post can be edited")


def _picture(client: WebClient, channel: str) -> Finding:
    """How long after an unshared upload a message may show the picture."""
    from messages.charts import Bars, Drawer  # noqa: PLC0415 - drawn here alone

    drawer = Drawer()
    try:
        picture = drawer.draw(Bars("Check-up", "", ("a", "b"), (1.0, 2.0), 1.5, lower_is_better=False))
    finally:
        drawer.close()
    return _shown(client, channel, picture)


def _shown(client: WebClient, channel: str, picture: bytes) -> Finding:
    from bot.slack import WebApi  # noqa: PLC0415 - the way that the bot itself uploads

    file_id = WebApi(client).upload(picture, "check-up.png", "A check-up")
    blocks: list[dict[str, Any]] = [{"type": "image", "slack_file": {"id": file_id}, "alt_text": "A check-up"}]
    started = time.monotonic()
    while time.monotonic() - started < PATIENCE:
        try:
            client.chat_postMessage(channel=channel, text=TEXT, blocks=blocks)
        except SlackApiError as error:
            if error.response.get("error") != "invalid_blocks":
                raise
            time.sleep(0.5)
        else:
            return note("live, picture", f"is shown {time.monotonic() - started:.2f} s after its upload")
    return wrong("live, picture", f"can't be shown within {PATIENCE:.0f} s", "charts come late, by an edit")
