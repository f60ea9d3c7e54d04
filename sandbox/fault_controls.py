"""The controls of faults: order one, switch a named one on or off, end them all."""

from sandbox import faults
from sandbox.channels import IM
from sandbox.directory import channel_named, person_named
from sandbox.state import Workspace
from sandbox.wire import Json, Refused

SHUT_SECONDS, SHUT_SECONDS_MAX = 5.0, 120.0
CUT, DEAFEN, REFUSE = "cut_sockets", "deafen_sockets", "refuse_connections"


async def order_fault(workspace: Workspace, order: Json) -> Json:
    """`POST faults`: the next calls and envelopes that fit fail as ordered; three kinds happen at once instead."""
    kind = order.get("kind")
    if kind == CUT:
        return {"ok": True, "sockets": workspace.socket_mode.cut()}
    if kind == DEAFEN:
        return {"ok": True, "sockets": workspace.socket_mode.deafen()}
    if kind == REFUSE:
        return _refuse_connections(workspace, order.get("seconds", SHUT_SECONDS))
    channel = channel_named(workspace, str(order["channel"])).id if order.get("channel") else ""
    user = person_named(workspace, str(order["user"])).id if order.get("user") else ""
    fault = workspace.faults.add(order, channel, user)
    workspace.feed.tell("faults")
    return {"ok": True, "fault": fault.face()}


async def turn_preset(workspace: Workspace, order: Json) -> Json:
    """`POST preset {name, channel?, on?}`: a named fault; without `name` lists them all."""
    if not order.get("name"):
        return {"ok": True, "presets": presets(workspace)}
    preset = faults.preset_named(str(order["name"]))
    if order.get("on") is False:
        faults.switch_off(workspace, preset)
        return {"ok": True, "presets": presets(workspace)}
    named = channel_named(workspace, str(order["channel"])) if order.get("channel") else None
    first = next((one for one in workspace.channels if one.kind != IM and workspace.bot.id in one.members), None)
    channel = named or first
    if channel is None:
        raise Refused("The bot is in no channel; name one.", 409)
    faults.switch_on(workspace, preset, channel)
    return {"ok": True, "presets": presets(workspace)}


async def clear_faults(workspace: Workspace, order: Json) -> Json:
    """`DELETE faults`: nothing fails any more, and what presets took away is there again."""
    faults.clear(workspace)
    return {"ok": True}


def presets(workspace: Workspace) -> list[Json]:
    """Each named fault, and whether it is on."""
    on = faults.active(workspace)
    return [{"name": one.name, "description": one.description, "on": one.name in on} for one in faults.PRESETS]


def _refuse_connections(workspace: Workspace, seconds: object) -> Json:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 < seconds <= SHUT_SECONDS_MAX:
        raise Refused(f"refuse_connections takes `seconds`, real ones, up to {SHUT_SECONDS_MAX:.0f}.")
    if workspace.connections.door is None:
        raise Refused("This sandbox has no server of its own.", 409)
    workspace.connections.door.shut(float(seconds))
    return {"ok": True, "seconds": seconds}
