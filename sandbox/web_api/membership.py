"""`conversations.invite`, `.join` and `.kick`."""

from sandbox.admin import admit, dismiss
from sandbox.calls import Call
from sandbox.channels import IM, PRIVATE, PUBLIC, Channel
from sandbox.contract import need_scope
from sandbox.state import Workspace
from sandbox.wire import Json, SlackError


def invite(workspace: Workspace, call: Call) -> Json:
    """`conversations.invite`: the bot brings people into a channel that it is in."""
    channel = _room(workspace, call)
    scopes = ("groups:write", "groups:write.invites") if channel.kind == PRIVATE else ("channels:manage",)
    need_scope(call.token.scopes, *scopes, *(("channels:write.invites",) if channel.kind == PUBLIC else ()))
    _need_member(workspace, channel)
    guests = [workspace.people.get(one.strip()) for one in call.text("users").split(",")]
    if any(one.id == workspace.bot.id for one in guests):
        raise SlackError("cant_invite_self")
    if any(one.id in channel.members for one in guests):
        raise SlackError("already_in_channel")
    for guest in guests:
        admit(workspace, channel, guest.id)
    return {"channel": channel.card(workspace.team_id, workspace.bot.id)}


def join(workspace: Workspace, call: Call) -> Json:
    """`conversations.join`: the bot walks into a public channel."""
    need_scope(call.token.scopes, "channels:join")
    channel = _room(workspace, call)
    if channel.kind != PUBLIC:
        raise SlackError("method_not_supported_for_channel_type")
    was_in = workspace.bot.id in channel.members
    if not was_in:
        admit(workspace, channel, workspace.bot.id)
    face = {"channel": channel.card(workspace.team_id, workspace.bot.id)}
    return {**face, "warning": "already_in_channel"} if was_in else face


def kick(workspace: Workspace, call: Call) -> Json:
    """`conversations.kick`: the bot puts someone out of a channel."""
    channel = _room(workspace, call)
    need_scope(call.token.scopes, "groups:write" if channel.kind == PRIVATE else "channels:manage")
    _need_member(workspace, channel)
    guest = workspace.people.get(call.text("user"))
    if guest.id == workspace.bot.id:
        raise SlackError("cant_kick_self")
    if channel.is_general:
        raise SlackError("cant_kick_from_general")
    if guest.id not in channel.members:
        raise SlackError("not_in_channel")
    dismiss(workspace, channel, guest.id)
    return {"errors": {}}


def _room(workspace: Workspace, call: Call) -> Channel:
    channel = workspace.channels.seen_by(workspace.bot.id, call.text("channel"))
    if channel.kind == IM:
        raise SlackError("method_not_supported_for_channel_type")
    if channel.is_archived and call.method != "conversations.kick":
        raise SlackError("is_archived")
    return channel


def _need_member(workspace: Workspace, channel: Channel) -> None:
    if workspace.bot.id not in channel.members:
        raise SlackError("not_in_channel")
