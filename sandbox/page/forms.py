"""Modals: the form in front of a person, filled in, sent off, closed; it follows what the app does with it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from nicegui.element import Element
from nicegui.events import ValueChangeEventArguments

from sandbox.gestures import GESTURES
from sandbox.page.acting import Hand, trouble
from sandbox.page.confirm import quiet_dialog
from sandbox.page.markup import escaped
from sandbox.page.mrkdwn import of_text
from sandbox.page.names import Names
from sandbox.page.pieces import Pieces
from sandbox.page.surface import Field, Surface, box, made
from sandbox.people import Person
from sandbox.state import Workspace
from sandbox.views import View
from sandbox.wire import Json, Refused

FOCUS = """
setTimeout(() => {{
  const form = getHtmlElement({form});
  if (!form || document.activeElement?.closest('form') === form) return;
  const wanted = ['[autofocus]', '.modal-body :is(input, textarea, select, button, a)', '.modal-end button:last-child'];
  wanted.map((one) => form.querySelector(one)).find(Boolean)?.focus();
}}, 40);
"""
SEND = "(event) => { event.preventDefault(); emit(); }"


class Seated(Protocol):
    """Whoever looks at the page."""

    @property
    def person(self) -> Person:
        """Who that is."""
        ...


class Forms:
    """The place for modals of one page; create it within the page, and `refresh` it when a view changed."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._dialog = quiet_dialog().props("no-backdrop-dismiss")
        self._dialog.on_value_change(self._put_away)
        self._form: _Form | None = None

    def refresh(self, seat: Seated) -> None:
        """Shows the top one of the person's modals as it is now, or none."""
        stack = self._workspace.views.stack(seat.person.id)
        if not stack:
            self._hide()
        elif self._form is not None and self._form.view is stack[-1] and self._form.person_id == seat.person.id:
            self._form.show(len(stack))
        else:
            self._begin(seat, stack[-1], len(stack))

    def _begin(self, seat: Seated, view: View, depth: int) -> None:
        self._dialog.clear()
        with self._dialog:
            self._form = _Form(self._workspace, seat, view, lambda: self.refresh(seat))
        self._form.show(depth)
        self._dialog.props["aria-labelledby"] = self._form.title.html_id
        self._dialog.open()
        self._dialog.client.run_javascript(FOCUS.format(form=self._form.whole.id))

    def _hide(self) -> None:
        self._form = None
        self._dialog.close()
        self._dialog.clear()

    async def _put_away(self, event: ValueChangeEventArguments[bool]) -> None:
        form = self._form
        if event.value or form is None:
            return
        await form.close()
        if self._form is form:  # it could not be closed
            self._dialog.open()


class _Form:
    """One modal, from opened to closed."""

    def __init__(self, workspace: Workspace, seat: Seated, view: View, refresh: Callable[[], None]) -> None:
        self._workspace, self._refresh = workspace, refresh
        self.view, self.person_id = view, seat.person.id
        hand = Hand(workspace, seat.person, {"view_id": view.id}, self.say)
        names = Names(workspace, seat.person)
        self._surface = Surface(names, hand.press, {}, hand.suggest, hand.keep)
        self._hash = ""
        self._submit: Element | None = None
        with box("form", class_="modal", novalidate=True) as self.whole:
            with box(class_="modal-head"):
                self.title = made("h3", class_="modal-title")
                self._depth = made("span", class_="depth")
                away = made("button", "✕", class_="button small away", type="button", aria_label="Close the form")
            with box(class_="modal-body"):
                self._pieces = Pieces()
            self._trouble = box(class_="trouble-place")
            self._end = box(class_="modal-end")
        away.on("click", self.close)
        self.whole.on("submit", self.send, js_handler=SEND)

    def show(self, depth: int) -> None:
        """Shows the view as it is now, over `depth - 1` others."""
        self._depth.set_content(f"{depth} of {depth}" if depth > 1 else "")
        self.whole.classes(replace=f"modal depth-{depth}")
        if self._hash == self.view.hash:
            return
        self._hash = self.view.hash
        self.title.set_content(of_text(self.view.shape["title"], self._surface.names))
        self._pieces.show(replace(self._surface, state=self.view.values()), self.view.blocks)
        self._forget_gone()
        self._draw_end()

    async def send(self) -> None:
        """Sends it off; what is wrong stands at its fields, and the form stays."""
        self._settle()
        if halves := {field.block_id: field.half for field in self._surface.fields.values() if field.half}:
            self._blame(halves)
            return
        self._wait(True)
        try:
            answer = await GESTURES["submit"](self._workspace, {"user": self.person_id, "view_id": self.view.id})
        except Refused as refusal:
            self.say(refusal.sentence)
        else:
            self._follow(answer)
        self._wait(False)

    async def close(self) -> None:
        """Closes it without sending."""
        try:
            await GESTURES["close"](self._workspace, {"user": self.person_id, "view_id": self.view.id})
        except Refused as refusal:
            self.say(refusal.sentence)
        self._refresh()

    def say(self, sentence: str) -> None:
        """Says something within the form."""
        if self._trouble.is_deleted:
            return
        self._trouble.clear()
        with self._trouble:
            made("p", escaped(sentence), class_="trouble", role="alert")

    def _follow(self, answer: Json) -> None:
        if answer.get("error"):
            self.say(trouble(str(answer["error"])))
        elif answer.get("errors"):
            self._blame(answer["errors"])
        else:
            self._refresh()

    def _blame(self, errors: dict[str, str]) -> None:
        blamed = [field for block_id, field in self._ordered() if block_id in errors]
        for field in blamed:
            field.show(str(errors[field.block_id]))
        if blamed:
            blamed[0].focus()

    def _ordered(self) -> list[tuple[str, Field]]:
        ids = [str(one.get("block_id")) for one in self.view.blocks]
        return [(one, self._surface.fields[one]) for one in ids if one in self._surface.fields]

    def _settle(self) -> None:
        self._trouble.clear()
        for field in self._surface.fields.values():
            field.settle()

    def _forget_gone(self) -> None:
        standing = {str(one.get("block_id")) for one in self.view.blocks}
        for gone in set(self._surface.fields) - standing:
            del self._surface.fields[gone]

    def _draw_end(self) -> None:
        names, shape = self._surface.names, self.view.shape
        self._end.clear()
        with self._end:
            close = of_text(shape.get("close") or ("Cancel" if shape.get("submit") else "Close"), names)
            made("button", close, class_="button", type="button").on("click", self.close)
            self._submit = None
            if shape.get("submit"):
                self._submit = made("button", of_text(shape["submit"], names), class_="button primary", type="submit")

    def _wait(self, is_waiting: bool) -> None:
        if self._submit is not None and not self._submit.is_deleted:
            self._submit.props.set_bool("disabled", is_waiting)
            self._submit.props.set_optional("aria-busy", "true" if is_waiting else None)
