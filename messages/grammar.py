"""Block Kit as far as the bot uses it: which fields each block and element has, and their limits."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from messages.limits import LIMITS
from messages.shapes import Check, both, flag, many, matching, one_of, shape, string, typed, whole, wrong

_ELEMENTS: Final = LIMITS["elements"]
_COMMON: Final = LIMITS["common"]
_EVERYBODY: Final = re.compile(r"<!(channel|here|everyone|subteam)")
_ANY_TYPE: Final = string(40)

_action_id: Final = string(_COMMON["action_id_max"])
_url: Final = both(string(LIMITS["image"]["url_max"]), matching(r"https?://\S+", "a web address"))
_person: Final = matching(r"[UW][A-Z0-9]{2,}", "a user id")
_day: Final = matching(r"\d{4}-\d{2}-\d{2}", "a date as YYYY-MM-DD")
_clock_time: Final = matching(r"([01]\d|2[0-3]):[0-5]\d", "a time as HH:MM")
_number: Final = matching(r"-?\d+(\.\d+)?", "a number in a string")


def quiet(value: Any, at: str) -> Iterator[str]:
    """A string that alerts nobody but people named one by one."""
    if isinstance(value, str) and _EVERYBODY.search(value):
        yield wrong("must not mention everybody", at)


def _words(longest: int, *kinds: str) -> Check:
    text = string(longest)
    shapes = {
        "plain_text": shape({"type": _ANY_TYPE, "text": text}, {"emoji": flag}),
        "mrkdwn": shape({"type": _ANY_TYPE, "text": both(text, quiet)}, {"verbatim": flag}),
    }
    return typed({kind: shapes[kind] for kind in kinds or shapes})


def _label(longest: int) -> Check:
    return _words(longest, "plain_text")


_confirm: Final = shape(
    {
        "title": _label(_ELEMENTS["confirm"]["title_max"]),
        "text": _words(_ELEMENTS["confirm"]["text_max"]),
        "confirm": _label(_ELEMENTS["confirm"]["confirm_max"]),
        "deny": _label(_ELEMENTS["confirm"]["deny_max"]),
    },
    {"style": one_of("primary", "danger")},
)

# The documents disagree on an option's value, 150 or 75: the smaller is safe.
_option: Final = shape(
    {
        "text": _label(_ELEMENTS["option"]["text_max"]),
        "value": string(_ELEMENTS["option"]["value_max_in_slack_types_docstring"]),
    },
    {"description": _label(_ELEMENTS["option"]["description_max"])},
)


def _options(name: str, least: int = 1) -> Check:
    limits = _ELEMENTS[name]
    return many(_option, limits.get("options_max") or limits["options"][1], least)


def _element(required: Mapping[str, Check] | None = None, **optional: Check) -> Check:
    return shape({"type": _ANY_TYPE, "action_id": _action_id, **(required or {})}, optional)


_placeholder: Final = _label(_COMMON["placeholder_max"])
_field_length: Final = _ELEMENTS["plain_text_input"]["min_length_max"]

_BUTTON: Final = {
    "button": _element(
        {"text": _label(_ELEMENTS["button"]["text_max"])},
        value=string(_ELEMENTS["button"]["value_max"]),
        url=_url,
        style=one_of("primary", "danger"),
        confirm=_confirm,
    ),
    "overflow": _element({"options": _options("overflow")}, confirm=_confirm),
}
_PICKED: Final = {
    "static_select": _element(
        {"options": _options("static_select")}, initial_option=_option, placeholder=_placeholder, confirm=_confirm
    ),
    "users_select": _element(initial_user=_person, placeholder=_placeholder, confirm=_confirm),
    "multi_users_select": _element(initial_users=many(_person, 100), placeholder=_placeholder, confirm=_confirm),
    "datepicker": _element(initial_date=_day, placeholder=_placeholder, confirm=_confirm),
    "timepicker": _element(initial_time=_clock_time, timezone=string(64), placeholder=_placeholder, confirm=_confirm),
    "checkboxes": _element(
        {"options": _options("checkboxes")}, initial_options=_options("checkboxes"), confirm=_confirm
    ),
}
_TYPED_IN: Final = {
    "plain_text_input": _element(
        multiline=flag,
        initial_value=string(_field_length, 0),
        min_length=whole(0, _field_length),
        max_length=whole(1, _field_length),
        placeholder=_placeholder,
    ),
    "number_input": _element(
        {"is_decimal_allowed": flag},
        initial_value=_number,
        min_value=_number,
        max_value=_number,
        placeholder=_placeholder,
    ),
}

_STYLE: Final = shape({}, {"bold": flag, "italic": flag, "strike": flag, "code": flag})
_RUN: Final = typed(
    {
        "text": shape({"type": _ANY_TYPE, "text": string(LIMITS["section"]["text_max"])}, {"style": _STYLE}),
        "user": shape({"type": _ANY_TYPE, "user_id": _person}, {"style": _STYLE}),
        "emoji": shape({"type": _ANY_TYPE, "name": matching(r"[a-z0-9_+'-]+", "an emoji name")}),
        "link": shape({"type": _ANY_TYPE, "url": _url}, {"text": string(3000), "style": _STYLE}),
        "date": shape(
            {"type": _ANY_TYPE, "timestamp": whole(), "format": string(255), "fallback": string(255)}, {"url": _url}
        ),
    }
)
_RUNS: Final = many(_RUN, 1000, 0)
_PARAGRAPH: Final = shape({"type": _ANY_TYPE, "elements": _RUNS})
_LIST: Final = shape(
    {
        "type": _ANY_TYPE,
        "style": one_of("bullet", "ordered"),
        "elements": many(typed({"rich_text_section": _PARAGRAPH}), 1000),
    }
)
_RICH: Final = typed({"rich_text_section": _PARAGRAPH, "rich_text_quote": _PARAGRAPH, "rich_text_list": _LIST})


def image_source(value: Any, at: str) -> Iterator[str]:
    """An image comes from a web address or from a file in Slack, never both."""
    if ("image_url" in value) == ("slack_file" in value):
        yield wrong("must have exactly one of image_url and slack_file", at)


def section_content(value: Any, at: str) -> Iterator[str]:
    """A section holds text, fields, or both."""
    if "text" not in value and "fields" not in value:
        yield wrong("must have text or fields", at)


_IMAGE: Final = both(
    shape(
        {"type": _ANY_TYPE, "alt_text": string(LIMITS["image"]["alt_text_max"])},
        {
            "slack_file": shape({"id": matching(r"F[A-Z0-9]{2,}", "a file id")}),
            "image_url": _url,
            "title": _label(LIMITS["image"]["title_max"]),
            "block_id": string(_COMMON["block_id_max"]),
        },
    ),
    image_source,
)


def _block(required: Mapping[str, Check] | None = None, **optional: Check) -> Check:
    return shape({"type": _ANY_TYPE, **(required or {})}, {**optional, "block_id": string(_COMMON["block_id_max"])})


BLOCKS: Final[dict[str, Check]] = {
    "header": _block({"text": _label(LIMITS["header"]["text_max"])}),
    "section": both(
        _block(
            text=_words(LIMITS["section"]["text_max"]),
            fields=many(_words(LIMITS["section"]["field_text_max"]), LIMITS["section"]["fields_max"]),
            accessory=typed({**_BUTTON, **_PICKED, "image": _IMAGE}),
        ),
        section_content,
    ),
    "context": _block(
        {
            "elements": many(
                typed({"plain_text": _label(3000), "mrkdwn": _words(3000), "image": _IMAGE}),
                LIMITS["context"]["elements_max"],
            )
        }
    ),
    "divider": _block(),
    "actions": _block({"elements": many(typed({**_BUTTON, **_PICKED}), LIMITS["actions"]["elements_max"])}),
    "image": _IMAGE,
    "rich_text": _block({"elements": many(_RICH, 1000)}),
    "input": _block(
        {"label": _label(LIMITS["input"]["label_max"]), "element": typed({**_PICKED, **_TYPED_IN})},
        hint=_label(LIMITS["input"]["hint_max"]),
        optional=flag,
        dispatch_action=flag,
    ),
}

_view: Final = LIMITS["view"]
_callback_id: Final = string(_view["callback_id_max"])
_private: Final = string(_view["private_metadata_max"], 0)

VIEW_FIELDS: Final[dict[str, tuple[dict[str, Check], dict[str, Check]]]] = {
    "modal": (
        {"type": one_of("modal"), "title": _label(_view["title_max"]), "callback_id": _callback_id},
        {
            "submit": _label(_view["submit_max"]),
            "close": _label(_view["close_max"]),
            "private_metadata": _private,
            "notify_on_close": flag,
        },
    ),
    "home": ({"type": one_of("home")}, {"callback_id": _callback_id, "private_metadata": _private}),
}
