"""`conversations.history` and `conversations.replies`."""

from collections.abc import Callable

from sandbox.calls import Call
from sandbox.channels import HISTORY_SCOPES, Channel
from sandbox.contract import need_scope
from sandbox.instants import parse_ts
from sandbox.messages import Message
from sandbox.state import Workspace
from sandbox.timekeeper import seconds_to_micros
from sandbox.web_api.paging import limit, page_by
from sandbox.wire import Json, SlackError

RESTRICTED_LIMIT = 15


def history(workspace: Workspace, call: Call) -> Json:
    """`conversations.history`: newest first; replies only when they were sent to the channel too."""
    channel = _readable(workspace, call)
    within = _window(call)
    visible = [one for one in _shown(workspace, channel) if one.thread_at in (None, one.at) or one.is_broadcast]
    chosen = [one for one in reversed(visible) if within(one)]
    shown, cursor = page_by(call, chosen, _size(workspace, call, 100), lambda one: -one.at)
    place: Json = {"pin_count": 0, "channel_actions_ts": None, "channel_actions_count": 0}
    return {**_answer(call, shown, cursor), **place}


def replies(workspace: Workspace, call: Call) -> Json:
    """`conversations.replies`: the parent, then its replies, oldest first."""
    channel = _readable(workspace, call)
    parent = workspace.messages.find(channel.id, call.text("ts"))
    if parent is None or parent.only_for:
        raise SlackError("thread_not_found")
    answers = [one for one in workspace.messages.replies(channel.id, parent.at) if one in _shown(workspace, channel)]
    within = _window(call)
    chosen = [parent, *(one for one in answers if within(one))]
    shown, cursor = page_by(call, chosen, _size(workspace, call, 1000), lambda one: one.at)
    return _answer(call, shown, cursor)


def _readable(workspace: Workspace, call: Call) -> Channel:
    channel = workspace.channels.seen_by(workspace.bot.id, call.text("channel"))
    need_scope(call.token.scopes, HISTORY_SCOPES[channel.kind])
    if workspace.bot.id not in channel.members:
        raise SlackError("not_in_channel" if call.method == "conversations.history" else "channel_not_found")
    return channel


def _size(workspace: Workspace, call: Call, usual: int) -> int:
    if workspace.settings.history_restricted:
        return limit(call, RESTRICTED_LIMIT, RESTRICTED_LIMIT)
    return limit(call, usual)


def _shown(workspace: Workspace, channel: Channel) -> list[Message]:
    horizon = workspace.now() - seconds_to_micros(workspace.settings.history_lag_seconds)
    stored = workspace.messages.in_channel(channel.id)
    return [one for one in stored if one.at <= horizon] if workspace.settings.history_lag_seconds else stored


def _window(call: Call) -> Callable[[Message], bool]:
    oldest, latest, inclusive = _bound(call, "oldest"), _bound(call, "latest"), call.flag("inclusive")

    def within(message: Message) -> bool:
        if inclusive and message.at in (oldest, latest):
            return True
        return (oldest is None or message.at > oldest) and (latest is None or message.at < latest)

    return within


def _bound(call: Call, name: str) -> int | None:
    written = call.text(name)
    if written in ("", "0", "now"):
        return None
    try:
        return parse_ts(written)
    except ValueError:
        raise SlackError(f"invalid_ts_{name}") from None


def _answer(call: Call, shown: list[Message], cursor: str) -> Json:
    faces = [one.face(call.flag("include_all_metadata")) for one in shown]
    answer: Json = {"messages": faces, "has_more": bool(cursor)}
    return {**answer, "response_metadata": {"next_cursor": cursor}} if cursor else answer
