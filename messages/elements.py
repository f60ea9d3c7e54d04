"""What people press, pick and fill in: buttons, menus and fields."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any, Final, Literal

from messages.limits import LIMITS
from messages.text import NOTHING, Text, Untrusted, label, straight, words

Element = dict[str, Any]
Style = Literal["primary", "danger"]

_LIMITS: Final = LIMITS["elements"]
_PLACEHOLDER: Final = LIMITS["common"]["placeholder_max"]
_FIELD: Final = _LIMITS["plain_text_input"]["min_length_max"]


def present(**fields: Any) -> Element:
    """The fields that were given, without those that are None."""
    return {name: value for name, value in fields.items() if value is not None}


def confirm(title: Text, text: Text, yes: Text, no: Text = "Cancel", *, style: Style | None = None) -> Element:
    """A question asked before a button's act takes effect."""
    limits = _LIMITS["confirm"]
    return present(
        title=label(title, limits["title_max"]),
        text=words(text, limits["text_max"]),
        confirm=label(yes, limits["confirm_max"]),
        deny=label(no, limits["deny_max"]),
        style=style,
    )


def button(
    text: Text,
    action_id: str,
    value: str | None = None,
    *,
    style: Style | None = None,
    confirm: Element | None = None,
    url: str | None = None,
) -> Element:
    """A button; `value` is an id of ours and is never shortened."""
    shown = label(text, _LIMITS["button"]["text_max"])
    return present(type="button", text=shown, action_id=action_id, value=value, style=style, confirm=confirm, url=url)


def option(text: Text, value: str, description: Text | None = None) -> Element:
    """One choice of a menu; `value` is an id of ours and is never shortened."""
    limits = _LIMITS["option"]
    shown = None if description is None else label(description, limits["description_max"])
    return present(text=label(text, limits["text_max"]), value=value, description=shown)


def overflow(action_id: str, options: Sequence[Element], *, confirm: Element | None = None) -> Element:
    """A menu behind three dots; the first five options are kept."""
    kept = list(options[: _LIMITS["overflow"]["options"][1]])
    return present(type="overflow", action_id=action_id, options=kept, confirm=confirm)


def static_select(
    action_id: str, options: Sequence[Element], *, initial: str | None = None, placeholder: Text | None = None
) -> Element:
    """A menu of at most a hundred options; `initial` is the value of the one that is chosen at first."""
    kept = list(options[: _LIMITS["static_select"]["options_max"]])
    first = next(iter(_chosen(kept, [initial])), None)
    return present(
        type="static_select", action_id=action_id, options=kept, initial_option=first, placeholder=_hint(placeholder)
    )


def users_select(action_id: str, *, initial: str | None = None, placeholder: Text | None = None) -> Element:
    """A menu of the workspace's people."""
    return present(type="users_select", action_id=action_id, initial_user=initial, placeholder=_hint(placeholder))


def multi_users_select(action_id: str, *, initial: Sequence[str] = (), placeholder: Text | None = None) -> Element:
    """A menu of the workspace's people, of whom several can be chosen."""
    chosen = list(initial) or None
    return present(type="multi_users_select", action_id=action_id, initial_users=chosen, placeholder=_hint(placeholder))


def checkboxes(action_id: str, options: Sequence[Element], *, initial: Iterable[str] = ()) -> Element:
    """Boxes to tick, at most ten; `initial` are the values of those that are ticked at first."""
    kept = list(options[: _LIMITS["checkboxes"]["options_max"]])
    ticked = _chosen(kept, initial) or None
    return present(type="checkboxes", action_id=action_id, options=kept, initial_options=ticked)


def plain_text_input(
    action_id: str,
    *,
    initial: Text | None = None,
    multiline: bool = False,
    max_length: int | None = None,
    placeholder: Text | None = None,
) -> Element:
    """A field for text; `initial` is cut at what the field accepts."""
    return present(
        type="plain_text_input",
        action_id=action_id,
        multiline=multiline or None,
        initial_value=None if initial is None else _first_words(initial, max_length or _FIELD, multiline),
        max_length=max_length,
        placeholder=_hint(placeholder),
    )


def number_input(
    action_id: str,
    *,
    decimals: bool = False,
    initial: Decimal | int | None = None,
    least: Decimal | int | None = None,
    most: Decimal | int | None = None,
    placeholder: Text | None = None,
) -> Element:
    """A field for a number; Slack refuses what lies below `least` or above `most`."""
    return present(
        type="number_input",
        action_id=action_id,
        is_decimal_allowed=decimals,
        initial_value=_digits(initial),
        min_value=_digits(least),
        max_value=_digits(most),
        placeholder=_hint(placeholder),
    )


def datepicker(action_id: str, *, initial: date | None = None, placeholder: Text | None = None) -> Element:
    """A calendar to pick a day from."""
    first = None if initial is None else initial.isoformat()
    return present(type="datepicker", action_id=action_id, initial_date=first, placeholder=_hint(placeholder))


def timepicker(
    action_id: str, *, initial: time | None = None, zone: str | None = None, placeholder: Text | None = None
) -> Element:
    """A clock to pick a time from; `zone` is an IANA name that Slack shows beside it."""
    first = None if initial is None else f"{initial:%H:%M}"
    return present(
        type="timepicker", action_id=action_id, initial_time=first, timezone=zone, placeholder=_hint(placeholder)
    )


def _chosen(options: Iterable[Element], values: Iterable[str | None]) -> list[Element]:
    wanted = set(values)
    return [choice for choice in options if choice["value"] in wanted]


def _hint(text: Text | None) -> Element | None:
    return None if text is None else label(text, _PLACEHOLDER)


def _first_words(text: Text, limit: int, multiline: bool) -> str | None:
    if isinstance(text, Untrusted):
        shown = text.lines(limit) if multiline else text.plain(limit)
    else:
        shown = straight(text)[:limit]
    return None if shown in ("", NOTHING) else shown


def _digits(number: Decimal | int | None) -> str | None:
    return None if number is None else f"{number:f}" if isinstance(number, Decimal) else str(number)
