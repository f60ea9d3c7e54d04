"""`conversations.open`, `.info`, `.list`, `.members` and `users.conversations`."""

from sandbox.calls import Call
from sandbox.channels import IM, MPIM, PUBLIC, READ_SCOPES, TYPES, Channel
from sandbox.contract import need_scope
from sandbox.state import Workspace
from sandbox.web_api.paging import page
from sandbox.wire import Json, NotServed, SlackError


def open_direct(workspace: Workspace, call: Call) -> Json:
    """`conversations.open`: always the same direct message for the same person."""
    if call.text("channel"):
        channel = workspace.channels.seen_by(workspace.bot.id, call.text("channel"))
        if channel.kind != IM:
            raise SlackError("method_not_supported_for_channel_type")
        return _opened(workspace, call, channel, was_open=True)
    asked = [one.strip() for one in call.text("users").split(",") if one.strip()]
    if not asked:
        raise SlackError("users_list_not_supplied")
    if len(asked) > 1:
        raise NotServed("conversations.open with several users: this sandbox has no group messages yet.")
    need_scope(call.token.scopes, "im:write")
    person = workspace.people.get(asked[0])
    if person.is_deleted:
        raise SlackError("user_disabled")
    if person.is_bot:
        raise SlackError("invalid_user_combination")
    was_open = workspace.channels.direct(workspace.bot.id, person.id) is not None
    return _opened(workspace, call, workspace.direct(person), was_open)


def describe(workspace: Workspace, call: Call) -> Json:
    """`conversations.info`."""
    channel = workspace.channels.seen_by(workspace.bot.id, call.text("channel"))
    need_scope(call.token.scopes, READ_SCOPES[channel.kind])
    face = channel.card(workspace.team_id, workspace.bot.id)
    if call.flag("include_num_members"):
        face["num_members"] = len(channel.members)
    return {"channel": face}


def listing(workspace: Workspace, call: Call) -> Json:
    """`conversations.list`: public channels, and of the others those the bot is in."""
    return _listed(workspace, call, workspace.bot.id, only_joined=False)


def of_user(workspace: Workspace, call: Call) -> Json:
    """`users.conversations`: the channels that a person, or the bot, is in."""
    user = call.text("user") or workspace.bot.id
    workspace.people.get(user)
    return _listed(workspace, call, user, only_joined=True)


def members(workspace: Workspace, call: Call) -> Json:
    """`conversations.members`."""
    channel = workspace.channels.seen_by(workspace.bot.id, call.text("channel"))
    need_scope(call.token.scopes, READ_SCOPES[channel.kind])
    shown, cursor = page(call, channel.members, default=100)
    return {"members": shown, "response_metadata": {"next_cursor": cursor}}


def _opened(workspace: Workspace, call: Call, channel: Channel, was_open: bool) -> Json:
    face: Json = {"id": channel.id}
    if call.flag("return_im"):
        face = channel.card(workspace.team_id, workspace.bot.id)
    return {"no_op": True, "already_open": True, "channel": face} if was_open else {"channel": face}


def _listed(workspace: Workspace, call: Call, user: str, only_joined: bool) -> Json:
    types = _types(call)
    for kind in types:
        need_scope(call.token.scopes, READ_SCOPES[kind])
    found = [one for one in workspace.channels if one.kind in types]
    found = [one for one in found if user in one.members or (one.kind == PUBLIC and not only_joined)]
    found = [one for one in found if workspace.bot.id in one.members or one.kind == PUBLIC]
    if call.flag("exclude_archived"):
        found = [one for one in found if not one.is_archived]
    shown, cursor = page(call, found, default=100)
    faces = [_counted(one, one.card(workspace.team_id, workspace.bot.id)) for one in shown]
    return {"channels": faces, "response_metadata": {"next_cursor": cursor}}


def _counted(channel: Channel, face: Json) -> Json:
    return face if channel.kind == IM else {**face, "num_members": len(channel.members)}


def _types(call: Call) -> list[str]:
    types = [one.strip() for one in (call.text("types") or PUBLIC).split(",") if one.strip()]
    if any(one not in TYPES for one in types):
        raise SlackError("invalid_types")
    if MPIM in types:
        need_scope(call.token.scopes, READ_SCOPES[MPIM])
    return types
