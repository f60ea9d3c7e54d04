"""`chat.postMessage`, `.update`, `.delete`, `.postEphemeral`, `.getPermalink`."""

from sandbox.calls import Call
from sandbox.channels import IM, PUBLIC, Channel
from sandbox.contract import need_scope
from sandbox.messages import Message
from sandbox.posting import post, remove, reword
from sandbox.state import Workspace
from sandbox.web_api.words import check_message, read_metadata, read_words
from sandbox.wire import Json, SlackError
from sandbox.words import Words

PUBLIC_METHODS = ("chat.postMessage", "chat.scheduleMessage")


def post_message(workspace: Workspace, call: Call) -> Json:
    """`chat.postMessage`."""
    need_scope(call.token.scopes, "chat:write")
    channel = target(workspace, call)
    words = read_words(workspace, call)
    message = _posted_before(workspace, call, channel) or _post(workspace, call, channel, words)
    answer: Json = {"channel": channel.id, "ts": message.ts, "message": message.face(with_metadata=True)}
    if len(words.text) > workspace.contract.limits["message"]["text_truncated_above"]:
        answer |= {"warning": "message_truncated", "response_metadata": {"warnings": ["message_truncated"]}}
    return answer


def post_ephemeral(workspace: Workspace, call: Call) -> Json:
    """`chat.postEphemeral`: to one member of the channel, and gone with the session."""
    need_scope(call.token.scopes, "chat:write")
    channel = target(workspace, call)
    person = next((one for one in workspace.people if one.id == call.text("user")), None)
    if person is None or person.id not in channel.members or person.is_deleted:
        raise SlackError("user_not_in_channel")
    words = read_words(workspace, call)
    thread_at = thread(workspace, call, channel)
    message = post(workspace, channel, workspace.bot.id, words, thread_at=thread_at, only_for=person.id)
    return {"message_ts": message.ts}


def update(workspace: Workspace, call: Call) -> Json:
    """`chat.update`: text without blocks takes the blocks away, metadata left out stays."""
    need_scope(call.token.scopes, "chat:write")
    channel, message = _own(workspace, call, "cant_update_message")
    most = workspace.contract.limits["message"]["chat_update_text_max"]
    if len(call.text("text")) > most:
        raise SlackError("msg_too_long")
    if not (
        call.text("text") or call.structure("blocks") or call.structure("attachments") or call.has("markdown_text")
    ):
        raise SlackError("no_text")
    words = _reworded(workspace, call, message)
    reword(workspace, message, words, keep_metadata=not call.has("metadata"))
    face = {"channel": channel.id, "ts": message.ts, "text": message.text}
    return {**face, "message": message.face(with_metadata=True)}


def delete(workspace: Workspace, call: Call) -> Json:
    """`chat.delete`."""
    need_scope(call.token.scopes, "chat:write")
    channel, message = _own(workspace, call, "cant_delete_message")
    remove(workspace, message)
    return {"channel": channel.id, "ts": message.ts}


def permalink(workspace: Workspace, call: Call) -> Json:
    """`chat.getPermalink`."""
    channel = workspace.channels.seen_by(workspace.bot.id, call.text("channel"))
    message = workspace.messages.find(channel.id, call.text("message_ts"))
    if message is None or message.only_for:
        raise SlackError("message_not_found")
    address = f"{workspace.base_url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": address}


def _post(workspace: Workspace, call: Call, channel: Channel, words: Words) -> Message:
    thread_at = thread(workspace, call, channel)
    is_broadcast = call.flag("reply_broadcast") and thread_at is not None
    message = post(workspace, channel, workspace.bot.id, words, thread_at=thread_at, is_broadcast=is_broadcast)
    if call.text("client_msg_id"):
        workspace.messages.name(call.text("client_msg_id"), message)
    return message


def _posted_before(workspace: Workspace, call: Call, channel: Channel) -> Message | None:
    if not workspace.settings.client_msg_id_honoured or not call.text("client_msg_id"):
        return None
    earlier = workspace.messages.named(call.text("client_msg_id"))
    if earlier is None:
        return None
    if earlier.channel != channel.id:
        raise SlackError("duplicate_channel_not_found")
    if workspace.messages.find(channel.id, earlier.ts) is None:
        raise SlackError("duplicate_message_not_found")
    return earlier


def target(workspace: Workspace, call: Call) -> Channel:
    """Where a call posts to; SlackError when the bot may not."""
    channel = _named_or_direct(workspace, call)
    if workspace.bot.id not in channel.members and not (
        channel.kind == PUBLIC and "chat:write.public" in call.token.scopes and call.method in PUBLIC_METHODS
    ):
        raise SlackError("not_in_channel")
    if channel.is_archived:
        raise SlackError("is_archived")
    if channel.kind == IM:
        _check_direct(workspace, channel)
    return channel


def _named_or_direct(workspace: Workspace, call: Call) -> Channel:
    written = call.text("channel")
    person = next((one for one in workspace.people if one.id == written), None)
    if person is not None and not person.is_bot:
        return workspace.direct(person)
    named = workspace.channels.named(written)
    return workspace.channels.seen_by(workspace.bot.id, named.id if named else written)


def _check_direct(workspace: Workspace, channel: Channel) -> None:
    if not workspace.manifest.messages_tab:
        raise SlackError("messages_tab_disabled")
    if workspace.people.get(channel.partner_of(workspace.bot.id)).is_deleted:
        raise SlackError("channel_not_found")


def thread(workspace: Workspace, call: Call, channel: Channel) -> int | None:
    """The parent's instant when the call posts into a thread; `cannot_reply_to_message` when there is none."""
    if not call.text("thread_ts"):
        return None
    parent = workspace.messages.find(channel.id, call.text("thread_ts"))
    if parent is None or parent.only_for:
        raise SlackError("cannot_reply_to_message")
    return parent.thread_at or parent.at


def _own(workspace: Workspace, call: Call, otherwise: str) -> tuple[Channel, Message]:
    channel = workspace.channels.seen_by(workspace.bot.id, call.text("channel"))
    message = workspace.messages.find(channel.id, call.text("ts"))
    if message is None or message.only_for:
        raise SlackError("message_not_found")
    if message.user != workspace.bot.id:
        raise SlackError(otherwise)
    return channel, message


def _reworded(workspace: Workspace, call: Call, message: Message) -> Words:
    metadata = read_metadata(call)
    if call.has("text") or call.has("markdown_text"):
        words = read_words(workspace, call)
        return Words(words.text, words.blocks, words.attachments, metadata or None, message.files)
    blocks, attachments = call.structure("blocks") or [], call.structure("attachments") or []
    check_message(workspace, blocks, attachments)
    return Words(message.text, blocks, attachments, metadata or None, message.files)
