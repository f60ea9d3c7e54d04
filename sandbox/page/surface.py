"""What every interactive element knows: its place, its reader, what it holds, and how it acts."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from nicegui import ui
from nicegui.element import Element

from sandbox.blocks import STATE_KEYS
from sandbox.page.markup import escaped
from sandbox.page.names import Names
from sandbox.wire import Json

Act = Callable[[Json, str, Any], Awaitable[None]]
Keep = Callable[[Json, str, Any], None]
Suggest = Callable[[Json, str, str], Awaitable[Json]]
Made = TypeVar("Made", bound=Element)
NATIVE = "input, textarea, select, button"


async def no_suggestions(element: Json, block_id: str, typed: str) -> Json:
    """Where no app is asked for options."""
    return {"options": []}


def keep_nothing(element: Json, block_id: str, value: Any) -> None:
    """Where nothing is kept of what is typed."""


@dataclass
class Field:
    """The field of an input block: where its error stands, and what the error is about."""

    block_id: str
    error: Element
    whole: Element
    native: Element | None = None
    halves: dict[str, str] = field(default_factory=dict)

    @property
    def half(self) -> str:
        """What is wrong with something that is typed halfway and can't be sent; empty when all is whole."""
        return next((sentence for sentence in self.halves.values() if sentence), "")

    def show(self, sentence: str) -> None:
        """Says what is wrong, at the field."""
        self.error.clear()
        with self.error:
            made("span", escaped(sentence), class_="error", role="alert")
        self._mark("true")

    def settle(self) -> None:
        """Takes the error away."""
        if self.error.default_slot.children:
            self.error.clear()
            self._mark(None)

    def focus(self) -> None:
        """Puts the cursor into it."""
        self.whole.client.run_javascript(f"getHtmlElement({self.whole.id})?.querySelector('{NATIVE}')?.focus()")

    def _mark(self, invalid: str | None) -> None:
        if self.native is not None:
            self.native.props.set_optional("aria-invalid", invalid)


@dataclass(frozen=True)
class Surface:
    """A message, form or Home tab before one pair of eyes; `state` is its `state.values`."""

    names: Names
    act: Act
    state: Json
    suggest: Suggest = no_suggestions
    keep: Keep = keep_nothing
    fields: dict[str, Field] = field(default_factory=dict)


@dataclass(frozen=True)
class Control:
    """One element within its block."""

    surface: Surface
    block: Json
    element: Json
    label_id: str = ""
    described_by: str = ""

    @property
    def block_id(self) -> str:
        """The id of the block that it stands in."""
        return str(self.block.get("block_id", ""))

    @property
    def is_input(self) -> bool:
        """Whether it is the element of an input block."""
        return self.block.get("type") == "input"

    @property
    def field(self) -> Field | None:
        """Its field, if it is an input."""
        return self.surface.fields.get(self.block_id) if self.is_input else None

    @property
    def value(self) -> Any:
        """What it holds now, in the form of its state; else what it starts with."""
        key, initial = STATE_KEYS[self.element["type"]]
        held = self.surface.state.get(self.block_id, {}).get(self.element.get("action_id"))
        return held.get(key) if held else self.element.get(initial)

    @property
    def placeholder(self) -> str:
        """The words in it while it is empty."""
        return str((self.element.get("placeholder") or {}).get("text", ""))

    async def press(self, value: Any) -> None:
        """Tells the app, or in an input that sends nothing the form alone."""
        self.touch()
        await self.surface.act(self.element, self.block_id, value)

    def keep(self, value: Any) -> None:
        """Keeps what is typed without telling the app."""
        self.touch()
        self.surface.keep(self.element, self.block_id, value)

    def touch(self) -> None:
        """Its error, if there was one, is being mended."""
        if self.field is not None:
            self.field.settle()

    def named(self, native: Made, fallback: str = "") -> Made:
        """The element with its action's id and the words that a screen reader says."""
        native.props["data-action-id"] = str(self.element.get("action_id", ""))
        spoken = str(self.element.get("accessibility_label") or fallback or self.placeholder)
        if self.label_id:
            native.props["aria-labelledby"] = self.label_id
            native.props.set_optional("aria-describedby", self.described_by or None)
        elif spoken:
            native.props["aria-label"] = spoken
        native.props.set_bool("autofocus", self.element.get("focus_on_load"))
        if self.field is not None and self.field.native is None:
            self.field.native = native
        return native


def made(name: str, content: str = "", /, **attributes: Any) -> ui.html:
    """An element of a native tag around safe HTML; `class_` is its class, `_` in a name stands for `-`."""
    element = ui.html(content, sanitize=False, tag=name)
    return _dressed(element, attributes)


def box(name: str = "div", /, **attributes: Any) -> Element:
    """An element of a native tag that others are put into."""
    return _dressed(ui.element(name), attributes)


def _dressed(element: Made, attributes: dict[str, Any]) -> Made:
    for name, value in attributes.items():
        if name == "class_":
            element.classes(value)
        elif value is not None:
            element.props[name.rstrip("_").replace("_", "-")] = value
    return element
