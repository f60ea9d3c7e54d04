"""Checks the elements of blocks: buttons, selects, inputs, pickers."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sandbox.blockkit_check import COMMON, Check, forbid_others, need, one_text
from sandbox.wire import Json

FOCUS = {"focus_on_load"}
HINTED = {"placeholder"}


def check_element(check: Check, element: Any, pointer: str, allowed: set[str]) -> None:
    """Checks one element; its kind must be one of those allowed at that place."""
    if not isinstance(element, dict):
        check.fault("must provide an object", pointer)
        return
    kind = element.get("type")
    if kind not in allowed or kind not in ELEMENTS:
        check.fault(f"unsupported type: {kind}", f"{pointer}/type")
        return
    keys, examine = ELEMENTS[kind]
    own = {"type"} if kind == "image" else {"type", "action_id"}
    forbid_others(check, element, keys | own, pointer)
    check.longest(element.get("action_id"), f"{pointer}/action_id", check.limits["common"]["action_id_max"])
    if element.get("placeholder") is not None:
        check.text(
            element["placeholder"], f"{pointer}/placeholder", check.limits["common"]["placeholder_max"], plain=True
        )
    if element.get("confirm") is not None:
        _confirm(check, element["confirm"], f"{pointer}/confirm")
    examine(check, element, pointer)


def _confirm(check: Check, confirm: Any, pointer: str) -> None:
    most = check.limits["elements"]["confirm"]
    if not isinstance(confirm, dict):
        check.fault("must provide an object", pointer)
        return
    forbid_others(check, confirm, {"title", "text", "confirm", "deny", "style"}, pointer)
    for name in ("title", "text", "confirm", "deny"):
        if confirm.get(name) is not None:
            check.text(confirm[name], f"{pointer}/{name}", most[f"{name}_max"], plain=name != "text")


def _button(check: Check, button: Json, pointer: str) -> None:
    most = check.limits["elements"]["button"]
    one_text(check, button, "text", pointer, most["text_max"], plain=True)
    for name in ("value", "url", "accessibility_label"):
        check.longest(button.get(name), f"{pointer}/{name}", most[f"{name}_max"])
    if "style" in button and button["style"] not in ("primary", "danger"):
        check.fault("must be a valid enum value: primary, danger", f"{pointer}/style")


def _options(check: Check, options: Any, pointer: str, least: int, most: int, *, plain: bool = True) -> None:
    for place, option in enumerate(check.listed(options, pointer, least, most)):
        _option(check, option, f"{pointer}/{place}", plain)


def _option(check: Check, option: Any, pointer: str, plain: bool) -> None:
    most = check.limits["elements"]["option"]
    if not isinstance(option, dict):
        check.fault("must provide an object", pointer)
        return
    forbid_others(check, option, {"text", "value", "description", "url"}, pointer)
    one_text(check, option, "text", pointer, most["text_max"], plain=plain)
    need(check, option, ("value",), pointer)
    check.longest(option.get("value"), f"{pointer}/value", most["value_max"])
    if option.get("description") is not None:
        check.text(option["description"], f"{pointer}/description", most["description_max"], plain)


def _static_select(check: Check, select: Json, pointer: str) -> None:
    most = check.limits["elements"]["static_select"]
    if ("options" in select) == ("option_groups" in select):
        check.fault("must define exactly one of `options` and `option_groups`", pointer)
        return
    if "options" in select:
        _options(check, select["options"], f"{pointer}/options", 1, most["options_max"])
    for place, group in enumerate(select.get("option_groups") or []):
        _group(check, group, f"{pointer}/option_groups/{place}")
    _initial_among(check, select, pointer)


def _group(check: Check, group: Any, pointer: str) -> None:
    most = check.limits["elements"]["option_group"]
    if not isinstance(group, dict):
        check.fault("must provide an object", pointer)
        return
    one_text(check, group, "label", pointer, most["label_max"], plain=True)
    _options(check, group.get("options"), f"{pointer}/options", 1, most["options_max"])


def _initial_among(check: Check, element: Json, pointer: str) -> None:
    groups = element.get("option_groups") or []
    options = [*(element.get("options") or []), *(one for group in groups for one in group.get("options", []))]
    chosen = element.get("initial_options") or []
    chosen = [*chosen, element["initial_option"]] if element.get("initial_option") is not None else chosen
    for one in chosen:
        if one not in options:
            check.fault("initial option must be one of the options", pointer)


def _overflow(check: Check, overflow: Json, pointer: str) -> None:
    least, most = check.limits["elements"]["overflow"]["options"]
    _options(check, overflow.get("options"), f"{pointer}/options", least, most)


def _choices(check: Check, element: Json, pointer: str) -> None:
    most = check.limits["elements"][element["type"]]["options_max"]
    _options(check, element.get("options"), f"{pointer}/options", 1, most, plain=False)
    _initial_among(check, element, pointer)


def _text_input(check: Check, element: Json, pointer: str) -> None:
    most = check.limits["elements"]["plain_text_input"]["min_length_max"]
    for name, least in (("min_length", 0), ("max_length", 1)):
        length = element.get(name)
        if length is not None and (not isinstance(length, int) or not least <= length <= most):
            check.fault(f"must be from {least} to {most}", f"{pointer}/{name}")
    check.longest(element.get("initial_value"), f"{pointer}/initial_value", element.get("max_length") or most)


def _number_input(check: Check, element: Json, pointer: str) -> None:
    if not isinstance(element.get("is_decimal_allowed"), bool):
        check.fault("missing required field: is_decimal_allowed", pointer)
    for name in ("min_value", "max_value", "initial_value"):
        check.longest(element.get(name), f"{pointer}/{name}", 255)


def _datepicker(check: Check, element: Json, pointer: str) -> None:
    initial = element.get("initial_date")
    if initial is None:
        return
    try:
        date.fromisoformat(initial)
    except (TypeError, ValueError):
        check.fault("must be a date as YYYY-MM-DD", f"{pointer}/initial_date")


def _anything(check: Check, element: Json, pointer: str) -> None:
    pass


def _icon_button(check: Check, element: Json, pointer: str) -> None:
    need(check, element, ("icon",), pointer)
    one_text(check, element, "text", pointer, check.limits["elements"]["button"]["text_max"], plain=True)


def _feedback(check: Check, element: Json, pointer: str) -> None:
    for name in ("positive_button", "negative_button"):
        half = element.get(name)
        if not isinstance(half, dict):
            check.fault(f"missing required field: {name}", pointer)
        else:
            one_text(
                check, half, "text", f"{pointer}/{name}", check.limits["elements"]["button"]["text_max"], plain=True
            )
            need(check, half, ("value",), f"{pointer}/{name}")


def _workflow(check: Check, element: Json, pointer: str) -> None:
    need(check, element, ("workflow",), pointer)
    one_text(check, element, "text", pointer, check.limits["elements"]["button"]["text_max"], plain=True)


def _select_keys(kind: str) -> set[str]:
    own = {"static": {"options", "option_groups"}, "external": {"min_query_length"}}
    initial = {"static": "option", "external": "option"}.get(kind, kind.removesuffix("s"))
    more = {"default_to_current_conversation", "filter"} if kind == "conversations" else set()
    response = {"response_url_enabled"} if kind in ("conversations", "channels") else set()
    return HINTED | FOCUS | {"confirm", f"initial_{initial}"} | own.get(kind, set()) | more | response


Examine = Callable[[Check, Json, str], None]
KINDS = ("static", "external", "users", "conversations", "channels")
ELEMENTS: dict[str, tuple[set[str], Examine]] = {
    "button": ({"text", "value", "url", "style", "confirm", "accessibility_label"}, _button),
    "overflow": ({"options", "confirm"}, _overflow),
    "icon_button": ({"icon", "text", "value", "confirm", "accessibility_label", "visible_to_user_ids"}, _icon_button),
    "feedback_buttons": ({"positive_button", "negative_button"}, _feedback),
    "workflow_button": ({"text", "workflow", "style", "confirm", "accessibility_label"}, _workflow),
    "image": (COMMON["image"], Check.image),
    "checkboxes": ({"options", "initial_options", "confirm"} | FOCUS, _choices),
    "radio_buttons": ({"options", "initial_option", "confirm"} | FOCUS, _choices),
    "datepicker": ({"initial_date", "confirm"} | HINTED | FOCUS, _datepicker),
    "timepicker": ({"initial_time", "confirm", "timezone"} | HINTED | FOCUS, _anything),
    "datetimepicker": ({"initial_date_time", "confirm"} | FOCUS, _anything),
    "plain_text_input": (
        {"initial_value", "multiline", "min_length", "max_length", "dispatch_action_config"} | HINTED | FOCUS,
        _text_input,
    ),
    "email_text_input": ({"initial_value", "dispatch_action_config"} | HINTED | FOCUS, _anything),
    "url_text_input": ({"initial_value", "dispatch_action_config"} | HINTED | FOCUS, _anything),
    "rich_text_input": ({"initial_value", "dispatch_action_config"} | HINTED | FOCUS, _anything),
    "number_input": (
        {"is_decimal_allowed", "initial_value", "min_value", "max_value", "dispatch_action_config"} | HINTED | FOCUS,
        _number_input,
    ),
    "file_input": ({"filetypes", "max_files"}, _anything),
}
for _kind in KINDS:
    _examine = _static_select if _kind == "static" else _anything
    ELEMENTS[f"{_kind}_select"] = (_select_keys(_kind), _examine)
    _several = {f"{key}s" if key.startswith("initial_") else key for key in _select_keys(_kind)}
    ELEMENTS[f"multi_{_kind}_select"] = (_several - {"response_url_enabled"} | {"max_selected_items"}, _examine)
