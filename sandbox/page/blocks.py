"""Blocks on the page: those that only show something as HTML, the others as elements that can be used."""

import json
from collections.abc import Callable, Iterator
from itertools import groupby

from nicegui import ui
from nicegui.element import Element

from sandbox.blocks import elements_of
from sandbox.page import cards, choosers, controls, inputs, pickers, still
from sandbox.page.markup import tag
from sandbox.page.mrkdwn import of_text
from sandbox.page.names import Names
from sandbox.page.surface import Act, Control, Field, Keep, Suggest, Surface, box, keep_nothing, made, no_suggestions
from sandbox.wire import Json

Maker = Callable[[Control], Element]
MAKERS: dict[str, Maker] = {
    "button": controls.button,
    "workflow_button": controls.workflow_button,
    "icon_button": controls.icon_button,
    "feedback_buttons": controls.feedback_buttons,
    "overflow": controls.overflow,
    "checkboxes": controls.checkboxes,
    "radio_buttons": controls.radio_buttons,
    "datepicker": pickers.datepicker,
    "timepicker": pickers.timepicker,
    "datetimepicker": pickers.datetimepicker,
    "plain_text_input": inputs.text_input,
    "number_input": inputs.line_input,
    "email_text_input": inputs.line_input,
    "url_text_input": inputs.line_input,
    "rich_text_input": inputs.rich_input,
    "file_input": inputs.file_input,
}
CARDS = ("card", "carousel")


def draw(
    blocks: list[Json],
    names: Names,
    act: Act,
    state: Json,
    *,
    suggest: Suggest = no_suggestions,
    keep: Keep = keep_nothing,
) -> None:
    """Draws blocks into the current slot; `state` is the `state.values` of their message or view."""
    draw_on(Surface(names, act, state, suggest, keep), blocks)


def draw_on(surface: Surface, blocks: list[Json]) -> None:
    """Draws blocks into the current slot, for a surface that is known already."""
    for piece in pieces(blocks):
        draw_piece(surface, piece)


def pieces(blocks: list[Json]) -> Iterator[list[Json]]:
    """The blocks in the lumps that they are drawn in: those that only show something together, others each alone."""
    for is_still, group in groupby(blocks, key=is_only_shown):
        together = list(group)
        yield from [together] if is_still else [[one] for one in together]


def key(piece: list[Json]) -> str:
    """What tells one piece from another that looks different."""
    return json.dumps(piece, sort_keys=True)


def draw_piece(surface: Surface, piece: list[Json]) -> None:
    """Draws one such lump."""
    if is_only_shown(piece[0]):
        ui.html("".join(still.html(one, surface.names) for one in piece), sanitize=False).classes("blocks")
        return
    block = piece[0]
    with box(class_=f"blocks kit {block['type']}", data_block_id=block.get("block_id")) as whole:
        DRAWERS[block["type"]](surface, block, whole)


def is_only_shown(block: Json) -> bool:
    """Whether there is nothing in it to press."""
    kind = block.get("type")
    if kind == "section":
        return not elements_of(block)
    if kind in CARDS:
        return not any(one.get("actions") for one in [block, *(block.get("elements") or [])])
    return kind not in DRAWERS


def _section(surface: Surface, block: Json, whole: Element) -> None:
    made("div", still.section_body(block, surface.names), class_="body")
    with box(class_="accessory"):
        _element(Control(surface, block, block["accessory"]))


def _actions(surface: Surface, block: Json, whole: Element) -> None:
    for element in block.get("elements") or []:
        _element(Control(surface, block, element))


def _input(surface: Surface, block: Json, whole: Element) -> None:
    optional = tag("span", " (optional)", class_="optional") if block.get("optional") else ""
    label = made("label", of_text(block.get("label"), surface.names) + optional, class_="label")
    middle = box(class_="native")
    hint = made("div", of_text(block["hint"], surface.names), class_="hint") if block.get("hint") else None
    error = box(class_="error-place")
    field = surface.fields[str(block.get("block_id"))] = Field(str(block.get("block_id")), error, whole)
    described = " ".join(one.html_id for one in (hint, error) if one is not None)
    with middle:
        _element(Control(surface, block, block["element"], label.html_id, described))
    if field.native is not None and block["element"]["type"] not in ("checkboxes", "radio_buttons", "datetimepicker"):
        label.props["for"] = field.native.html_id


def _card(surface: Surface, block: Json, whole: Element) -> None:
    made("div", cards.card(block, surface.names), class_="card-body")
    with box(class_="actions"):
        _actions(surface, {**block, "elements": block.get("actions")}, whole)


def _carousel(surface: Surface, block: Json, whole: Element) -> None:
    for one in block.get("elements") or []:
        with box(class_="kit card", data_block_id=one.get("block_id")) as card:
            _card(surface, {**one, "block_id": one.get("block_id") or block.get("block_id")}, card)


def _container(surface: Surface, block: Json, whole: Element) -> None:
    whole.classes(f"width-{block.get('width') if block.get('width') in WIDTHS else 'standard'}")
    collapses = bool(block.get("is_collapsible"))
    is_open = None if not collapses or block.get("default_collapsed") else True
    with box("details" if collapses else "div", open=is_open):
        made("summary" if collapses else "div", cards.container_head(block, surface.names), class_="head")
        draw_on(surface, block.get("child_blocks") or [])


def _element(control: Control) -> None:
    kind = str(control.element.get("type"))
    if kind.endswith("_select"):
        choosers.select(control)
    elif kind in MAKERS:
        MAKERS[kind](control)
    else:
        made("span", still.unknown(kind, "An element"))


WIDTHS = ("narrow", "standard", "wide", "full")
DRAWERS: dict[str, Callable[[Surface, Json, Element], None]] = {
    "section": _section,
    "actions": _actions,
    "context_actions": _actions,
    "input": _input,
    "card": _card,
    "carousel": _carousel,
    "container": _container,
}
