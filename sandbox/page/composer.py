"""Where one writes: messages and commands, with completion by keyboard."""

import json
from typing import Any

from nicegui import events, ui

from sandbox.instants import ts
from sandbox.page.completion import Completion, Option, complete
from sandbox.page.markup import escaped
from sandbox.page.pressed import PRESSED
from sandbox.page.tab import Tab

# Enter sends; while a list is open, its keys go to it. Clears at once what is sent, so that typing on is not lost.
KEYS = """(event) => {
  const area = event.target, has = (name) => area.hasAttribute(name), key = event.key;
  const sends = key === "Enter" && !event.shiftKey && !event.isComposing;
  const picks = has("aria-controls") && ["ArrowDown", "ArrowUp", "Escape", "Tab"].includes(key) && !event.shiftKey;
  if (!sends && !picks) return;
  event.preventDefault();
  const clears = sends && !has("aria-activedescendant");
  emit(key, area.value, area.selectionStart, clears);
  if (clears) area.value = "";
}"""
TYPED = "(event) => emit(event.target.value, event.target.selectionStart)"
SENT = """(event) => {
  const area = event.target.closest(".composer").querySelector("textarea");
  emit("Enter", area.value, area.selectionStart, true);
  area.value = "";
  area.focus();
}"""
# Puts text in the place of what was there; what was typed at the caret while the answer was on its way is kept.
PUT = """(area, was, at, text, caret) => {
  const now = area.value, before = was.slice(0, at), after = was.slice(at);
  const typed = now.length > was.length && now.startsWith(before) && now.endsWith(after);
  const more = typed ? now.slice(at, now.length - after.length) : "";
  area.value = text.slice(0, caret) + more + text.slice(caret);
  area.setSelectionRange(caret + more.length, caret + more.length);
  if (more) area.dispatchEvent(new Event("input"));
}"""
PICKED = """(event) => {
  const option = event.target.closest("[role=option]");
  event.preventDefault();
  if (option) emit(Number(option.dataset.number));
}"""


class Composer:
    """One line of writing, in the open place or in the open thread."""

    def __init__(self, tab: Tab, in_thread: bool = False) -> None:
        self._tab = tab
        self._in_thread = in_thread
        self._list_id = "completion-thread" if in_thread else "completion"
        self._completion: Completion | None = None
        self._chosen: int | None = None
        self._text, self._caret = "", 0
        self._key: tuple[str, str, int | None] | None = None

    def draw(self) -> None:
        """The composer, within the current element."""
        with ui.element("div").classes("composer") as self._frame:
            self._list = ui.html("", sanitize=False, tag="ul").props(f'id="{self._list_id}" role="listbox"')
            self._list.classes("menu completion").on("mousedown", self._picked, js_handler=PICKED)
            if not self._in_thread:
                self._draw_shortcuts()
            label = "Reply" if self._in_thread else "Message"
            self._area = ui.element("textarea").props(f'aria-label="{label}" rows="1" spellcheck="false"')
            self._area.props('autocomplete="off" aria-autocomplete="list"')
            self._area.on("input", self._typed, js_handler=TYPED).on("keydown", self._pressed, js_handler=KEYS)
            send = ui.element("button").props('type="button" aria-label="Send"').classes("send")
            with send.on("click", self._pressed, js_handler=SENT):
                ui.html("➤", sanitize=False, tag="span")
        self._list.set_visibility(False)

    def set_visibility(self, is_visible: bool) -> None:
        """Shows or hides all of it."""
        self._frame.set_visibility(is_visible)

    def focus(self) -> None:
        """Puts the cursor into it, once it is there."""
        self._area.client.run_javascript(f"setTimeout(() => getElement({self._area.id})?.focus(), 50)")

    def sync(self) -> None:
        """Follows the seat: each place keeps its own draft."""
        seat = self._tab.seat
        key = (seat.person_id, seat.channel_id, seat.thread_at if self._in_thread else None)
        if key != self._key:
            self._key = key
            self._area.props["placeholder"] = self._placeholder()
            self._area.update()
            self._offer(None)
            draft = seat.drafts.get(key, "")
            if draft != self._text:
                self._put(draft, len(draft), with_focus=False)

    def _placeholder(self) -> str:
        here = self._tab.seat.here
        if self._in_thread:
            return "Reply…"
        manifest = self._tab.workspace.manifest
        if here.partner == self._tab.workspace.bot.id and manifest.messages_read_only:
            return f"{manifest.commands[0].name} help" if manifest.commands else ""
        return f"Message {'' if here.partner else '#'}{here.title}"

    def _draw_shortcuts(self) -> None:
        shortcuts = [one for one in self._tab.workspace.manifest.shortcuts if one.kind == "global"]
        entries = "".join(
            f'<button type="button" data-do="shortcut" data-arg="{escaped(one.callback_id)}"'
            f' popovertarget="shortcuts" popovertargetaction="hide">{escaped(one.name)}</button>'
            for one in shortcuts
        )
        shown = entries or "<p>The app has no global shortcuts.</p>"
        menu = ui.html(
            '<button type="button" popovertarget="shortcuts" aria-label="Shortcuts" title="Shortcuts">⚡</button>'
            f'<div popover id="shortcuts" class="menu">{shown}</div>',
            sanitize=False,
        ).classes("shortcuts")
        menu.on("click", self._run, js_handler=PRESSED)

    async def _run(self, event: events.GenericEventArguments) -> None:
        await self._tab.do("shortcut", callback_id=event.args[1])

    def _typed(self, event: events.GenericEventArguments) -> None:
        self._remember(*event.args)
        self._offer(complete(self._tab.workspace, self._tab.person, self._text, self._caret))

    async def _pressed(self, event: events.GenericEventArguments) -> None:
        key, text, caret, is_cleared = event.args
        if (text, caret) != (self._text, self._caret):
            self._remember(text, caret)
            self._offer(complete(self._tab.workspace, self._tab.person, text, caret))
        if self._completion is not None and self._steer(key):
            return
        if key == "Enter":
            await self._send(text, is_cleared)

    def _steer(self, key: str) -> bool:
        assert self._completion is not None
        count = len(self._completion.options)
        if key == "Escape":
            self._offer(None)
        elif key == "ArrowDown":
            self._choose(0 if self._chosen is None else (self._chosen + 1) % count)
        elif key == "ArrowUp":
            self._choose(count - 1 if self._chosen is None else (self._chosen - 1) % count)
        elif key == "Tab" or self._chosen is not None:
            self._take(self._chosen or 0)
        else:
            return False
        return True

    def _picked(self, event: events.GenericEventArguments) -> None:
        if self._completion is not None:
            self._take(int(event.args))

    def _take(self, chosen: int) -> None:
        assert self._completion is not None
        text, caret = self._completion.applied(self._text, chosen)
        self._put(text, caret)
        self._offer(complete(self._tab.workspace, self._tab.person, text, caret))

    async def _send(self, text: str, is_cleared: bool) -> None:
        self._offer(None)
        if is_cleared:
            self._remember("", 0)
        else:
            self._put("", 0)
        if not text.strip():
            return
        seat = self._tab.seat
        order: dict[str, Any] = {"channel": seat.open_channel().id, "text": text.strip()}
        if self._in_thread and seat.thread_at is not None:
            order["thread_ts"] = ts(seat.thread_at)
        answer = await self._tab.do("command" if text.startswith("/") else "say", **order)
        if answer is None and not self._text:
            self._put(text, len(text))

    def _remember(self, text: str, caret: int) -> None:
        self._text, self._caret = text, caret
        if self._key is not None:
            self._tab.seat.drafts[self._key] = text

    def _put(self, text: str, caret: int, with_focus: bool = True) -> None:
        was = json.dumps([self._text, self._caret, text, caret])
        self._remember(text, caret)
        focus = "area.focus();" if with_focus else ""
        self._area.client.run_javascript(f"const area = getElement({self._area.id}); {focus} ({PUT})(area, ...{was});")

    def _offer(self, completion: Completion | None) -> None:
        self._completion = completion
        self._choose(0 if completion and completion.is_eager else None)

    def _choose(self, chosen: int | None) -> None:
        self._chosen = chosen
        options = self._completion.options if self._completion else ()
        self._list.set_visibility(bool(options))
        lines = [_line(self._list_id, place, one, place == chosen) for place, one in enumerate(options)]
        self._list.set_content("".join(lines))
        props = self._area.props
        for name in ("aria-controls", "aria-expanded", "aria-activedescendant"):
            props.pop(name, None)
        if options:
            props.update({"aria-controls": self._list_id, "aria-expanded": "true"})
        if options and chosen is not None:
            props["aria-activedescendant"] = f"{self._list_id}-{chosen}"
        self._area.update()


def _line(list_id: str, place: int, option: Option, is_chosen: bool) -> str:
    beside = f"<small>{escaped(option.hint)}</small>" if option.hint else ""
    return (
        f'<li role="option" id="{list_id}-{place}" data-number="{place}" aria-selected="{str(is_chosen).lower()}">'
        f"<span>{escaped(option.label)}</span>{beside}</li>"
    )
