"""A thread beside the place: the message, its replies, and where one replies."""

from collections.abc import Awaitable, Callable

from nicegui import events, ui

from sandbox.instants import ts
from sandbox.messages import Message
from sandbox.page import message_acts
from sandbox.page.composer import Composer
from sandbox.page.pressed import PRESSED
from sandbox.page.tab import Tab
from sandbox.page.timeline import Timeline

ESCAPED = '(event) => { if (event.key === "Escape" && !event.defaultPrevented) emit(); }'
Press = Callable[[events.GenericEventArguments], Awaitable[None]]


class Thread:
    """The open thread, if there is one."""

    def __init__(self, tab: Tab, press: Press) -> None:
        self._tab = tab
        self._press = press
        self._shown: object = None
        self._is_fresh = True
        self._timeline: Timeline | None = None
        self._composer: Composer | None = None

    def draw(self) -> None:
        """The place where it opens."""
        self._frame = ui.element("aside").props('id="thread" aria-label="Thread"')
        self._frame.on("keydown", self._close, js_handler=ESCAPED)
        self._frame.set_visibility(False)

    def sync(self) -> None:
        """Shows how things stand now."""
        seat = self._tab.seat
        wanted = (seat.person_id, seat.channel_id, seat.thread_at) if seat.thread_at is not None else None
        if wanted != self._shown:
            self._shown = wanted
            self._redraw()
            if self._composer is not None and not self._is_fresh:
                self._composer.focus()
        self._is_fresh = False
        if self._timeline is not None and self._composer is not None:
            self._timeline.sync()
            self._composer.sync()

    def _redraw(self) -> None:
        self._frame.clear()
        self._timeline = self._composer = None
        self._frame.set_visibility(self._shown is not None)
        if self._shown is None:
            return
        with self._frame:
            with ui.element("header"):
                ui.html("Thread", sanitize=False, tag="h2")
                close = ui.element("button").props('type="button" aria-label="Close the thread"').classes("close")
                with close.on("click", self._close):
                    ui.html("✕", sanitize=False, tag="span")
            scroller = ui.element("div").classes("scroller").props('tabindex="0"')
            scroller.on("keydown", js_handler=message_acts.WALK).on("focusin", js_handler=message_acts.NOTE)
            with scroller.on("click", self._press, js_handler=PRESSED):
                self._timeline = Timeline(self._tab, self._messages, in_thread=True)
                with ui.element("div"):
                    self._timeline.draw()
            self._composer = Composer(self._tab, in_thread=True)
            self._composer.draw()

    def _close(self) -> None:
        seat = self._tab.seat
        if seat.thread_at is not None:
            parent = f'#messages [data-ts="{ts(seat.thread_at)}"]'
            self._frame.client.run_javascript(f"document.querySelector({parent!r})?.focus()")
        seat.open_thread(None)

    def _messages(self) -> list[Message]:
        seat, messages = self._tab.seat, self._tab.workspace.messages
        assert seat.thread_at is not None
        parent = messages.find(seat.channel_id, ts(seat.thread_at))
        seen = messages.seen_by(seat.person_id, seat.channel_id)
        replies = [one for one in seen if one.thread_at == seat.thread_at and one.at != seat.thread_at]
        return [parent, *replies] if parent else replies
