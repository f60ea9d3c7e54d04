"""What can be looked at: people, channels, messages, views, gestures, the transcript, changes as they happen."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from sandbox.absence import absence
from sandbox.channels import IM, Channel
from sandbox.clock_controls import read_clock
from sandbox.directory import channel_named, person_named
from sandbox.events import never_sent
from sandbox.messages import Message
from sandbox.people import Person
from sandbox.state import TEAM_NAME, Workspace
from sandbox.wire import Json, Refused

HEARTBEAT_SECONDS = 10.0


async def state(workspace: Workspace, order: Json) -> Json:
    """`GET state`: the whole workspace but for its messages."""
    manifest = workspace.manifest
    return {
        "team": {"id": workspace.team_id, "name": TEAM_NAME},
        "app": {"id": workspace.app_id, "name": manifest.name, "user": workspace.bot.id, "bot": workspace.bot.bot_id},
        "people": [_person(one) for one in workspace.people],
        "channels": [_channel(one) for one in workspace.channels if one.kind != IM],
        "dms": [_channel(one) for one in workspace.channels if one.kind == IM],
        "commands": [asdict(one) for one in manifest.commands],
        "shortcuts": [asdict(one) for one in manifest.shortcuts],
        "home_tab": manifest.home_tab,
        "messages_tab": manifest.messages_tab,
        "messages_read_only": manifest.messages_read_only,
        "sockets": len(workspace.socket_mode.connections),
        "settings": asdict(workspace.settings),
        "faults": [one.face() for one in workspace.faults.all()],
        "presets": list(workspace.presets),
        "is_installed": workspace.is_installed,
        "scopes": list(workspace.scopes()),
        "events": list(manifest.events),
        "events_never_sent": never_sent(workspace),
        "absence": absence(workspace),
        "cursor": workspace.feed.cursor,
    }


async def messages(workspace: Workspace, order: Json) -> Json:
    """`GET messages?channel=&as=`: what that person sees there, oldest first; without `as` what all see."""
    viewer = person_named(workspace, order["as"]) if order.get("as") else None
    channel = channel_named(workspace, order.get("channel") or "dm", viewer)
    if viewer is not None and channel.kind != "public_channel" and viewer.id not in channel.members:
        raise Refused(f"@{viewer.name} is not in that channel and can't see it.", 403)
    seen = workspace.messages.seen_by(viewer.id, channel.id) if viewer else workspace.messages.in_channel(channel.id)
    faces = [{**one.face(with_metadata=True), "is_ephemeral": bool(one.only_for)} for one in seen]
    return {"channel": channel.id, "messages": faces}


async def posted(workspace: Workspace, order: Json) -> Json:
    """`GET posted?since=`: everything posted anywhere after message number `since`, in order."""
    found = workspace.messages.posted(int(order.get("since") or 0))
    faces = [{**one.face(with_metadata=True), "n": one.number, **_whereabouts(workspace, one)} for one in found]
    return {"messages": faces, "last": found[-1].number if found else int(order.get("since") or 0)}


async def views(workspace: Workspace, order: Json) -> Json:
    """`GET view?user=`: the modals that the person has open, the top one last."""
    person = person_named(workspace, order.get("user", ""))
    return {"views": [workspace.views.face(one) for one in workspace.views.stack(person.id)]}


async def home(workspace: Workspace, order: Json) -> Json:
    """`GET home?user=`: the person's Home tab as last published."""
    view = workspace.views.home(person_named(workspace, order.get("user", "")).id)
    return {"view": workspace.views.face(view) if view else None}


async def transcript(workspace: Workspace, order: Json) -> Json:
    """`GET transcript?since=&kind=&method=`: each call and each envelope."""
    since = int(order.get("since") or 0)
    return {"entries": workspace.transcript.entries(since, order.get("kind", ""), order.get("method", ""))}


async def gesture(workspace: Workspace, order: Json) -> Json:
    """`GET gesture?id=`: what came of a gesture so far."""
    found = workspace.gestures.find(order.get("id", ""))
    if found is None:
        raise Refused("There was no such gesture.", 404)
    return {"gesture": found.id, "consequences": found.consequences}


async def wait_for(workspace: Workspace, order: Json) -> Json:
    """`POST wait_for {"gesture", "kind", "seconds"}`: waits for a consequence, such as `response` or `view`."""
    deadline = asyncio.get_running_loop().time() + float(order.get("seconds", 5.0))
    while True:
        cursor = workspace.feed.cursor
        found = await gesture(workspace, {"id": order.get("gesture", "")})
        left = deadline - asyncio.get_running_loop().time()
        if any(one["kind"] == order.get("kind") for one in found["consequences"]) or left <= 0:
            return found
        await workspace.feed.after(cursor, left)


async def changes(workspace: Workspace, order: Json) -> Json:
    """`GET changes?cursor=&timeout=&kinds=`: what changed after that, waiting for it if need be."""
    cursor, kinds = int(order.get("cursor") or 0), [one for one in order.get("kinds", "").split(",") if one]
    found = await workspace.feed.after(cursor, min(float(order.get("timeout") or 25.0), 60.0), kinds)
    return {"changes": found, "cursor": found[-1]["n"] if found else cursor}


def streaming(workspace: Workspace) -> Callable[[Request], Awaitable[Response]]:
    """`GET stream?cursor=`: the same as server-sent events."""

    async def stream(request: Request) -> Response:
        last = request.headers.get("last-event-id") or request.query_params.get("cursor") or workspace.feed.cursor
        return StreamingResponse(_lines(workspace, int(last)), media_type="text/event-stream")

    return stream


async def _lines(workspace: Workspace, cursor: int) -> AsyncIterator[str]:
    yield ": here\n\n"
    while True:
        found = await workspace.feed.after(cursor, HEARTBEAT_SECONDS)
        for change in found:
            cursor = change["n"]
            yield f"id: {cursor}\ndata: {json.dumps(change)}\n\n"
        if not found:
            yield ": still here\n\n"


def _whereabouts(workspace: Workspace, message: Message) -> Json:
    channel = workspace.channels.find(message.channel)
    assert channel is not None
    where = f"#{channel.name}"
    if channel.kind == IM:
        where = f"@{workspace.people.get(channel.partner_of(workspace.bot.id)).name}"
    return {"channel": channel.id, "where": where, "only_for": message.only_for, "is_ephemeral": bool(message.only_for)}


def _person(person: Person) -> Json:
    return {
        "id": person.id,
        "name": person.name,
        "real_name": person.real_name,
        "title": person.title,
        "tz": person.tz,
        "is_admin": person.is_admin,
        "is_bot": person.is_bot,
        "is_deleted": person.is_deleted,
    }


def _channel(channel: Channel) -> Json:
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "members": list(channel.members),
        "is_archived": channel.is_archived,
    }


CONTROLS: dict[str, Callable[[Workspace, Json], Awaitable[Json]]] = {
    "state": state,
    "messages": messages,
    "posted": posted,
    "view": views,
    "home": home,
    "transcript": transcript,
    "gesture": gesture,
    "changes": changes,
    "clock": read_clock,
}
