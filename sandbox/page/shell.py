"""One browser tab from top to bottom: its parts, and how they follow the workspace and the seat."""

from time import monotonic

from nicegui import background_tasks, events, ui

from sandbox.messages import Message
from sandbox.page import message_acts
from sandbox.page.clockbar import Clockbar
from sandbox.page.composer import Composer
from sandbox.page.entrance import Entrance
from sandbox.page.forms import Forms
from sandbox.page.header import Header
from sandbox.page.home import Home
from sandbox.page.panels import PANELS
from sandbox.page.places import HOME
from sandbox.page.pressed import PRESSED
from sandbox.page.reads import is_in_channel
from sandbox.page.sidebar import Sidebar
from sandbox.page.tab import Tab
from sandbox.page.thread import Thread
from sandbox.page.timeline import Timeline
from sandbox.page.whois import PersonSwitch

REST_SECONDS = 0.4
UNSEEN = {"transcript", "faults"}  # panels look at them by themselves


class Shell:
    """Draws the page and keeps it live."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._cursor = tab.workspace.feed.cursor
        self._state: object = None
        self._rests_until = 0.0
        self._spot: tuple[object, ...] = ()
        self._clockbar = Clockbar(tab)
        self._switch = PersonSwitch(tab, self._be)
        self._sidebar = Sidebar(tab, self._go)
        self._header = Header(tab, self._press_header)
        self._timeline = Timeline(tab, self._messages)
        self._composer = Composer(tab)
        self._entrance = Entrance(tab)
        self._thread = Thread(tab, self._press)

    def draw(self) -> None:
        """Everything, as it stands now."""
        with ui.element("div").props('id="top"'):
            menu = ui.element("button").props('id="menu" type="button" aria-label="Places"')
            with menu.on("click", self._sidebar.toggle):
                ui.html("☰", sanitize=False, tag="span")
            self._clockbar.draw()
            self._switch.draw()
        self._sidebar.draw()
        with ui.element("div").props('id="main"'):
            self._draw_main()
        self._thread.draw()
        self._panel = ui.element("aside").props('id="panel"')
        self._forms = Forms(self._tab.workspace)
        self.sync()

    def sync(self) -> None:
        """Follows what changed since the last time; cheap when nothing did, and seldom while much happens at once."""
        if self._tab.is_turning and monotonic() < self._rests_until:
            return
        self._rests_until = monotonic() + REST_SECONDS
        seat = self._tab.seat
        self._clockbar.sync()
        self._tab.notices.sync()
        self._tab.look_at_the_day()
        state = (*seat.spot(), self._tab.today)
        if not self._has_news() and state == self._state:
            return
        seat.settle()
        before, self._spot, self._state = self._spot, seat.spot(), (*seat.spot(), self._tab.today)
        if before != self._spot:
            self._move(before)
        if seat.place != HOME:
            self._tab.reads.see(seat.person_id, seat.channel_id)
        self._sync_parts()

    def _has_news(self) -> bool:
        feed = self._tab.workspace.feed
        news = feed.since(self._cursor) if feed.cursor != self._cursor else []
        self._cursor = feed.cursor
        return any(one["kind"] not in UNSEEN for one in news)

    def _draw_main(self) -> None:
        self._header.draw()
        with ui.element("section").props('id="home" aria-label="Home" tabindex="0"') as self._home_area:
            self._home = Home(self._tab.workspace, self._tab.notices.say)
        self._area = ui.element("section").props('id="messages" role="log" aria-label="Messages" tabindex="0"')
        self._area.classes("scroller").on("keydown", js_handler=message_acts.WALK).on(
            "focusin", js_handler=message_acts.NOTE
        )
        with self._area.on("click", self._press, js_handler=PRESSED):
            self._rows = ui.element("div")
        self._tab.notices.draw()
        self._entrance.draw()
        self._composer.draw()

    def _sync_parts(self) -> None:
        is_home = self._tab.seat.place == HOME
        self._home_area.set_visibility(is_home)
        self._area.set_visibility(not is_home)
        self._composer.set_visibility(not is_home and self._tab.seat.here.is_member)
        parts = (
            self._switch,
            self._sidebar,
            self._header,
            self._timeline,
            self._entrance,
            self._composer,
            self._thread,
        )
        for part in parts:
            part.sync()
        if is_home:
            self._home.refresh(self._tab.seat)
        self._forms.refresh(self._tab.seat)

    def _move(self, before: tuple[object, ...]) -> None:
        seat = self._tab.seat
        if before[:2] != self._spot[:2]:
            self._rows.clear()
            with self._rows:
                self._timeline.draw()
            self._open_app()
        if before[3:] != self._spot[3:]:
            self._show_panel()
        if before:
            self._area.client.run_javascript(f"history.replaceState({{}}, '', {f'?{seat.query()}'!r})")

    def _open_app(self) -> None:
        seat = self._tab.seat
        if seat.place == HOME:
            background_tasks.create(self._home.open(seat))
        elif seat.place == seat.app.channel_id and self._tab.workspace.manifest.home_tab:
            background_tasks.create(self._tab.do("home", tab="messages"))

    def _show_panel(self) -> None:
        seat = self._tab.seat
        self._panel.clear()
        self._panel.set_visibility(seat.panel in PANELS)
        if seat.panel in PANELS:
            with self._panel:
                PANELS[seat.panel](self._tab.workspace, seat)

    def _messages(self) -> list[Message]:
        seat = self._tab.seat
        seen = self._tab.workspace.messages.seen_by(seat.person_id, seat.channel_id)
        return [one for one in seen if is_in_channel(one)]

    def _be(self, person_id: str) -> None:
        self._tab.seat.be(person_id)
        self.sync()

    def _go(self, place: str) -> None:
        self._tab.seat.go(place)
        self._sidebar.close()
        self.sync()

    def _press_header(self, act: str, arg: str) -> None:
        if act == "go":
            self._tab.seat.go(arg)
        elif act == "panel":
            self._tab.seat.panel = "" if self._tab.seat.panel == arg else arg
        self.sync()

    async def _press(self, event: events.GenericEventArguments) -> None:
        await message_acts.press(self._tab, *event.args)
        self.sync()
