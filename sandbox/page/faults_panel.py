"""Faults at a click: how Slack fails, and what the app makes of it."""

from nicegui import events, ui

from sandbox import faults
from sandbox.channels import IM, Channel
from sandbox.page.calls import failed_rows
from sandbox.page.markup import escaped
from sandbox.page.pressed import PRESSED
from sandbox.page.seat import Seat
from sandbox.state import Workspace

NAME = "Faults"
LOOK_SECONDS = 0.3
INTRODUCTION = "Switch one on, do something, and see what the app makes of it. Several can be on at once."


def draw(workspace: Workspace, seat: Seat) -> None:
    """The faults with their switches, and below them the calls that failed."""
    ui.html(f"<h2>{NAME}</h2><p>{INTRODUCTION}</p>", sanitize=False).classes("panel-head")
    switches = ui.html("", sanitize=False).classes("faults")
    outcome = ui.html("", sanitize=False).classes("calls")
    shown: list[object] = []

    def follow() -> None:
        state = (workspace.feed.cursor, seat.channel_id)
        if shown != [state]:
            shown[:] = [state]
            switches.set_content(_switches(workspace, _channel(workspace, seat)))
            outcome.set_content(f"<h3>What came of them</h3>{failed_rows(workspace) or '<p>Nothing has failed.</p>'}")

    def press(event: events.GenericEventArguments) -> None:
        act, name, _ = event.args
        if act == "clear":
            faults.clear(workspace)
            return
        preset = faults.preset_named(name)
        if name in faults.active(workspace):
            preset.clear(workspace)
        else:
            preset.switch_on(workspace, _channel(workspace, seat))

    switches.on("click", press, js_handler=PRESSED)
    follow()
    ui.timer(LOOK_SECONDS, follow)


def _channel(workspace: Workspace, seat: Seat) -> Channel:
    """The open channel; from a direct message the first channel that the app is in."""
    here = workspace.channels.find(seat.channel_id)
    if here is not None and here.kind != IM:
        return here
    rooms = [one for one in workspace.channels if one.kind != IM]
    return next((one for one in rooms if workspace.bot.id in one.members), rooms[0])


def _switches(workspace: Workspace, channel: Channel) -> str:
    on = faults.active(workspace)
    rows = "".join(_switch(preset, preset.name in on) for preset in faults.PRESETS)
    return (
        f'<p class="where">“This channel” is #{escaped(channel.name)}.</p><ul>{rows}</ul>'
        '<p><button type="button" class="button" data-do="clear">Nothing fails any more</button></p>'
    )


def _switch(preset: faults.Preset, is_on: bool) -> str:
    return (
        f'<li><button type="button" role="switch" aria-checked="{str(is_on).lower()}" data-do="switch" '
        f'data-arg="{escaped(preset.name)}"><span class="knob"></span><span><b>{escaped(preset.name)}</b>'
        f"<small>{escaped(preset.description)}</small></span></button></li>"
    )
