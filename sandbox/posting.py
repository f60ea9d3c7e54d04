"""Puts messages where people see them, and tells everyone who has to know."""

from sandbox.blocks import name_all
from sandbox.channels import Channel
from sandbox.events import announce_change, announce_message
from sandbox.messages import Message
from sandbox.state import Workspace
from sandbox.wire import Json
from sandbox.words import Words

TEXT_MAX = 40_000


def post(
    workspace: Workspace,
    channel: Channel,
    user: str,
    words: Words,
    *,
    thread_at: int | None = None,
    is_broadcast: bool = False,
    only_for: str = "",
    subtype: str = "",
) -> Message:
    """Posts a message as a person or as the bot, and tells the page and the app of it."""
    message = Message(
        at=workspace.messages.next_at(channel.id, workspace.now()),
        channel=channel.id,
        user=user,
        text=words.text[:TEXT_MAX],
        blocks=name_all(words.blocks, workspace.ids),
        attachments=words.attachments,
        metadata=words.metadata,
        thread_at=thread_at,
        is_broadcast=is_broadcast,
        from_app=app_mark(workspace) if user == workspace.bot.id else None,
        files=words.files,
        subtype="thread_broadcast" if is_broadcast else subtype,
        only_for=only_for,
        team=workspace.team_id,
    )
    workspace.messages.add(message)
    tell(workspace, "message", message)
    if not only_for:
        announce_message(workspace, channel, message)
    return message


def reword(workspace: Workspace, message: Message, words: Words, keep_metadata: bool = True) -> None:
    """Gives a message other words; without blocks it shows that it was edited."""
    before = message.face()
    message.text = words.text[:TEXT_MAX]
    message.blocks = name_all(words.blocks, workspace.ids)
    message.attachments = words.attachments
    message.metadata = message.metadata if keep_metadata else words.metadata
    if not words.blocks:
        message.edited = {"user": message.user, "ts": f"{workspace.now() // 1_000_000}.000000"}
    tell(workspace, "message_changed", message)
    announce_change(workspace, message, before)


def remove(workspace: Workspace, message: Message) -> None:
    """Takes a message away."""
    workspace.messages.remove(message)
    tell(workspace, "message_deleted", message)
    announce_change(workspace, message, message.face(), is_deleted=True)


def app_mark(workspace: Workspace) -> Json:
    """What marks a message as the app's."""
    profile = {
        "id": workspace.bot.bot_id,
        "app_id": workspace.app_id,
        "user_id": workspace.bot.id,
        "name": workspace.bot.real_name,
        "icons": {},
        "deleted": False,
        "updated": 0,
        "team_id": workspace.team_id,
    }
    return {"bot_id": workspace.bot.bot_id, "app_id": workspace.app_id, "bot_profile": profile}


def tell(workspace: Workspace, kind: str, message: Message) -> None:
    """Tells the page of a message; an ephemeral one names whom it is for."""
    workspace.feed.tell(kind, channel=message.channel, ts=message.ts, only_for=message.only_for)
