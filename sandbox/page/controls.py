"""What is pressed or ticked: buttons, overflow menus, checkboxes, radio buttons, feedback."""

from collections.abc import Awaitable, Callable
from typing import Any

from nicegui import ui
from nicegui.element import Element
from nicegui.events import GenericEventArguments

from sandbox.page.confirm import confirmed
from sandbox.page.markup import escaped, is_safe_place, tag
from sandbox.page.mrkdwn import of_text
from sandbox.page.surface import Control, box, made
from sandbox.wire import Json

Tick = Callable[[str, bool], Awaitable[None]]
SIGNS = {"trash": "🗑️", "positive_button": "👍", "negative_button": "👎"}
MENU = "transition-duration=0 role=menu auto-close no-parent-event"
ARROWS = """(event) => {
  const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
  if (!step) return;
  event.preventDefault();
  const entries = [...event.currentTarget.querySelectorAll('[role=menuitem]')];
  const next = entries.indexOf(document.activeElement) + step;
  entries[(next + entries.length) % entries.length]?.focus();
}"""


def button(control: Control) -> Element:
    """A button; one with a URL opens it in a tab of its own, and tells the app as well."""
    element = control.element
    content, style = of_text(element.get("text"), control.surface.names), str(element.get("style") or "")
    url = str(element.get("url") or "")
    if is_safe_place(url) and not element.get("confirm"):
        link = made("a", content, class_=f"button {style}", href=url, target="_blank", rel="noreferrer noopener")
        return control.named(link).on("click", lambda: control.press(element.get("value")))

    async def press() -> None:
        if await confirmed(element.get("confirm"), control.surface.names):
            visit(url)
            await control.press(element.get("value"))

    return control.named(made("button", content, class_=f"button {style}", type="button")).on("click", press)


def workflow_button(control: Control) -> Element:
    """A button that would start a workflow: there are none here."""
    text = of_text(control.element.get("text"), control.surface.names)
    return control.named(
        made("button", text, class_="button", type="button", disabled=True, title="The sandbox runs no workflows.")
    )


def icon_button(control: Control) -> Element:
    """A small button of the context."""
    element = control.element
    text = str((element.get("text") or {}).get("text", ""))
    sign = SIGNS.get(str(element.get("icon")), "•")
    return _small(control, f"{sign} {escaped(text)}", text, element.get("value"))


def feedback_buttons(control: Control) -> Element:
    """Thumbs up and down."""
    with box("span", class_="feedback") as both:
        for name in ("positive_button", "negative_button"):
            one = control.element.get(name) or {}
            text = str(one.get("accessibility_label") or (one.get("text") or {}).get("text", ""))
            _small(control, SIGNS[name], text, one.get("value"))
    return both


def overflow(control: Control) -> Element:
    """The ⋯ menu."""
    with control.named(box("button", class_="button overflow", type="button"), "More actions") as opener:
        opener.props["aria-haspopup"] = "menu"
        made("span", "⋯")
        with ui.menu().props(MENU).classes("choices-popup") as menu:
            for option in control.element.get("options") or []:
                _entry(control, option)
    opener.on("click", menu.open)  # a menu that listens to its parent itself is closed by the key that opened it
    menu.on("keydown", js_handler=ARROWS)
    menu.on("show", js_handler="() => document.querySelector('.q-menu [role=menuitem]')?.focus()")
    return opener


def checkboxes(control: Control) -> Element:
    """Boxes to tick, each with its description."""
    return _choices(control, "checkbox", {str(one["value"]) for one in control.value or []})


def radio_buttons(control: Control) -> Element:
    """One of several."""
    return _choices(control, "radio", {str(control.value["value"])} if control.value else set())


def visit(url: str) -> None:
    """Opens a page in a tab of its own, if it may."""
    if is_safe_place(url):
        ui.navigate.to(url, new_tab=True)


def _small(control: Control, content: str, spoken: str, value: Any) -> Element:
    async def press() -> None:
        if await confirmed(control.element.get("confirm"), control.surface.names):
            await control.press(value)

    small = made("button", content, class_="button small", type="button", title=spoken)
    return control.named(small, spoken).on("click", press)


def _entry(control: Control, option: Json) -> None:
    async def choose() -> None:
        if await confirmed(control.element.get("confirm"), control.surface.names):
            visit(str(option.get("url") or ""))
            await control.press(option)

    content = _labelled(control, option)
    made("button", content, class_="entry", type="button", role="menuitem", tabindex="-1").on("click", choose)


def _choices(control: Control, kind: str, chosen: set[str]) -> Element:
    options = control.element.get("options") or []

    async def tick(value: str, is_on: bool) -> None:
        if not await confirmed(control.element.get("confirm"), control.surface.names):
            draw()
            return
        wanted = {value} if kind == "radio" else chosen | {value} if is_on else chosen - {value}
        chosen.intersection_update(wanted)
        chosen.update(wanted)
        picked = [one for one in options if one["value"] in chosen]
        await control.press(picked[0] if kind == "radio" else picked)

    def draw() -> None:
        group.clear()
        with group:
            for option in options:
                native = {"type": kind, "name": group.html_id, "checked": option["value"] in chosen}
                _choice(control, native, option, tick)

    group = control.named(box(class_="choices", role="radiogroup" if kind == "radio" else "group"))
    draw()
    return group


def _choice(control: Control, native: Json, option: Json, tick: Tick) -> None:
    async def change(event: GenericEventArguments) -> None:
        await tick(option["value"], bool(event.args))

    with box("label", class_="choice"):
        box("input", **native).on("change", change, js_handler="(event) => emit(event.target.checked)")
        made("span", _labelled(control, option), class_="choice-words")


def _labelled(control: Control, option: Json) -> str:
    names = control.surface.names
    description = option.get("description")
    below = tag("div", of_text(description, names), class_="description") if description else ""
    return of_text(option.get("text"), names) + below
