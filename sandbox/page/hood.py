"""Under the hood: each call of the app and each envelope sent to it, with the JSON of both ways."""

import json

from nicegui import events, ui

from sandbox.page.calls import has_failed, rows, title
from sandbox.page.markup import escaped
from sandbox.page.pressed import PRESSED
from sandbox.page.seat import Seat
from sandbox.state import Workspace
from sandbox.wire import Json

NAME = "Under the hood"
LOOK_SECONDS = 0.3
SHOWN = 80
PARTS = (("args", "Arguments"), ("payload", "Payload"), ("answer", "Answer"), ("refusal", "Slack would refuse it"))


class Hood:
    """One tab's look at the transcript: what is asked for, and which entry is open."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._wanted = ""
        self._only_failed = False
        self._open: int | None = None
        self._shown: object = None

    def draw(self) -> None:
        """The list, newest first, with the open entry above it."""
        head = f"<h2>{NAME}</h2><p>→ calls of the app, ← envelopes to it. Press one to see its JSON.</p>"
        ui.html(head, sanitize=False).classes("panel-head")
        with ui.element("div").classes("asked"):
            wanted = ui.element("input").props('type="search" placeholder="Filter, as chat." aria-label="Filter"')
            wanted.on("input", self._ask, js_handler="(event) => emit(event.target.value)")
            with ui.element("label"):
                only = ui.element("input").props('type="checkbox"')
                ui.html("Only what failed", sanitize=False, tag="span")
            only.on("change", self._narrow, js_handler="(event) => emit(event.target.checked)")
        self._detail = ui.html("", sanitize=False).classes("detail").on("click", self._press, js_handler=PRESSED)
        self._list = ui.html("", sanitize=False).classes("calls").on("click", self._press, js_handler=PRESSED)
        self._follow()
        ui.timer(LOOK_SECONDS, self._follow)

    def _follow(self) -> None:
        state = (self._workspace.feed.cursor, self._wanted, self._only_failed, self._open)
        if state == self._shown:
            return
        self._shown = state
        entries = [one for one in self._workspace.transcript.entries() if self._fits(one)]
        self._list.set_content(rows(entries[-SHOWN:], self._open) or "<p>Nothing yet.</p>")
        entry = self._workspace.transcript.find(self._open) if self._open else None
        self._detail.set_content(_detail(entry) if entry else "")

    def _fits(self, entry: Json) -> bool:
        return self._wanted in title(entry) and (not self._only_failed or has_failed(entry))

    def _ask(self, event: events.GenericEventArguments) -> None:
        self._wanted = str(event.args).strip()

    def _narrow(self, event: events.GenericEventArguments) -> None:
        self._only_failed = bool(event.args)

    def _press(self, event: events.GenericEventArguments) -> None:
        act, arg, _ = event.args
        if act == "copy" and self._open:
            ui.clipboard.write(json.dumps(self._workspace.transcript.find(self._open), indent=2, default=str))
        else:
            self._open = None if act == "close" or int(arg) == self._open else int(arg)
        self._follow()


def draw(workspace: Workspace, seat: Seat) -> None:
    """The panel of one tab."""
    Hood(workspace).draw()


def _detail(entry: Json) -> str:
    parts = "".join(
        f"<h4>{words}</h4><pre>{escaped(json.dumps(entry[part], indent=2, default=str, ensure_ascii=False))}</pre>"
        for part, words in PARTS
        if entry.get(part) is not None
    )
    return (
        f'<h3>{escaped(title(entry))}</h3><p><button type="button" class="button" data-do="copy">Copy JSON</button> '
        f'<button type="button" class="button" data-do="close">Close</button></p>{parts}'
    )
