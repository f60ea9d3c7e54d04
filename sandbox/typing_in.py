"""What a person puts into an element, turned into Slack's state; and what Slack's client refuses."""

import re
from datetime import date
from typing import Any

from sandbox.blocks import STATE_KEYS, state_of
from sandbox.directory import channel_named, person_named
from sandbox.instants import parse_iso
from sandbox.state import Workspace
from sandbox.wire import Json, Refused

REQUIRED = "Please complete this required field."
EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
URL = re.compile(r"^(https?|mailto):\S+$")


def typed_state(workspace: Workspace, element: Json, value: Any) -> Json:
    """The state for a value as docs/sandbox.md lets it be written; a whole state passes as it is."""
    if isinstance(value, dict) and value.get("type") == element["type"]:
        return value
    kind = element["type"]
    if kind not in STATE_KEYS:
        raise Refused(f"A {kind} holds no value.")
    if value is None or value in ("", []):
        several = kind.startswith("multi_") or kind in ("checkboxes", "file_input")
        return state_of(element, [] if several else None)
    if kind.startswith("multi_") or kind in ("checkboxes", "file_input"):
        chosen = value if isinstance(value, list) else [value]
        return state_of(element, [_one(workspace, element, one) for one in chosen])
    return state_of(element, _one(workspace, element, value))


def client_faults(blocks: list[Json], values: Json) -> dict[str, str]:
    """What Slack's client says about a form before it lets it go, by block."""
    faults = {}
    for block in blocks:
        if block.get("type") != "input":
            continue
        state = values.get(block["block_id"], {}).get(block["element"]["action_id"], {})
        if fault := _fault(block, block["element"], state):
            faults[block["block_id"]] = fault
    return faults


def _one(workspace: Workspace, element: Json, value: Any) -> Any:
    kind = element["type"].removeprefix("multi_")
    if kind == "users_select":
        return person_named(workspace, str(value)).id
    if kind in ("channels_select", "conversations_select"):
        return channel_named(workspace, str(value)).id
    if kind in ("static_select", "checkboxes", "radio_buttons", "overflow"):
        return option_of(element, value)
    if kind == "datepicker":
        return _day(value)
    if kind == "datetimepicker":
        return value if isinstance(value, int) else parse_iso(str(value)) // 1_000_000
    return value if isinstance(value, dict) else str(value)


def option_of(element: Json, value: Any) -> Json:
    """The option of that value, or with that text."""
    groups = element.get("option_groups") or []
    options = [*(element.get("options") or []), *(one for group in groups for one in group["options"])]
    wanted = value.get("value") if isinstance(value, dict) else value
    for option in options:
        if wanted in (option["value"], option["text"]["text"]):
            return dict(option)
    known = ", ".join(str(one["value"]) for one in options)
    raise Refused(f"{element.get('action_id')} has no option {wanted}; it has {known}.")


def _day(value: Any) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError as why:
        raise Refused(f"A datepicker takes a day as 2026-10-01, not {value}.") from why


def _fault(block: Json, element: Json, state: Json) -> str:
    value = state.get(STATE_KEYS[element["type"]][0])
    if value in (None, "", []):
        return "" if block.get("optional") else REQUIRED
    check = {
        "plain_text_input": _length,
        "email_text_input": _email,
        "url_text_input": _url,
        "number_input": _number,
    }.get(element["type"])
    return check(element, str(value)) if check else ""


def _length(element: Json, value: str) -> str:
    least, most = element.get("min_length") or 0, element.get("max_length") or 3000
    if len(value) < least:
        return f"Must be at least {least} characters."
    return f"Must be at most {most} characters." if len(value) > most else ""


def _email(element: Json, value: str) -> str:
    return "" if EMAIL.match(value) else "Please enter a valid email address."


def _url(element: Json, value: str) -> str:
    return "" if URL.match(value) else "Please enter a valid URL."


def _number(element: Json, value: str) -> str:
    whole = re.fullmatch(r"-?\d+", value)
    decimal = re.fullmatch(r"-?\d+(\.\d+)?", value)
    if not (decimal if element["is_decimal_allowed"] else whole):
        return "Please enter a valid number."
    least, most = element.get("min_value"), element.get("max_value")
    if least is not None and float(value) < float(least):
        return f"Must be {least} or more."
    return f"Must be {most} or less." if most is not None and float(value) > float(most) else ""
