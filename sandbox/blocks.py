"""Walks through blocks: their elements, the ids that the app left out, the state they hold."""

from collections.abc import Iterator
from typing import Any

from sandbox.ids import Ids
from sandbox.wire import Json

# The key under which an element's state carries its value, and the key of its initial one.
STATE_KEYS = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "checkboxes": ("selected_options", "initial_options"),
    "radio_buttons": ("selected_option", "initial_option"),
    "file_input": ("files", "initial_files"),
}


def elements_of(block: Json) -> list[Json]:
    """The interactive elements of one block."""
    if block.get("type") == "section":
        accessory = block.get("accessory")
        return [accessory] if accessory and accessory.get("type") != "image" else []
    if block.get("type") in ("actions", "context_actions"):
        return list(block.get("elements", []))
    if block.get("type") == "input":
        return [block["element"]]
    return list(block.get("actions", [])) if block.get("type") == "card" else []


def flat(blocks: list[Json]) -> Iterator[Json]:
    """The blocks, and those that stand in carousels and containers."""
    for block in blocks:
        yield block
        inner = {"carousel": "elements", "container": "child_blocks"}.get(str(block.get("type")))
        if inner is not None:
            yield from flat(block.get(inner) or [])


def elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Each block with each of its interactive elements."""
    for block in flat(blocks):
        for element in elements_of(block):
            yield block, element


def stateful_elements(blocks: list[Json]) -> Iterator[tuple[Json, Json, Json]]:
    """Each block with each element that holds a value, and the state that it starts with."""
    for block, element in elements(blocks):
        if element["type"] in STATE_KEYS:
            yield block, element, state_of(element, _initial(element))


def state_values(blocks: list[Json], typed: dict[tuple[str, str], Json]) -> Json:
    """`state.values`: what stands in each element now."""
    values: Json = {}
    for block, element, initial in stateful_elements(blocks):
        block_id, action_id = block["block_id"], element["action_id"]
        values.setdefault(block_id, {})[action_id] = typed.get((block_id, action_id), initial)
    return values


def state_of(element: Json, value: Any) -> Json:
    """The state of an element that holds this value."""
    return {"type": element["type"], STATE_KEYS[element["type"]][0]: value}


def name_all(blocks: list[Json], ids: Ids) -> list[Json]:
    """The blocks with the ids that the app left out, as Slack gives them."""
    for block in flat(blocks):
        block.setdefault("block_id", ids.word())
        for element in elements_of(block):
            element.setdefault("action_id", ids.word())
    return blocks


def _initial(element: Json) -> Any:
    initial = element.get(STATE_KEYS[element["type"]][1])
    several = element["type"].startswith("multi_") or element["type"] in ("checkboxes", "file_input")
    return [] if several and initial is None else initial
