"""Reads what a message is to say, and refuses it as Slack does."""

import json
from typing import Any

from sandbox.blockkit import check_blocks
from sandbox.calls import Call
from sandbox.state import Workspace
from sandbox.wire import Json, SlackError
from sandbox.words import Words

METADATA_MAX = 8000  # the real limit is unknown; a bot that keeps to ids and figures stays far below


def read_words(workspace: Workspace, call: Call) -> Words:
    """Text, blocks, attachments and metadata of a call; SlackError when Slack would not take them."""
    blocks, attachments = call.structure("blocks") or [], call.structure("attachments") or []
    text = call.text("text")
    if call.text("markdown_text"):
        text, blocks = _markdown(workspace, call, bool(text or blocks)), []
    if not text and not blocks and not attachments:
        raise SlackError("no_text")
    check_message(workspace, blocks, attachments)
    return Words(text, blocks, attachments, read_metadata(call))


def check_message(workspace: Workspace, blocks: Any, attachments: Any) -> None:
    """`invalid_blocks` with a pointer to each fault, `too_many_attachments`."""
    most = workspace.contract.limits["message"]
    if not isinstance(attachments, list) or len(attachments) > most["attachments_max"]:
        raise SlackError("too_many_attachments")
    check = workspace.check("message")
    check_blocks(check, blocks, "/blocks", most["blocks_max"])
    for place, attachment in enumerate(attachments):
        if isinstance(attachment, dict) and "blocks" in attachment:
            check_blocks(check, attachment["blocks"], f"/attachments/{place}/blocks", most["blocks_max"])
    if check.faults:
        raise SlackError("invalid_blocks", *check.faults, errors=check.faults)


def read_metadata(call: Call) -> Json | None:
    """The metadata of a call: an `event_type` and a payload of scalars, flat objects and arrays of those."""
    metadata = call.structure("metadata")
    if metadata is None:
        return None
    if not isinstance(metadata, dict):
        raise SlackError("invalid_metadata_format")
    if not metadata:
        return {}
    if not isinstance(metadata.get("event_type"), str) or not metadata["event_type"]:
        raise SlackError("invalid_metadata_format")
    payload = metadata.get("event_payload", {})
    if not isinstance(payload, dict):
        raise SlackError("invalid_metadata_format")
    if not all(_fits_metadata(value) for value in payload.values()):
        raise SlackError("invalid_metadata_schema")
    if len(json.dumps(metadata)) > METADATA_MAX:
        raise SlackError("metadata_too_large")
    return {"event_type": metadata["event_type"], "event_payload": payload}


def _markdown(workspace: Workspace, call: Call, has_other: bool) -> str:
    if has_other:
        raise SlackError("markdown_text_conflict")
    if len(call.text("markdown_text")) > workspace.contract.limits["message"]["markdown_text_max"]:
        raise SlackError("msg_too_long" if call.method != "chat.postMessage" else "msg_blocks_too_long")
    return call.text("markdown_text")


def _fits_metadata(value: Any) -> bool:
    if isinstance(value, list):
        return all(_is_scalar(one) or _is_flat(one) for one in value)
    return _is_scalar(value) or _is_flat(value)


def _is_scalar(value: Any) -> bool:
    return isinstance(value, str | int | float | bool)


def _is_flat(value: Any) -> bool:
    return isinstance(value, dict) and all(_is_scalar(one) for one in value.values())
