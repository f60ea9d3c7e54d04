"""`chat.scheduleMessage`, `chat.scheduledMessages.list`, `chat.deleteScheduledMessage`."""

from sandbox.calls import Call
from sandbox.contract import need_scope
from sandbox.instants import SECOND
from sandbox.posting import post
from sandbox.scheduled import Scheduled
from sandbox.state import Workspace
from sandbox.web_api.chat import target, thread
from sandbox.web_api.paging import page
from sandbox.web_api.words import read_words
from sandbox.wire import Json, SlackError

DAY_SECONDS = 86_400
TOO_LATE_SECONDS = 60


def schedule(workspace: Workspace, call: Call) -> Json:
    """`chat.scheduleMessage`: posts later, unless metadata was given: then it never does, as Slack warns."""
    need_scope(call.token.scopes, "chat:write")
    channel = target(workspace, call)
    words = read_words(workspace, call)
    post_at = _post_at(workspace, call)
    if workspace.schedule.fullest_window(channel, post_at) > _limits(workspace)["scheduled_per_5min_per_channel"]:
        raise SlackError("restricted_too_many")
    now = workspace.now() // SECOND
    scheduled = workspace.schedule.add(channel, words, post_at, now, thread(workspace, call, channel))
    workspace.keeper.call_at(post_at * SECOND, lambda: _post(workspace, scheduled))
    return {
        "channel": channel.id,
        "scheduled_message_id": scheduled.id,
        "post_at": post_at,
        "message": {
            "text": words.text,
            "type": "delayed_message",
            "user": workspace.bot.id,
            "bot_id": workspace.bot.bot_id,
            "app_id": workspace.app_id,
            "team": workspace.team_id,
            **({"blocks": words.blocks} if words.blocks else {}),
        },
    }


def listing(workspace: Workspace, call: Call) -> Json:
    """`chat.scheduledMessages.list`: those still to come, the earliest first."""
    wanted = call.text("channel")
    if wanted and workspace.channels.find(wanted) is None:
        raise SlackError("invalid_channel")
    oldest, latest = _bound(call, "oldest", 0), _bound(call, "latest", 2**62)
    waiting = [one for one in workspace.schedule.waiting() if wanted in ("", one.channel.id)]
    shown, cursor = page(call, [one for one in waiting if oldest <= one.post_at <= latest], default=100)
    return {"scheduled_messages": [_face(one) for one in shown], "response_metadata": {"next_cursor": cursor}}


def delete(workspace: Workspace, call: Call) -> Json:
    """`chat.deleteScheduledMessage`: not in the last minute before its time."""
    need_scope(call.token.scopes, "chat:write")
    channel = workspace.channels.seen_by(workspace.bot.id, call.text("channel"))
    scheduled = workspace.schedule.find(call.text("scheduled_message_id"), channel)
    if scheduled.post_at <= workspace.now() // SECOND + TOO_LATE_SECONDS:
        raise SlackError("invalid_scheduled_message_id")
    workspace.schedule.take(scheduled.id)
    return {}


def _post_at(workspace: Workspace, call: Call) -> int:
    written, now = call.text("post_at"), workspace.now() // SECOND
    if not written.isdigit():
        raise SlackError("invalid_time")
    if int(written) <= now:
        raise SlackError("time_in_past")
    if int(written) > now + _limits(workspace)["scheduled_max_days"] * DAY_SECONDS:
        raise SlackError("time_too_far")
    return int(written)


def _post(workspace: Workspace, scheduled: Scheduled) -> None:
    channel = scheduled.channel
    if workspace.schedule.take(scheduled.id) is None:
        return
    entry = workspace.transcript.record("scheduled", id=scheduled.id, channel=channel.id, text=scheduled.words.text)
    why_not = _why_not(workspace, scheduled)
    if why_not is None:
        post(workspace, channel, workspace.bot.id, scheduled.words, thread_at=scheduled.thread_at)
    workspace.transcript.settle(entry, posted=why_not is None, why_not=why_not)


def _why_not(workspace: Workspace, scheduled: Scheduled) -> str | None:
    if scheduled.words.metadata:
        return "Slack does not post a message that was scheduled with metadata."
    if not workspace.is_installed or workspace.bot.id not in scheduled.channel.members:
        return "The app is not in the channel any more."
    return "The channel is archived." if scheduled.channel.is_archived else None


def _face(scheduled: Scheduled) -> Json:
    return {
        "id": scheduled.id,
        "channel_id": scheduled.channel.id,
        "post_at": scheduled.post_at,
        "date_created": scheduled.created,
        "text": scheduled.words.text,
    }


def _bound(call: Call, name: str, otherwise: int) -> int:
    written = call.text(name).partition(".")[0]
    return int(written) if written.isdigit() else otherwise


def _limits(workspace: Workspace) -> dict[str, int]:
    limits: dict[str, int] = workspace.contract.limits["rate"]
    return limits
