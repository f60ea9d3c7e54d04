"""The clock's controls: read it, set it, move it on, wait for it."""

import json
from collections.abc import Awaitable, Callable
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.clock import FROZEN, REAL, RUNNING
from sandbox.instants import MICROSECOND, parse_iso
from sandbox.state import Workspace
from sandbox.wire import Json, Refused

WAIT_SECONDS = 25.0
WAIT_SECONDS_MAX = 120.0


async def read_clock(workspace: Workspace, order: Json) -> Json:
    """`GET clock`."""
    keeper, current, last = workspace.keeper, workspace.advances.current(), workspace.advances.last
    return {
        **keeper.clock.face(),
        "playing": workspace.play.rate,
        "moves": keeper.moves,
        "advancing": current.face() if current else None,
        "last_advance": last.face() if last else None,
        "participants": keeper.participants.faces(),
    }


async def set_clock(workspace: Workspace, order: Json) -> Json:
    """`POST clock {"start"?, "mode", "rate"?}`: sets it anew."""
    mode, rate = order.get("mode", RUNNING), order.get("rate", 1.0)
    if mode not in (FROZEN, RUNNING, REAL):
        raise Refused("The clock's mode is frozen, running or real.")
    if isinstance(rate, bool) or not isinstance(rate, int | float) or rate <= 0:
        raise Refused("The clock's rate is a number above 0: how many of its seconds pass in a real one.")
    await workspace.play.end()
    if workspace.advances.current():
        raise Refused("The clock is being moved; wait for that.", 409)
    workspace.keeper.start(_instant(order, "start"), mode, float(rate) if mode == RUNNING else 1.0)
    workspace.feed.tell("clock")
    return await read_clock(workspace, {})


async def advance(workspace: Workspace, order: Json) -> Json:
    """`POST clock/advance {"seconds" | "to", "wait"?}`: moves it on step by step."""
    to = _instant(order, "to")
    if to is None:
        to = workspace.now() + _span(order.get("seconds"))
    workspace.advances.begin(to)
    if order.get("wait"):
        await workspace.advances.finish()
    workspace.feed.tell("clock")
    return await read_clock(workspace, {})


async def stop(workspace: Workspace, order: Json) -> Json:
    """`POST clock/stop`: ends the advance that is under way after its current step."""
    workspace.advances.stop()
    await workspace.advances.finish()
    workspace.feed.tell("clock")
    return await read_clock(workspace, {})


async def play(workspace: Workspace, order: Json) -> Json:
    """`POST clock/play {"rate"}`: so many of its seconds pass in a real one, stopping at all that is due; 0 pauses."""
    rate = order.get("rate")
    if isinstance(rate, bool) or not isinstance(rate, int | float) or not (rate == 0 or rate >= 1):
        raise Refused("Play takes a `rate`: 0 to stand still, 1, or more.")
    await (workspace.play.start(float(rate)) if rate else workspace.play.pause())
    workspace.feed.tell("clock")
    return await read_clock(workspace, {})


async def set_due(workspace: Workspace, order: Json) -> Json:
    """`POST clock/due {"participant", "next_due"}`: something else is due next."""
    workspace.keeper.set_due(_participant(order), _instant(order, "next_due"))
    return workspace.keeper.reading()


async def leave(workspace: Workspace, order: Json) -> Json:
    """`POST clock/leave {"participant"}`: the clock need not wait for it any more."""
    workspace.keeper.leave(_participant(order))
    return workspace.keeper.reading()


def waiting(workspace: Workspace) -> Callable[[Request], Awaitable[Response]]:
    """`POST clock/wait {"participant", "seen", "next_due", "timeout"?, "only_due"?}`: sleeps until the clock moved."""

    async def wait(request: Request) -> Response:
        try:
            order = json.loads(await request.body())
            name, due, seen = _participant(order), _instant(order, "next_due"), order.get("seen")
            seconds = min(float(order.get("timeout", WAIT_SECONDS)), WAIT_SECONDS_MAX)
        except Refused as refusal:
            return JSONResponse({"ok": False, "error": "refused", "sentence": refusal.sentence}, refusal.status)
        except (ValueError, TypeError, AttributeError):
            return JSONResponse({"ok": False, "error": "refused", "sentence": "wait takes a JSON object."}, 400)
        only_due = bool(order.get("only_due"))
        return JSONResponse(await workspace.keeper.wait(name, seen, due, seconds, _gone(request), only_due=only_due))

    return wait


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _participant(order: Json) -> str:
    if not order.get("participant"):
        raise Refused("Who waits? Give a `participant`, a name such as bot.")
    return str(order["participant"])


def _instant(order: Json, name: str) -> int | None:
    written = order.get(name)
    if written is None:
        return None
    try:
        return parse_iso(str(written))
    except ValueError as why:
        raise Refused(f"{name} is an instant with its offset, as 2026-10-01T09:00:00+02:00, not {written}.") from why


def _span(seconds: object) -> int:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or seconds < 0:
        raise Refused("Give `seconds`, a number of 0 or more, or `to`, an instant.")
    return timedelta(seconds=seconds) // MICROSECOND


CONTROLS = {"": set_clock, "/advance": advance, "/stop": stop, "/play": play, "/due": set_due, "/leave": leave}
