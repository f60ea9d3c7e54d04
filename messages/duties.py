"""The duties that somebody has to act on, as `/sla status` lists them: each with its buttons for who may press them."""

from collections.abc import Sequence
from dataclasses import dataclass

from messages import mrkdwn
from messages.blocks import Block, actions, at_most, section
from messages.duty_words import Told, confirm_buttons, do_buttons, excuse_buttons, stands, what_of
from messages.text import Untrusted
from sla.duty import DutyState

ROOM = 16
_SIGNS = {
    DutyState.OPEN: ":alarm_clock:",
    DutyState.MISSED: ":hourglass:",
    DutyState.DONE: ":package:",
    DutyState.LATE: ":package:",
}


@dataclass(frozen=True)
class Listed:
    """A duty with what the reader may do with it."""

    told: Told
    may_do: bool = False
    may_confirm: bool = False
    may_excuse: bool = False


def lines(listed: Sequence[Listed]) -> list[str]:
    """One line for each duty (mrkdwn), after a heading; nothing where there are none."""
    return ["*Duties*", *map(_line, listed)] if listed else []


def blocks(listed: Sequence[Listed]) -> list[Block]:
    """The same with buttons."""
    if not listed:
        return []
    if not any(map(_buttons, listed)):
        return [section("\n".join(lines(listed)[:20]))]
    entries = [_entry(each, number) for number, each in enumerate(listed)]
    return [section("*Duties*"), *at_most(entries, "duties", ROOM)]


def _entry(each: Listed, number: int) -> list[Block]:
    buttons = _buttons(each, f":{number}")
    return [section(_line(each)), *([actions(*buttons)] if buttons else [])]


def _buttons(each: Listed, number: str = "") -> list[dict[str, object]]:
    told, found = each.told, []
    if each.may_do and not told.duty.is_settled:
        found += do_buttons(told, number)
    if each.may_confirm and told.goal is not None and told.duty.done_at and not told.duty.confirmed_at:
        found += confirm_buttons(told, number)
    if each.may_excuse and not told.duty.is_settled:
        found += excuse_buttons(told, number)
    return found


def _line(each: Listed) -> str:
    told = each.told
    giver, to = (Untrusted(name).mrkdwn() for name in (told.duty.giver, told.duty.receiver))
    owner = f", by {mrkdwn.user(told.duty.owner)}" if told.duty.owner else ""
    return f"{_SIGNS.get(told.state, ':clipboard:')} {what_of(told.duty)} ({giver} to {to}{owner}): {stands(told)}"
