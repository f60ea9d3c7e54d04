"""What stands in place of the composer where one may only look: a public channel that one is not in."""

from nicegui import ui

from sandbox import admin
from sandbox.page.markup import escaped
from sandbox.page.tab import Tab


class Entrance:
    """Shown to whoever is not a member."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab

    def draw(self) -> None:
        """The line and its button, within the current element."""
        with ui.element("div").classes("entrance") as self._frame:
            self._words = ui.html("", sanitize=False, tag="span")
            button = ui.element("button").props('type="button"').classes("button primary")
            with button.on("click", self._join):
                ui.html("Join channel", sanitize=False, tag="span")

    def sync(self) -> None:
        """Shows it where one is not a member."""
        here = self._tab.seat.here
        self._frame.set_visibility(not here.is_member)
        self._words.set_content(f"You are looking at <strong>#{escaped(here.title)}</strong>")

    async def _join(self) -> None:
        seat = self._tab.seat
        await admin.change_channel(self._tab.workspace, {"channel": seat.channel_id, "add": [seat.person.name]})
