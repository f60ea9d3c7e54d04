"""`files.getUploadURLExternal`, `.completeUploadExternal`, `.info`."""

import re
from typing import Any

from sandbox.calls import Call
from sandbox.channels import Channel
from sandbox.contract import need_scope
from sandbox.events import announce
from sandbox.files import File
from sandbox.posting import post
from sandbox.state import Workspace
from sandbox.timekeeper import seconds_to_micros
from sandbox.wire import Json, SlackError
from sandbox.words import Words

ALT_TEXT_MAX = 1000
CHANNEL_ID = re.compile(r"^[CGDZ][A-Z0-9]{8,}$")


def upload_url(workspace: Workspace, call: Call) -> Json:
    """`files.getUploadURLExternal`: a single-use URL for so many bytes."""
    need_scope(call.token.scopes, "files:write")
    if not call.text("length").isdigit() or int(call.text("length")) < 1:
        raise SlackError("invalid_arguments", "[ERROR] must be greater than 0 [json-pointer:/length]")
    if len(call.text("alt_txt")) > ALT_TEXT_MAX:
        raise SlackError("alt_txt_too_large")
    name, length = call.text("filename"), int(call.text("length"))
    file, ticket = workspace.files.expect(name, length, workspace.bot.id, workspace.now(), call.text("alt_txt"))
    return {"upload_url": f"{workspace.base_url}/upload/{ticket}", "file_id": file.id}


def complete_upload(workspace: Workspace, call: Call) -> Json:
    """`files.completeUploadExternal`: once only; with a channel it posts the files there."""
    need_scope(call.token.scopes, "files:write")
    wanted = _wanted(call.structure("files"))
    channel = _share_with(workspace, call)
    ready_at = workspace.now() + seconds_to_micros(workspace.settings.file_delay_seconds)
    files = [workspace.files.complete(str(one["id"]), str(one.get("title", "")), ready_at) for one in wanted]
    for file in files:
        announce(workspace, {"type": "file_created", **_named(workspace, file)})
    if channel is not None:
        _share(workspace, call, channel, files)
    return {"files": [one.face(workspace.base_url, workspace.now()) for one in files]}


def describe(workspace: Workspace, call: Call) -> Json:
    """`files.info`."""
    need_scope(call.token.scopes, "files:read")
    file = workspace.files.get(call.text("file"))
    paging = {"comments": [], "response_metadata": {"next_cursor": ""}}
    return {"file": file.face(workspace.base_url, workspace.now()), **paging}


def _wanted(files: Any) -> list[Json]:
    if not isinstance(files, list) or not files or not all(isinstance(one, dict) and one.get("id") for one in files):
        raise SlackError("invalid_arguments", "[ERROR] must provide an array of files with ids [json-pointer:/files]")
    return files


def _share_with(workspace: Workspace, call: Call) -> Channel | None:
    channel_id = call.text("channel_id") or ",".join(call.structure("channels") or [])
    if not channel_id:
        return None
    if not CHANNEL_ID.match(channel_id):
        raise SlackError("invalid_arguments", "[ERROR] failed to match input pattern [json-pointer:/channel_id]")
    channel = workspace.channels.seen_by(workspace.bot.id, channel_id)
    if workspace.bot.id not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _share(workspace: Workspace, call: Call, channel: Channel, files: list[File]) -> None:
    for file in files:
        file.shares.append(channel.id)
    faces = [one.face(workspace.base_url, workspace.now()) for one in files]
    parent = workspace.messages.find(channel.id, call.text("thread_ts"))
    words = Words(call.text("initial_comment"), files=faces)
    post(workspace, channel, workspace.bot.id, words, thread_at=parent.at if parent else None)
    for file in files:
        announce(workspace, {"type": "file_shared", **_named(workspace, file), "channel_id": channel.id})


def _named(workspace: Workspace, file: File) -> Json:
    return {"file_id": file.id, "user_id": workspace.bot.id, "file": {"id": file.id}}
