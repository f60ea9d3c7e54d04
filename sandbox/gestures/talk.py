"""People write messages, and open the app's Home tab."""

import re

from sandbox.directory import actor, place
from sandbox.events import announce_home
from sandbox.gestures.outcome import unheard
from sandbox.posting import post
from sandbox.slash import written
from sandbox.state import Workspace
from sandbox.wire import Json, Refused
from sandbox.words import Words

LABEL = re.compile(r"<(@\w+)\|[^>]*>")  # commands carry the name beside the id, messages do not


async def say(workspace: Workspace, order: Json) -> Json:
    """`{user, channel, text, thread_ts?}`: a person writes a message."""
    person = actor(workspace, order)
    channel = place(workspace, order, person)
    if channel.is_archived:
        raise Refused(f"#{channel.name} is archived.", 403)
    is_with_app = channel.kind == "im" and workspace.bot.id in channel.members
    if is_with_app and (workspace.manifest.messages_read_only or not workspace.manifest.messages_tab):
        raise Refused("The app's Messages tab takes no messages: the manifest has it read-only or off.", 403)
    parent = workspace.messages.find(channel.id, str(order.get("thread_ts") or ""))
    words = Words(LABEL.sub(r"<\1>", written(workspace, str(order.get("text", "")), should_escape=True)))
    thread_at = (parent.thread_at or parent.at) if parent else None
    message = post(workspace, channel, person.id, words, thread_at=thread_at)
    face: Json = {"ok": True, "channel": channel.id, "ts": message.ts, "message": message.face()}
    return {**face, **unheard(workspace)}


async def open_home(workspace: Workspace, order: Json) -> Json:
    """`{user, tab?}`: opens the app's Home tab, or its Messages tab; returns the Home view as it stands."""
    person = actor(workspace, order)
    tab = str(order.get("tab") or "home")
    if tab == "home" and not workspace.manifest.home_tab:
        raise Refused("The app has no Home tab: the manifest has it off.", 404)
    announce_home(workspace, person, tab)
    view = workspace.views.home(person.id)
    face = workspace.views.face(view) if view else None
    return {"ok": True, "error": None, "view": face, **unheard(workspace)}
