"""The switch of the person one is."""

from collections.abc import Callable

from nicegui import ui

from sandbox.page import places
from sandbox.page.markup import escaped
from sandbox.page.tab import Tab


class PersonSwitch:
    """Everyone with an account, by name and title."""

    def __init__(self, tab: Tab, be: Callable[[str], None]) -> None:
        self._tab = tab
        self._be = be
        self._html = ""

    def draw(self) -> None:
        """The switch, within the current element."""
        with ui.element("label").classes("me"):
            ui.html("You are", sanitize=False, tag="span")
            self._select = ui.html("", sanitize=False, tag="select")
            self._select.props('id="me" aria-label="The person you are"')
            self._select.on("change", lambda event: self._be(event.args), js_handler="(e) => emit(e.target.value)")

    def sync(self) -> None:
        """Shows who there is now, and who one is."""
        written = "".join(self._option(one.id, one.real_name, one.title) for one in places.persons(self._tab.workspace))
        if written != self._html:
            self._html = written
            self._select.set_content(written)

    def _option(self, user_id: str, name: str, title: str) -> str:
        chosen = " selected" if user_id == self._tab.seat.person_id else ""
        words = f"{name} · {title}" if title else name
        return f'<option value="{user_id}"{chosen}>{escaped(words)}</option>'
