"""Checks blocks and views as Slack does: names each fault with a pointer to its place."""

from collections.abc import Callable
from typing import Any

from sandbox import blockkit_newer as newer
from sandbox import blockkit_tables as tables
from sandbox.blockkit_check import COMMON, Check, forbid_others, need, one_text
from sandbox.blockkit_elements import check_element
from sandbox.wire import Json, NotServed

TEXT_INPUTS = {"plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input"}
PICKERS = {"datepicker", "timepicker", "datetimepicker", "checkboxes", "radio_buttons"}
SELECT_KINDS = ("static", "external", "users", "conversations", "channels")
SELECTS = {f"{kind}_select" for kind in SELECT_KINDS} | {f"multi_{kind}_select" for kind in SELECT_KINDS}
UNCHECKED = {"call"}
PRESSED = {"button", "overflow", "workflow_button"}
VIEW_KEYS = {
    "type", "title", "blocks", "close", "submit", "private_metadata", "callback_id", "clear_on_close",
    "notify_on_close", "external_id", "submit_disabled",
}  # fmt: skip


def check_blocks(check: Check, blocks: Any, pointer: str, most: int) -> None:
    """Checks a list of blocks."""
    if not isinstance(blocks, list):
        check.fault("must provide an array", pointer)
        return
    if len(blocks) > most:
        check.fault(f"no more than {most} items allowed", pointer)
    seen: set[str] = set()
    for place, block in enumerate(blocks):
        _check_block(check, block, f"{pointer}/{place}", seen)
    if check.surface == "message":
        _check_together(check, blocks, pointer)


def check_view(check: Check, view: Any, pointer: str = "/view") -> None:
    """Checks a modal or a Home tab."""
    if not isinstance(view, dict) or view.get("type") not in ("modal", "home"):
        check.fault("must be a valid enum value: modal, home", f"{pointer}/type")
        return
    most = check.limits["view"]
    forbid_others(check, view, VIEW_KEYS, pointer)
    if "blocks" not in view:
        check.fault("missing required field: blocks", pointer)
    check_blocks(check, view.get("blocks", []), f"{pointer}/blocks", most["blocks_max"])
    for name, longest in (("private_metadata", most["private_metadata_max"]), ("callback_id", most["callback_id_max"])):
        check.longest(view.get(name), f"{pointer}/{name}", longest)
    if view["type"] == "modal":
        _check_modal(check, view, pointer, most)


def _check_modal(check: Check, view: Json, pointer: str, most: Json) -> None:
    need(check, view, ("title",), pointer)
    for name in ("title", "submit", "close"):
        if view.get(name) is not None:
            check.text(view[name], f"{pointer}/{name}", most[f"{name}_max"], plain=True)
    blocks = view.get("blocks")
    has_input = isinstance(blocks, list) and any(isinstance(b, dict) and b.get("type") == "input" for b in blocks)
    if has_input and view.get("submit") is None:
        check.fault("missing required field: submit", pointer)


def _check_block(check: Check, block: Any, pointer: str, seen: set[str]) -> None:
    if not isinstance(block, dict):
        check.fault("must provide an object", pointer)
        return
    known = BLOCKS.get(block.get("type", ""))
    if known is None and block.get("type") in UNCHECKED:
        raise NotServed(f"Slack has the block {block['type']}, this sandbox can't check it yet ({pointer}).")
    if known is None:
        check.fault(f"unsupported type: {block.get('type')}", f"{pointer}/type")
        return
    surfaces, keys, examine = known
    if check.surface not in surfaces:
        check.fault(f"unsupported type: {block['type']} in a {check.surface}", f"{pointer}/type")
    forbid_others(check, block, keys | {"type", "block_id"}, pointer)
    _check_block_id(check, block.get("block_id"), pointer, seen)
    examine(check, block, pointer)


def _check_block_id(check: Check, block_id: Any, pointer: str, seen: set[str]) -> None:
    if block_id is None:
        return
    check.longest(block_id, f"{pointer}/block_id", check.limits["common"]["block_id_max"])
    if block_id in seen:
        check.fault(f"`block_id` {block_id} already exists", f"{pointer}/block_id")
    seen.add(str(block_id))


def _section(check: Check, block: Json, pointer: str) -> None:
    most = check.limits["section"]
    if not block.get("text") and not block.get("fields"):
        check.fault("must define either `text` or `fields`", pointer)
    if block.get("text") is not None:
        check.text(block["text"], f"{pointer}/text", most["text_max"])
    for place, field in enumerate(check.listed(block.get("fields", []), f"{pointer}/fields", 0, most["fields_max"])):
        check.text(field, f"{pointer}/fields/{place}", most["field_text_max"])
    if block.get("accessory") is not None:
        check_element(check, block["accessory"], f"{pointer}/accessory", PRESSED | PICKERS | SELECTS | {"image"})


def _header(check: Check, block: Json, pointer: str) -> None:
    one_text(check, block, "text", pointer, check.limits["header"]["text_max"], plain=True)


def _divider(check: Check, block: Json, pointer: str) -> None:
    pass


def _image(check: Check, block: Json, pointer: str) -> None:
    check.image(block, pointer)
    if block.get("title") is not None:
        check.text(block["title"], f"{pointer}/title", check.limits["image"]["title_max"], plain=True)


def _actions(check: Check, block: Json, pointer: str) -> None:
    most = check.limits["actions"]["elements_max"]
    seen: set[str] = set()
    for place, element in enumerate(check.listed(block.get("elements"), f"{pointer}/elements", 1, most)):
        here = f"{pointer}/elements/{place}"
        check_element(check, element, here, PRESSED | PICKERS | SELECTS)
        action_id = element.get("action_id") if isinstance(element, dict) else None
        if action_id in seen:
            check.fault(f"`action_id` {action_id} already exists", f"{here}/action_id")
        seen |= {action_id} if action_id else set()


def _context(check: Check, block: Json, pointer: str) -> None:
    most = check.limits["context"]["elements_max"]
    for place, element in enumerate(check.listed(block.get("elements"), f"{pointer}/elements", 1, most)):
        here = f"{pointer}/elements/{place}"
        if isinstance(element, dict) and element.get("type") == "image":
            check_element(check, element, here, {"image"})
        else:
            check.text(element, here, check.limits["common"]["text_object_max"])


def _input(check: Check, block: Json, pointer: str) -> None:
    most = check.limits["input"]
    one_text(check, block, "label", pointer, most["label_max"], plain=True)
    if block.get("hint") is not None:
        check.text(block["hint"], f"{pointer}/hint", most["hint_max"], plain=True)
    check_element(check, block.get("element"), f"{pointer}/element", TEXT_INPUTS | PICKERS | SELECTS | {"file_input"})


def _container(check: Check, block: Json, pointer: str) -> None:
    most = check.limits["container"]
    if not block.get("title") and not block.get("rich_text_title"):
        check.fault("must define either `title` or `rich_text_title`", pointer)
    for name, plain in (("title", True), ("subtitle", False)):
        if block.get(name) is not None:
            check.text(block[name], f"{pointer}/{name}", most[f"{name}_max"], plain=plain)
    if block.get("width", "standard") not in most["width"]:
        check.fault(f"must be a valid enum value: {', '.join(most['width'])}", f"{pointer}/width")
    seen: set[str] = set()
    for place, child in enumerate(
        check.listed(block.get("child_blocks"), f"{pointer}/child_blocks", *most["child_blocks"])
    ):
        here = f"{pointer}/child_blocks/{place}"
        if isinstance(child, dict) and child.get("type") not in CHILDREN:
            check.fault(f"unsupported type: {child.get('type')} in a container", f"{here}/type")
        else:
            _check_block(check, child, here, seen)


def _check_together(check: Check, blocks: list[Any], pointer: str) -> None:
    """What may stand in a message only so often."""
    for kind, most in (("table", 1), ("data_visualization", 2)):
        places = [at for at, one in enumerate(blocks) if isinstance(one, dict) and one.get("type") == kind]
        for place in places[most:]:
            check.fault(f"no more than {most} of type {kind} allowed", f"{pointer}/{place}")


Examine = Callable[[Check, Json, str], None]
EVERYWHERE, STAYING, MESSAGES = ("message", "modal", "home"), ("message", "home"), ("message",)
CHILDREN = {
    *("actions", "context", "divider", "file", "header", "image", "input", "rich_text", "section", "table", "video"),
}
CONTAINER_KEYS = {
    *("title", "rich_text_title", "subtitle", "child_blocks", "width", "icon", "is_collapsible", "default_collapsed"),
    "has_header_divider",
}
BLOCKS: dict[str, tuple[tuple[str, ...], set[str], Examine]] = {
    "section": (EVERYWHERE, {"text", "fields", "accessory", "expand"}, _section),
    "header": (EVERYWHERE, {"text", "level"}, _header),
    "divider": (EVERYWHERE, set(), _divider),
    "image": (EVERYWHERE, {*COMMON["image"], "title"}, _image),
    "actions": (EVERYWHERE, {"elements"}, _actions),
    "context": (EVERYWHERE, {"elements"}, _context),
    "input": (EVERYWHERE, {"label", "element", "hint", "optional", "dispatch_action"}, _input),
    "rich_text": (EVERYWHERE, {"elements"}, tables.rich_text),
    "markdown": (MESSAGES, {"text"}, tables.markdown),
    "table": (STAYING, {"rows", "column_settings"}, tables.table),
    "data_table": (STAYING, {"rows", "caption", "page_size", "row_header_column_index"}, tables.data_table),
    "data_visualization": (MESSAGES, {"title", "chart"}, tables.chart),
    "alert": (("modal",), {"text", "level"}, newer.alert),
    "card": (EVERYWHERE, newer.CARD_KEYS, newer.card),
    "carousel": (STAYING, {"elements"}, newer.carousel),
    "container": (STAYING, CONTAINER_KEYS, _container),
    "context_actions": (MESSAGES, {"elements"}, newer.context_actions),
    "file": (MESSAGES, {"external_id", "source"}, newer.remote_file),
    "plan": (MESSAGES, {"title", "tasks"}, newer.plan),
    "task_card": (MESSAGES, newer.TASK_KEYS, newer.task_card),
    "video": (EVERYWHERE, newer.VIDEO_KEYS, newer.video),
}
