"""Answers to gestures: with the ack of a command, or by its `response_url`."""

from starlette.responses import JSONResponse, PlainTextResponse, Response

from sandbox.channels import Channel
from sandbox.messages import Message
from sandbox.posting import post, remove, reword
from sandbox.state import Workspace
from sandbox.triggers import ResponseUrl
from sandbox.web_api.words import check_message
from sandbox.wire import Json, NotServed, SlackError
from sandbox.words import Words


def answer_gesture(workspace: Workspace, channel: Channel, user: str, answer: Json) -> Message:
    """Shows an answer to the person alone, or to all with `response_type: in_channel`."""
    words = _words(workspace, answer)
    only_for = "" if answer.get("response_type") == "in_channel" else user
    parent = workspace.messages.find(channel.id, str(answer.get("thread_ts", "")))
    thread_at = (parent.thread_at or parent.at) if parent else None
    return post(workspace, channel, workspace.bot.id, words, thread_at=thread_at, only_for=only_for)


def use_response_url(workspace: Workspace, key: str, answer: Json, entry: Json) -> Response:
    """What `response_url` answers to a POST; the entry keeps it."""
    url = workspace.gestures.use_response_url(key)
    if url is None:
        entry.update(answer={"ok": False, "error": "used_url"}, refusal=SlackError("used_url").refusal())
        return JSONResponse(entry["answer"], 404)
    try:
        _apply(workspace, url, answer)
    except SlackError as refusal:
        entry.update(answer=refusal.code, refusal=refusal.refusal())
        return PlainTextResponse(refusal.code, 400)
    except NotServed as gap:
        entry.update(answer=str(gap))
        return PlainTextResponse(str(gap), 501)
    entry.update(answer="ok")
    return PlainTextResponse("ok")


def _apply(workspace: Workspace, url: ResponseUrl, answer: Json) -> None:
    channel = workspace.channels.current(url.channel)
    if channel is None:
        raise SlackError("channel_not_found")
    source = workspace.messages.find(channel.id, url.source_ts) if url.source_ts else None
    if answer.get("delete_original"):
        if source is None:
            raise SlackError("message_not_found")
        remove(workspace, source)
        url.gesture.note("deleted", ts=source.ts)
    elif answer.get("replace_original") and source is not None:
        reword(workspace, source, _words(workspace, answer))
        url.gesture.note("replaced", message=source.face())
    else:
        message = answer_gesture(workspace, channel, url.gesture.user, answer)
        url.gesture.note("response", message=message.face(), response_type=answer.get("response_type", "ephemeral"))


def _words(workspace: Workspace, answer: Json) -> Words:
    text, blocks, attachments = answer.get("text") or "", answer.get("blocks") or [], answer.get("attachments") or []
    if not text and not blocks and not attachments:
        raise SlackError("no_text")
    check_message(workspace, blocks, attachments)
    return Words(str(text), blocks, attachments)
