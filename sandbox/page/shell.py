"""One browser tab from top to bottom: its parts, and how they follow the workspace and the seat."""

import json

from nicegui import events, ui

from sandbox.messages import Message
from sandbox.page.clockbar import Clockbar
from sandbox.page.composer import Composer
from sandbox.page.header import Header
from sandbox.page.panels import PANELS
from sandbox.page.places import HOME
from sandbox.page.pressed import PRESSED
from sandbox.page.reads import is_in_channel
from sandbox.page.sidebar import Sidebar
from sandbox.page.tab import Tab
from sandbox.page.thread import Thread
from sandbox.page.timeline import Timeline
from sandbox.page.whois import PersonSwitch


class Shell:
    """Draws the page and keeps it live."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._cursor = -1
        self._spot: object = None
        self._clockbar = Clockbar(tab)
        self._switch = PersonSwitch(tab, self._be)
        self._sidebar = Sidebar(tab, self._go)
        self._header = Header(tab, self._press_header)
        self._timeline = Timeline(tab, self._messages)
        self._composer = Composer(tab)
        self._thread = Thread(tab, self._press)

    def draw(self) -> None:
        """Everything, as it stands now."""
        with ui.element("div").props('id="top"'):
            ui.element("button")
            self._clockbar.draw()
            self._switch.draw()
        self._sidebar.draw()
        with ui.element("main"):
            self._header.draw()
            with ui.element("section").props(
                'id="messages" aria-live="polite" aria-label="Messages" tabindex="0"'
            ) as area:
                area.classes("scroller").on("click", self._press, js_handler=PRESSED)
                self._rows = ui.element("div")
            self._tab.notices.draw()
            self._composer.draw()
        self._thread.draw()
        self._panel = ui.element("aside").props('id="panel"')
        self.sync()

    def sync(self) -> None:
        """Follows what changed since the last time; cheap when nothing did."""
        self._clockbar.sync()
        self._tab.notices.sync()
        seat, cursor = self._tab.seat, self._tab.workspace.feed.cursor
        if (cursor, seat.spot()) == (self._cursor, self._spot):
            return
        if seat.spot() != self._spot:
            self._move()
        self._cursor, self._spot = cursor, seat.spot()
        if seat.place != HOME:
            self._tab.reads.see(seat.person_id, seat.channel_id)
        for part in (self._switch, self._sidebar, self._header, self._timeline, self._composer, self._thread):
            part.sync()

    def _move(self) -> None:
        seat = self._tab.seat
        self._rows.clear()
        with self._rows:
            self._timeline.draw()
        self._panel.clear()
        self._panel.set_visibility(seat.panel in PANELS)
        if seat.panel in PANELS:
            with self._panel:
                PANELS[seat.panel](self._tab.workspace, seat)
        if self._spot is not None:
            ui.navigate.history.replace(f"?{seat.query()}")

    def _messages(self) -> list[Message]:
        seat = self._tab.seat
        seen = self._tab.workspace.messages.seen_by(seat.person_id, seat.channel_id)
        return [one for one in seen if is_in_channel(one)]

    def _be(self, person_id: str) -> None:
        self._tab.seat.be(person_id)
        self.sync()

    def _go(self, place: str) -> None:
        self._tab.seat.go(place)
        self.sync()

    def _press_header(self, act: str, arg: str) -> None:
        if act == "go":
            self._go(arg)
        elif act == "panel":
            self._tab.seat.panel = "" if self._tab.seat.panel == arg else arg
            self.sync()

    async def _press(self, event: events.GenericEventArguments) -> None:
        act, arg, name = event.args
        channel = self._tab.seat.channel_id
        message = self._tab.workspace.messages.find(channel, name)
        if message is None:
            return
        if act == "thread":
            self._tab.seat.open_thread(message.thread_at or message.at)
            self.sync()
        elif act == "copy":
            ui.clipboard.write(json.dumps(message.face(with_metadata=True), indent=2))
            self._tab.notices.say("The message's JSON is in the clipboard.")
        elif act == "shortcut":
            await self._tab.do("message_shortcut", channel=channel, ts=name, callback_id=arg)
