"""What a person reads when their request could not even be recorded: one sentence, wherever Slack lets us say it."""

import json
from typing import Any

from slack_bolt import BoltResponse

AGAIN = "That was not taken in: the bot can't reach its database right now. Nothing was changed; try again in a minute."
UNKNOWN = "The bot is still getting to know this workspace. Try again in a minute."


def apology(body: dict[str, Any], sentence: str) -> BoltResponse:
    """The answer that carries the sentence; an event has no reader, so it is refused, and Slack sends it again."""
    if "command" in body:
        return _json({"response_type": "ephemeral", "text": sentence})
    if body.get("type") == "view_submission":
        block = _first_input(body.get("view") or {})
        return _json({"response_action": "errors", "errors": {block: sentence}}) if block else BoltResponse(status=200)
    if body.get("type") == "event_callback":
        return BoltResponse(status=503)
    return BoltResponse(status=200)


def _first_input(view: dict[str, Any]) -> str | None:
    inputs = (block.get("block_id") for block in view.get("blocks") or [] if block.get("type") == "input")
    return next(inputs, None)


def _json(answer: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=json.dumps(answer), headers={"content-type": "application/json"})
