"""What is said to somebody who entered leave, called it off, or asked for it; and to whom a lead was to go."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from messages import durations, mrkdwn
from messages.acts import line
from messages.away import CANCEL, is_away, span, until
from messages.blocks import Block, Message, actions, at_most, context, section
from messages.elements import button
from messages.refusals import CHOOSE
from messages.text import Untrusted
from sla.leave import Leave

said = line
_MOST_TYPED: Final = 1900


def entered(leave: Leave, reader: str, open_leads: int, now: datetime) -> str:
    """The leave is on record, and what happens to the person's open leads."""
    is_own = leave.person == reader
    who = "You are" if is_own else f"{mrkdwn.user(leave.person)} is"
    done = f":palm_tree: Noted: {who} away {span(leave, now)}. No new lead goes to {'you' if is_own else 'them'} then."
    if not open_leads:
        return f"{done} There is no open lead to take care of."
    many, are = durations.several(open_leads, "open lead"), "is" if open_leads == 1 else "are"
    when = "now" if leave.starts_at <= now else "when it begins"
    whose = "yours" if is_own else "theirs"
    return f"{done} {many} of {whose} without a connection {are} offered to others {when}."


def called_off(leave: Leave, reader: str) -> str:
    """The leave is off the record."""
    return f":white_check_mark: Cancelled: {_whose(leave.person, reader)} leave {until(leave)}. Leads go there again."


def back(person: str, reader: str) -> str:
    """The running leave has ended."""
    if person == reader:
        return ":wave: Welcome back. Leads go to you again; a message says what happened meanwhile."
    return f":wave: {mrkdwn.user(person)} is back: leads go to them again. They are told."


def not_away(person: str, reader: str, found: Sequence[Leave]) -> str:
    """Nobody was away; what is to come."""
    who = "You are" if person == reader else f"{mrkdwn.user(person)} is"
    more = " `/sla away list` shows what is to come, with a button to cancel it." if found else ""
    return f"{who} not away now, so nothing was changed.{more}"


def hours_set(person: str, reader: str, hours: str | None, zone: str) -> str:
    """Which hours hold from now on."""
    if hours is None:
        return f":clock9: Noted: {_whose(person, reader)} hours are the agreement's."
    return f":clock9: Noted: {_whose(person, reader)} own hours are {Untrusted(hours).mrkdwn()} ({zone})."


def listing(
    person: str, reader: str, found: Sequence[Leave], hours: str | None, *, now: datetime, lead_in: str = ""
) -> Message:
    """The leave that runs or is to come, each with its button; and the hours."""
    title = f"*{_title(person, reader, bool(found))}*"
    lines = [f":palm_tree: Away {span(leave, now)}{_why(leave)}" for leave in found]
    work = f"Hours: {Untrusted(hours).mrkdwn()}." if hours else "Hours: the agreement's."
    follows = f"{work} `/sla away` enters days and hours."
    rows = [
        section(text, accessory=_button(leave, n)) for n, (leave, text) in enumerate(zip(found, lines, strict=True))
    ]
    before: list[Block] = [section(lead_in)] if lead_in else []
    blocks = (*before, section(title), *at_most(rows, "leaves", room=40), context(follows))
    return Message("\n".join([*([lead_in] if lead_in else []), title, *lines, follows]), blocks)


def asked_whom(leave: Leave, anyway: str, to_next: str) -> Message:
    """The rep who was named is away: a button to hand off anyway, and one for the next in turn; each types these."""
    anyway, to_next = (typed.encode("utf-8", "replace").decode() for typed in (anyway, to_next))
    said = f":palm_tree: {is_away(leave)}, so nothing was handed off yet. Whom should the lead go to?"
    if max(len(anyway), len(to_next)) > _MOST_TYPED:
        return line(f"{said} Leave the name out for the next in turn, or add `anyway:yes`.")
    buttons = [
        button("To the next in turn", f"{CHOOSE}:0", to_next, style="primary"),
        button("Hand off anyway", f"{CHOOSE}:1", anyway),
    ]
    return Message(f"{said} Press whom.", (section(said), actions(*buttons)))


def _button(leave: Leave, number: int) -> dict[str, object]:
    return button("Cancel", f"{CANCEL}:{number}", str(leave.id))


def _title(person: str, reader: str, has_any: bool) -> str:
    if has_any:
        return "Your leave" if person == reader else f"Leave of {mrkdwn.user(person)}"
    return "You have entered no leave" if person == reader else f"No leave is entered for {mrkdwn.user(person)}"


def _whose(person: str, reader: str) -> str:
    return "your" if person == reader else f"{mrkdwn.user(person)}'s"


def _why(leave: Leave) -> str:
    return f": {Untrusted(leave.reason).mrkdwn()}" if leave.reason else ""
