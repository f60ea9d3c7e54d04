"""What the app was expected to post, against what it did: an extra message fails as much as a missing one."""

import asyncio
from typing import Any

from sandbox.looking import posted
from sandbox.state import Workspace
from sandbox.wire import Json, Refused

GRACE_SECONDS = 0.1


async def expect(workspace: Workspace, order: Json) -> Json:
    """`POST expect {messages: [{where, text}], since?, seconds?}`: exactly these of the app's since message `since`.

    `where` is `#channel` or `@handle`, `text` words that the message's text contains; in one place the order counts.
    Waits up to `seconds` (5, real) for as many, and a moment more for one too many.
    """
    wanted, since = _wanted(order.get("messages")), int(order.get("since") or 0)
    loop = asyncio.get_running_loop()
    deadline = loop.time() + float(order.get("seconds", 5.0))
    while len(found := await _fresh(workspace, since)) < len(wanted) and (left := deadline - loop.time()) > 0:
        await workspace.feed.after(workspace.feed.cursor, left)
    await asyncio.sleep(GRACE_SECONDS)
    found = await _fresh(workspace, since)
    missing, extra = _difference(wanted, found)
    last = max([since, *(one["n"] for one in found)])
    shown = [{"where": one["where"], "text": one["text"], "ts": one["ts"]} for one in extra]
    return {"ok": not missing and not extra, "missing": missing, "extra": shown, "last": last}


async def _fresh(workspace: Workspace, since: int) -> list[Json]:
    told = await posted(workspace, {"since": str(since)})
    return [one for one in told["messages"] if one.get("bot_id")]


def _wanted(messages: Any) -> list[Json]:
    if not isinstance(messages, list) or not all(isinstance(one, dict) and one.get("where") for one in messages):
        raise Refused("expect takes `messages`, a list of {where, text}; an empty list expects none.")
    return messages


def _difference(wanted: list[Json], found: list[Json]) -> tuple[list[Json], list[Json]]:
    missing, extra = [], list(found)
    for one in wanted:
        first = next((came for came in extra if came["where"] == one["where"]), None)
        if first is not None and str(one.get("text", "")) in first["text"]:
            extra.remove(first)
        else:
            missing.append(one)
    return missing, extra
