"""A list of messages that stays live: only rows that came, changed or went are touched."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from nicegui import ui

from sandbox.instants import SECOND
from sandbox.messages import Message
from sandbox.page import message, message_acts
from sandbox.page.markup import escaped
from sandbox.page.tab import Tab

AT_ONCE = 60


@dataclass
class Row:
    """A row as it was drawn."""

    element: ui.element
    face: object = None
    today: date | None = None


class Timeline:
    """The messages of a place, or of a thread; `source` gives them, oldest first."""

    def __init__(self, tab: Tab, source: Callable[[], list[Message]], in_thread: bool = False) -> None:
        self._tab = tab
        self._source = source
        self._in_thread = in_thread
        self._rows: dict[str, Row] = {}
        self._most = AT_ONCE

    def draw(self) -> None:
        """The list's frame, within the current element."""
        self._rows, self._most = {}, AT_ONCE
        earlier = ui.element("button").props('type="button"').classes("earlier")
        self._earlier = earlier.on("click", self._show_earlier)
        with self._earlier:
            ui.html("Show earlier messages", sanitize=False, tag="span")
        self._start = ui.html("", sanitize=False).classes("start")
        self._list = ui.element("div").classes("rows")

    def sync(self) -> None:
        """Shows how things stand now."""
        everything = self._source()
        shown = everything[-self._most :]
        self._earlier.set_visibility(len(everything) > len(shown))
        self._start.set_visibility(len(everything) == len(shown) and not self._in_thread)
        self._start.set_content(self._beginning())
        wanted = self._wanted(shown)
        for gone in self._rows.keys() - wanted.keys():
            self._rows.pop(gone).element.delete()
        for place, (key, one) in enumerate(wanted.items()):
            self._put(place, key, one)

    def _show_earlier(self) -> None:
        self._most += AT_ONCE
        self.sync()

    def _beginning(self) -> str:
        here = self._tab.seat.here
        name = escaped(here.title if here.partner else f"#{here.title}")
        with_whom = f"your conversation with <strong>{name}</strong>" if here.partner else f"<strong>{name}</strong>"
        return f"This is the very beginning of {with_whom}."

    def _wanted(self, shown: list[Message]) -> dict[str, Message | str]:
        if self._in_thread:
            return self._thread(shown)
        wanted: dict[str, Message | str] = {}
        names, day = self._tab.names, None
        for one in shown:
            if (on := self._tab.day(one.at)) != day:
                wanted[str(on)], day = names.instant(one.at // SECOND, "{day_divider_pretty}"), on
            wanted[one.ts] = one
        return wanted

    def _thread(self, shown: list[Message]) -> dict[str, Message | str]:
        count = len(shown) - 1
        words = f"{count} {'reply' if count == 1 else 'replies'}" if count > 0 else "No replies yet"
        rows: list[tuple[str, Message | str]] = [(one.ts, one) for one in shown]
        return dict([*rows[:1], ("replies", words), *rows[1:]])

    def _put(self, place: int, key: str, one: Message | str) -> None:
        face, today = one if isinstance(one, str) else message.face(one), self._tab.today
        row = self._rows.get(key)
        is_new = row is None
        if row is None:
            row = self._rows[key] = Row(self._frame(key, one))
            if place < len(self._rows) - 1:
                row.element.move(target_index=place)
        elif row.face == face and row.today in (None, today):
            return
        row.face, row.today = face, today if message.is_relative(face) else None
        row.element.clear()
        with row.element:
            if isinstance(one, str):
                ui.html(escaped(one), sanitize=False, tag="span")
            else:
                message.draw(self._tab, one, self._in_thread)
        if not is_new:
            row.element.client.run_javascript(message_acts.REFOCUS.format(row=row.element.id))

    def _frame(self, key: str, one: Message | str) -> ui.element:
        with self._list:
            if isinstance(one, str):
                return ui.element("div").classes("day")
            row = ui.element("article").props(f'data-ts="{key}" tabindex="-1"').classes("message")
            return row.classes("ephemeral") if one.only_for else row
