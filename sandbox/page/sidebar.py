"""The sidebar: channels, the app, direct messages, with what is unread in each."""

from collections.abc import Callable, Iterable

from nicegui import ui

from sandbox.page import places
from sandbox.page.avatars import avatar
from sandbox.page.markup import escaped
from sandbox.page.places import HOME, Place
from sandbox.page.pressed import PRESSED
from sandbox.page.tab import Tab
from sandbox.state import TEAM_NAME

LOCK = "🔒"


class Sidebar:
    """Drawn anew when a mark, a place or the person changes."""

    def __init__(self, tab: Tab, go: Callable[[str], None]) -> None:
        self._tab = tab
        self._go = go
        self._html = ""

    def draw(self) -> None:
        """The sidebar's frame."""
        with ui.element("aside").props('id="sidebar"') as self._frame:
            ui.html(f"<h1>{escaped(TEAM_NAME)}</h1>", sanitize=False)
            self._nav = ui.html("", sanitize=False, tag="nav").props('aria-label="Places"')
            self._nav.on("click", lambda event: self._go(event.args[1]), js_handler=PRESSED)
            ui.html("A stand-in for Slack, on this machine alone.", sanitize=False, tag="p").classes("note")

    def sync(self) -> None:
        """Shows how things stand now."""
        workspace, person = self._tab.workspace, self._tab.person
        written = (
            self._group("Channels", places.channels(workspace, person))
            + self._group("Apps", [places.app(workspace, person)])
            + self._group("Direct messages", places.directs(workspace, person))
        )
        if written != self._html:
            self._html = written
            self._nav.set_content(written)

    def toggle(self) -> None:
        """Opens or closes it where there is no room for it beside the messages."""
        self._frame.classes(toggle="open")

    def close(self) -> None:
        """Closes it where it lies over the messages."""
        self._frame.classes(remove="open")

    def _group(self, title: str, entries: Iterable[Place]) -> str:
        return f"<h2>{title}</h2><ul>{''.join(self._entry(one) for one in entries)}</ul>"

    def _entry(self, place: Place) -> str:
        seat = self._tab.seat
        unread = self._tab.reads.count(seat.person_id, place.channel_id) if place.is_member else 0
        is_app = place.partner == self._tab.workspace.bot.id
        target = HOME if is_app and self._tab.workspace.manifest.home_tab and not unread else place.channel_id
        classes = " ".join(name for name, on in (("unread", unread), ("outside", not place.is_member)) if on)
        current = ' aria-current="page"' if place.channel_id == seat.channel_id else ""
        return (
            f'<li><button type="button" class="{classes}" data-place="{place.channel_id}" data-do="go"'
            f' data-arg="{target}"{current}>{self._mark(place)}<span class="title">{escaped(place.title)}</span>'
            f"{self._badge(place, unread)}</button></li>"
        )

    def _mark(self, place: Place) -> str:
        if place.partner:
            return avatar(place.partner, place.title)
        return f'<span class="hash">{"#" if place.kind == "public_channel" else LOCK}</span>'

    def _badge(self, place: Place, unread: int) -> str:
        if not unread:
            return ""
        count = "99+" if unread > 99 else str(unread)
        if not place.partner:
            return '<span class="sr">, unread</span>'
        return f'<span class="badge">{count}<span class="sr"> unread</span></span>'
