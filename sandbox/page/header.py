"""The head of the open place: its name and members, the app's tabs, and what can be shown beside it."""

from collections.abc import Callable

from nicegui import ui

from sandbox.page.markup import escaped
from sandbox.page.panels import PANELS
from sandbox.page.places import HOME
from sandbox.page.pressed import PRESSED
from sandbox.page.tab import Tab


class Header:
    """Drawn anew when the place, its members or an open panel changes."""

    def __init__(self, tab: Tab, press: Callable[[str, str], None]) -> None:
        self._tab = tab
        self._press = press
        self._html = ""

    def draw(self) -> None:
        """The header's frame."""
        self._head = ui.html("", sanitize=False, tag="header")
        self._head.on("click", lambda event: self._press(event.args[0], event.args[1]), js_handler=PRESSED)

    def sync(self) -> None:
        """Shows how things stand now."""
        written = f'<h2 id="place">{self._title()}</h2>{self._members()}{self._tabs()}{_panels(self._tab.seat.panel)}'
        if written != self._html:
            self._html = written
            self._head.set_content(written)

    def _title(self) -> str:
        here = self._tab.seat.here
        mark = "" if here.partner else "#" if here.kind == "public_channel" else "🔒 "
        return f"{mark}{escaped(here.title)}"

    def _members(self) -> str:
        channel = self._tab.workspace.channels.find(self._tab.seat.channel_id)
        if channel is None or self._tab.seat.here.partner:
            return ""
        names = ", ".join(self._tab.names.full(one) for one in channel.members)
        return f'<span class="members" title="{escaped(names)}">{len(channel.members)} members</span>'

    def _tabs(self) -> str:
        seat, manifest = self._tab.seat, self._tab.workspace.manifest
        if seat.here.partner != self._tab.workspace.bot.id or not manifest.home_tab:
            return ""
        home = _toggle("go", HOME, "Home", seat.place == HOME, "page")
        talk = _toggle("go", seat.channel_id, "Messages", seat.place != HOME, "page")
        return f'<nav class="tabs" aria-label="Tabs">{home}{talk}</nav>'


def _panels(opened: str) -> str:
    shown = "".join(_toggle("panel", name, name, name == opened, "true") for name in PANELS)
    return f'<span class="panels">{shown}</span>'


def _toggle(act: str, arg: str, words: str, is_on: bool, current: str) -> str:
    state = f' aria-current="{current}"' if is_on else ""
    return f'<button type="button" data-do="{act}" data-arg="{escaped(arg)}"{state}>{escaped(words)}</button>'
