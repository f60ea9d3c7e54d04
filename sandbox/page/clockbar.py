"""The sandbox's clock: what time it is, and the buttons that turn, play and stop it."""

from collections.abc import Awaitable, Callable

from nicegui import events, ui

from sandbox import clock_controls
from sandbox.instants import instant, iso, micros
from sandbox.page.markup import escaped
from sandbox.page.tab import Tab
from sandbox.page.turns import BRIEF, TURNS
from sandbox.wire import Json, Refused

SPEEDS = {1: "1×", 60: "1 min/s", 600: "10 min/s", 3600: "1 h/s"}


class Clockbar:
    """Follows the clock ten times a second."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._face: object = None
        self._speed = max(1, int(tab.workspace.play.rate))

    def draw(self) -> None:
        """The bar, within the current element."""
        with ui.element("div").props('id="clock" role="group" aria-label="The clock"'):
            self._now = ui.html("", sanitize=False, tag="time").props('id="now"')
            with ui.element("span").classes("turns"):
                self._turns = [self._turn(name, words) for name, (words, _) in TURNS.items()]
            with ui.element("span").classes("playing"):
                self._play = _button("▶\ufe0e Play", "Play", lambda: self._control("play", rate=self._speed))
                self._pause = _button("❚❚ Pause", "Pause", lambda: self._control("play", rate=0))
                self._stop = _button("■ Stop", "Stop after the current step", lambda: self._control("stop"))
                self._stop.classes("stop")
                self._rate = ui.html(_speeds(self._speed), sanitize=False, tag="select")
                self._rate.props('aria-label="Speed"')
                self._rate.on("change", self._choose_speed, js_handler="(event) => emit(Number(event.target.value))")

    def sync(self) -> None:
        """Shows how things stand now."""
        running = self._tab.workspace.advances.current()
        turning = running is not None and not running.is_stride
        rate = self._tab.workspace.play.rate
        face = (self._words(), turning, rate)
        if face == self._face:
            return
        self._face = face
        self._now.set_content(face[0])
        self._now.props(f'datetime="{iso(self._tab.workspace.now())}"')
        for button in self._turns:
            _able(button, not turning)
        self._stop.set_visibility(turning)
        self._play.set_visibility(not turning and not rate)
        self._pause.set_visibility(not turning and bool(rate))
        if rate and rate != self._speed:
            self._speed = int(rate)
            self._rate.set_content(_speeds(self._speed))

    def _words(self) -> str:
        here = instant(self._tab.workspace.now()).astimezone(self._tab.names.zone)
        city = escaped(self._tab.person.tz.split("/")[-1].replace("_", " "))
        return f'{here:%a} {here.day} {here:%b %Y, %H:%M}<span class="city"> · {city}</span>'

    def _turn(self, name: str, words: str) -> ui.element:
        async def turn() -> None:
            to = TURNS[name][1](instant(self._tab.workspace.now()), self._tab.names.zone)
            await self._control("advance", to=iso(micros(to)))

        both = f'<span class="full">{words}</span><span class="brief">{BRIEF[name]}</span>'
        return _button(both, words, turn).props(f'data-turn="{name}" aria-label="{words}"')

    async def _choose_speed(self, event: events.GenericEventArguments) -> None:
        self._speed = int(event.args)
        if self._tab.workspace.play.rate:
            await self._control("play", rate=self._speed)

    async def _control(self, name: str, **order: object) -> None:
        asked: Json = dict(order)
        try:
            await clock_controls.CONTROLS[f"/{name}"](self._tab.workspace, asked)
        except Refused as refusal:
            self._tab.notices.say(refusal.sentence)


def _button(words: str, label: str, act: Callable[[], Awaitable[None]]) -> ui.element:
    button = ui.element("button").props(f'type="button" title="{label}"').on("click", act)
    with button:
        ui.html(words, sanitize=False, tag="span")
    return button


def _able(button: ui.element, is_able: bool) -> None:
    if is_able:
        button.props(remove="disabled")
    else:
        button.props("disabled")


def _speeds(chosen: int) -> str:
    offered = SPEEDS if chosen in SPEEDS else {chosen: f"{chosen}×"} | SPEEDS
    return "".join(
        f'<option value="{rate}"{" selected" if rate == chosen else ""}>{words}</option>'
        for rate, words in offered.items()
    )
