"""The guided tour beside the page: one step after the other, each done at a press, with what to look at."""

from nicegui import ui

from sandbox.directory import channel_named, person_named
from sandbox.page.markup import escaped
from sandbox.page.seat import Seat
from sandbox.page.tour import Step, Tour
from sandbox.page.touring import take
from sandbox.state import Workspace
from sandbox.wire import Refused

NAME = "Tour"
LOOK_SECONDS = 0.2

# What there is to look at and the next step come into sight, in a low window too.
SHOWN = """
  const step = getElement({steps})?.querySelectorAll(".step")[{last}];
  let box = step?.parentElement;
  while (box && box.scrollHeight <= box.clientHeight) box = box.parentElement;
  if (box) box.scrollTop += step.getBoundingClientRect().top - box.getBoundingClientRect().top;
"""


class Guide:
    """How far the tour has come; all tabs of the sandbox share it, as they share its clock."""

    def __init__(self, tour: Tour) -> None:
        self._tour = tour
        self._done = 0
        self._is_busy = False
        self._trouble = ""

    def draw(self, workspace: Workspace, seat: Seat) -> None:
        """The steps, within the current element; they follow what happens."""
        ui.html(f"<h2>{escaped(self._tour.title)}</h2>", sanitize=False).classes("panel-head")
        steps = ui.element("ol").classes("tour")
        shown: list[object] = []

        def follow() -> None:
            state = (self._done, self._is_busy, self._trouble)
            if shown != [state]:
                shown[:] = [state]
                steps.clear()
                with steps:
                    self._draw_steps(workspace, seat)
                steps.client.run_javascript(SHOWN.format(steps=steps.id, last=self._done - 1))

        follow()
        ui.timer(LOOK_SECONDS, follow)

    def _draw_steps(self, workspace: Workspace, seat: Seat) -> None:
        for place, step in enumerate(self._tour.steps):
            state = "done" if place < self._done else "next" if place == self._done else "later"
            with ui.element("li").classes(f"step {state}"):
                ui.html(f"<h3>{escaped(step.title)}</h3>", sanitize=False)
                if state == "next":
                    self._draw_next(workspace, seat, step)
                if place == self._done - 1:
                    _look(step)

    def _draw_next(self, workspace: Workspace, seat: Seat, step: Step) -> None:
        ui.html(f"<p>{escaped(step.say)}</p>", sanitize=False)
        if self._trouble:
            ui.html(f'<p class="trouble" role="alert">{escaped(self._trouble)}</p>', sanitize=False)
        button = ui.element("button").props('type="button"').classes("button primary")
        with button:
            ui.html("Just a moment …" if self._is_busy else "Do it", sanitize=False, tag="span")
        if self._is_busy:
            button.props("disabled")

        async def do() -> None:
            await self._take(workspace, seat, step)

        button.on("click", do)

    async def _take(self, workspace: Workspace, seat: Seat, step: Step) -> None:
        if self._is_busy:
            return
        self._is_busy, self._trouble = True, ""
        _stand(workspace, seat, step)
        try:
            await take(workspace, self._tour, step)
            self._done += 1
        except Refused as refusal:
            self._trouble = refusal.sentence
        finally:
            self._is_busy = False


def _look(step: Step) -> None:
    ui.html(f'<p class="look"><b>Look:</b> {escaped(step.look)}</p>', sanitize=False).props('role="status"')


def _stand(workspace: Workspace, seat: Seat, step: Step) -> None:
    """Where one sees it arrive."""
    person = person_named(workspace, step.handle)
    seat.be(person.id)
    seat.go(channel_named(workspace, step.channel, person).id)
