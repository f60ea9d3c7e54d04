"""Open strikes as a reader may see them, and the form of a diagnosis."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from messages import dates, durations, mrkdwn, rich
from messages.blocks import Block, Message, actions, at_most, context, divider, field, section
from messages.elements import button, datepicker, plain_text_input
from messages.strike import DIAGNOSE
from messages.text import Untrusted
from messages.views import View, modal
from sla.period import Period
from sla.strike import Diagnosis, Strike

FORM: Final = "form:diagnose"


@dataclass(frozen=True)
class Seen:
    """A strike with what the reader may do and see: `is_theirs` to diagnose, `is_told` all that it says."""

    strike: Strike
    is_told: bool
    is_theirs: bool


def listing(title: str, seen: Sequence[Seen]) -> Message:
    """The strikes that stand, the open ones first, each with a button for who is to write its diagnosis."""
    ordered = sorted(seen, key=lambda each: (each.strike.diagnosis is not None, each.strike.opened_at, each.strike.id))
    lead_in = _lead_in(title, seen)
    lines = [_line(each) for each in ordered]
    entries = [_entry(each, line, number) for number, (each, line) in enumerate(zip(ordered, lines, strict=True))]
    follows = _next(seen)
    return Message(
        text="\n".join([lead_in, *lines, follows]),
        blocks=(section(lead_in), *at_most(entries, "strikes", room=46), context(follows)),
    )


def form(strike: Strike, due: date) -> View:
    """Asks for the diagnosis: the cause, the remedy, and by when."""
    shown = [
        section(Untrusted(strike.promise).mrkdwn(500)),
        _lines("What got in the way?", "cause", "Two of three reps were at the fair; nobody stood in for them."),
        _lines("What mends it?", "remedy", "A stand-in for every day away, agreed a week ahead."),
        field("Mended by", datepicker("by", initial=due), block_id="by"),
    ]
    return modal(
        f"Diagnosis of {strike.short_id}", shown, callback_id=FORM, submit="Write it", private_metadata=str(strike.id)
    )


def diagnosed(strike: Strike) -> str:
    """The diagnosis is written."""
    assert strike.diagnosis is not None
    by = dates.day(strike.diagnosis.by_date)
    return f":white_check_mark: The diagnosis of {strike.short_id} is written. Its remedy is due by {by}."


def _lead_in(title: str, seen: Sequence[Seen]) -> str:
    number = sum(each.strike.diagnosis is None for each in seen)
    about = Untrusted(title).mrkdwn()
    if not seen:
        return f":white_check_mark: *No strikes* stand under {about}."
    written = len(seen) - number
    rest = f", and {written} with a diagnosis" if written else ""
    return f"*{durations.several(number, 'open strike')}* under {about}{rest}."


def _next(seen: Sequence[Seen]) -> str:
    if any(each.is_theirs and each.strike.diagnosis is None for each in seen):
        return "Yours wait for a diagnosis: what got in the way, what mends it, and by when."
    if all(each.is_told for each in seen):
        return "A strike is diagnosed by the people whom it names."
    return "Whom a strike names, and what they write, is for them and their party's contact to see."


def _line(each: Seen) -> str:
    strike = each.strike
    whose = f"{strike.short_id} for {mrkdwn.bold(Untrusted(strike.party))}, {dates.period(Period.named(strike.period))}"
    if not each.is_told:
        return f"{whose}: {_state(strike)}."
    about = f", on {mrkdwn.user(strike.person)}'s leads" if strike.person else ""
    return f"{whose}{about}: {_state(strike)}.\n{Untrusted(strike.promise).mrkdwn(500)}"


def _state(strike: Strike) -> str:
    if strike.diagnosis is not None:
        return f"diagnosed by {mrkdwn.user(strike.diagnosis.written_by)}"
    due = f", its diagnosis due by {mrkdwn.date(strike.diagnosis_due_at)}" if strike.diagnosis_due_at else ""
    return f"open{due}"


def _entry(each: Seen, line: str, number: int) -> list[Block]:
    shown: list[Block] = [*([divider()] if number else []), section(line)]
    if each.strike.diagnosis is not None and each.is_told:
        shown.append(_diagnosis(each.strike.diagnosis))
    if each.is_theirs and each.strike.diagnosis is None:
        write = button("Write the diagnosis", f"{DIAGNOSE}:{number}", str(each.strike.id), style="primary")
        shown.append(actions(write))
    return shown


def _diagnosis(written: Diagnosis) -> Block:
    runs = [rich.bold("Cause: "), rich.text(Untrusted(written.cause), limit=500), rich.text("\n")]
    runs += [rich.bold("Remedy: "), rich.text(Untrusted(written.remedy), limit=500), rich.text("\n")]
    return rich.rich_text(*runs, rich.bold("By: "), rich.text(dates.day(written.by_date)))


def _lines(label: str, name: str, placeholder: str) -> Block:
    return field(label, plain_text_input(name, multiline=True, max_length=1000, placeholder=placeholder), block_id=name)
