"""What is typed or handed over: text, numbers, addresses, rich text, files."""

from collections.abc import Callable
from typing import Any

from nicegui import ui
from nicegui.element import Element
from nicegui.events import GenericEventArguments, UploadEventArguments

from sandbox.page import rich_typing
from sandbox.page.markup import escaped
from sandbox.page.surface import Control, box, made
from sandbox.wire import Json

TYPES = {"email_text_input": "email", "url_text_input": "url"}
NEAR = 20  # so many characters before the end they are counted
TYPED = "(event) => emit(event.target.value)"
ENTERED = "(event) => { event.preventDefault(); emit(event.target.value); }"
MARKING = """() => {{
  const area = getHtmlElement({area}), {{selectionStart: from, selectionEnd: to}} = area;
  area.setRangeText("{mark}" + area.value.slice(from, to) + "{mark}", from, to, "select");
  area.focus();
  area.dispatchEvent(new Event("input"));
}}"""
BUTTONS = (("*", "<strong>B</strong>", "Bold"), ("_", "<em>I</em>", "Italic"), ("~", "<s>S</s>", "Strike through"))


def text_input(control: Control) -> Element:
    """One line or several of plain text, with the count of what may still be typed."""
    return _typed(control, str(control.value or ""), bool(control.element.get("multiline")), lambda typed: typed)


def line_input(control: Control) -> Element:
    """A number, an e-mail address or a URL."""
    return _typed(control, str(control.value or ""), False, lambda typed: typed.strip())


def rich_input(control: Control) -> Element:
    """Rich text, by the marks that people type in Slack."""
    with box(class_="rich-input") as whole:
        bar = box(class_="marks", role="toolbar", aria_label="Formatting")
        area = _typed(control, rich_typing.source(control.value), True, rich_typing.elements)
        with bar:
            for mark, sign, spoken in BUTTONS:
                one = made("button", sign, class_="button small", type="button", title=spoken, aria_label=spoken)
                one.on("click", js_handler=MARKING.format(area=area.id, mark=mark))
    return whole


def file_input(control: Control) -> Element:
    """Files, kept in this workspace alone."""
    files = list(control.value or [])
    most = control.element.get("max_files")
    most = most if isinstance(most, int) and most > 0 else 10

    async def receive(event: UploadEventArguments) -> None:
        files.append(_kept(control, event.file.name, await event.file.read()))
        del files[:-most]
        await keep()

    async def keep() -> None:
        _list(listed, files, drop)
        await control.press(list(files))

    async def drop(file: Json) -> None:
        files.remove(file)
        await keep()

    with box(class_="files") as whole:
        listed = box(class_="file-list")
        uploader = ui.upload(on_upload=receive, multiple=most > 1, auto_upload=True).classes("hidden-uploader")
        opener = control.named(made("button", "📎 Add a file", class_="button", type="button"), "Add a file")
        opener.on("click", js_handler=f"(event) => runMethod({uploader.id}, 'pickFiles', [event])")
    accepted = ",".join(f".{one}" for one in control.element.get("filetypes") or [])
    uploader.props.set_optional("accept", accepted or None)
    _list(listed, files, drop)
    return whole


def _typed(control: Control, initial: str, is_multiline: bool, read: Callable[[str], Any]) -> Element:
    element = control.element
    with box(class_="typed") as whole:
        native = control.named(box("textarea" if is_multiline else "input"))
        count = made("span", class_="count", aria_live="off")
    native.props["defaultValue"] = initial
    native.props.set_optional("placeholder", control.placeholder or None)
    native.props["rows" if is_multiline else "type"] = 4 if is_multiline else TYPES.get(element["type"], "text")
    if element["type"] == "number_input":
        native.props["inputmode"] = "decimal"
    _count(control, count, initial)

    async def take(event: GenericEventArguments) -> None:
        typed = str(event.args)
        _count(control, count, typed)
        await _take(control, read(typed), "on_character_entered")

    native.on("input", take, js_handler=TYPED)
    if control.block.get("dispatch_action") and not is_multiline:
        enter = _entering(control, read)
        native.on("keydown.enter", enter, js_handler=ENTERED)
    return whole if element["type"] != "rich_text_input" else native


def _entering(control: Control, read: Callable[[str], Any]) -> Callable[[GenericEventArguments], Any]:
    return lambda event: _take(control, read(str(event.args)), "on_enter_pressed")


async def _take(control: Control, value: Any, on: str) -> None:
    config = control.element.get("dispatch_action_config") or {}
    is_silent = control.is_input and not control.block.get("dispatch_action")
    if is_silent or on in config.get("trigger_actions_on", ["on_enter_pressed"]):
        await control.press(value)
    else:
        control.keep(value)


def _count(control: Control, count: ui.html, typed: str) -> None:
    least, most = int(control.element.get("min_length") or 0), int(control.element.get("max_length") or 0)
    left = most - len(typed)
    is_near, is_over = bool(most) and left <= NEAR, bool(most) and left < 0
    count.set_content(f"{left}" if is_near else f"{len(typed)} of at least {least}" if len(typed) < least else "")
    count.classes(add="over" if is_over else "", remove="" if is_over else "over")


def _kept(control: Control, name: str, content: bytes) -> Json:
    workspace, viewer = control.surface.names.workspace, control.surface.names.viewer
    file, ticket = workspace.files.expect(name, len(content), viewer.id, workspace.now(), "")
    workspace.files.receive(ticket, content)
    workspace.files.complete(file.id, name, workspace.now())
    return file.face(workspace.base_url, workspace.now())


def _list(listed: Element, files: list[Json], drop: Callable[[Json], Any]) -> None:
    listed.clear()
    with listed:
        for file in files:
            _line(file, drop)


def _line(file: Json, drop: Callable[[Json], Any]) -> None:
    with box(class_="file-line"):
        made("span", escaped(file["name"]))
        away = made("button", "✕", class_="button small", type="button", aria_label=f"Remove {file['name']}")
        away.on("click", lambda: drop(file))
