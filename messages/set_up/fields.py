"""The fields that the steps of the set-up are made of; each keeps what was entered before."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Final

from messages.blocks import Block, field
from messages.elements import (
    checkboxes,
    datepicker,
    multi_users_select,
    option,
    plain_text_input,
    static_select,
    timepicker,
    users_select,
)
from messages.mrkdwn import is_person
from messages.text import Text, Untrusted

Values = dict[str, str | list[str]]
"""What a form holds, by field: a text, or several choices."""
_LONG: Final = 3000


def typed(
    values: Values,
    name: str,
    label: Text,
    *,
    hint: Text | None = None,
    example: Text | None = None,
    several_lines: bool = False,
    optional: bool = True,
) -> Block:
    """A field for text."""
    element = plain_text_input(
        name, initial=Untrusted(one(values, name)), multiline=several_lines, max_length=_LONG, placeholder=example
    )
    return field(label, element, block_id=name, hint=hint, optional=optional)


def menu(
    values: Values,
    name: str,
    label: Text,
    choices: Mapping[str, Text],
    *,
    hint: Text | None = None,
    optional: bool = True,
) -> Block:
    """A menu of which one choice is taken; `choices` are values with what is shown of them."""
    options = [option(shown, value) for value, shown in choices.items()]
    element = static_select(name, options, initial=one(values, name), placeholder="Choose")
    return field(label, element, block_id=name, hint=hint, optional=optional)


def person(values: Values, name: str, label: Text, *, hint: Text | None = None) -> Block:
    """A menu of people of whom one is chosen; what was entered is their id."""
    chosen = one(values, name)
    element = users_select(name, initial=chosen if is_person(chosen) else None, placeholder="Choose a person")
    return field(label, element, block_id=name, hint=hint, optional=True)


def people(values: Values, name: str, label: Text, *, hint: Text | None = None) -> Block:
    """A menu of people of whom several are chosen."""
    found = values.get(name, [])
    chosen = [each for each in ([found] if isinstance(found, str) else found) if is_person(each)]
    element = multi_users_select(name, initial=chosen, placeholder="Choose people")
    return field(label, element, block_id=name, hint=hint, optional=True)


def boxes(values: Values, name: str, label: Text, choices: Mapping[str, Text], *, hint: Text | None = None) -> Block:
    """Boxes to tick."""
    found = values.get(name, [])
    element = checkboxes(name, [option(shown, value) for value, shown in choices.items()], initial=found)
    return field(label, element, block_id=name, hint=hint, optional=True)


def day(values: Values, name: str, label: Text, *, hint: Text | None = None) -> Block:
    """A calendar to pick a day from."""
    try:
        first = date.fromisoformat(one(values, name))
    except ValueError:
        first = None
    return field(label, datepicker(name, initial=first), block_id=name, hint=hint)


def clock(values: Values, name: str, label: Text, *, hint: Text | None = None) -> Block:
    """A clock to pick a time from."""
    try:
        first = time.fromisoformat(one(values, name))
    except ValueError:
        first = None
    return field(label, timepicker(name, initial=first), block_id=name, hint=hint, optional=True)


def one(values: Values, name: str) -> str:
    """The one value of a field."""
    found = values.get(name, "")
    return found if isinstance(found, str) else next(iter(found), "")


def named(names: Sequence[str]) -> dict[str, Text]:
    """The parties as choices: each by its number."""
    return {str(number): Untrusted(name) for number, name in enumerate(names)}
