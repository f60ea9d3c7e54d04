"""What the messages about duties have in common: what is owed, how it stands, and the buttons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from messages import goals, mrkdwn
from messages.elements import Element, Style, button
from messages.events import utc
from messages.text import Untrusted
from sla.agreement import Goal, Terms
from sla.duty import DutyState, Occurrence, goal_of, named
from sla.duty_people import Confirmer, confirmer_of
from sla.zones import ONE_DAY

DO: Final = "act:duty_done"
WRITE: Final = "act:duty_write"
CONFIRM: Final = "act:duty_confirm"
CAME: Final = "act:duty_came"
EXCUSE: Final = "act:duty_excuse"


_COUNTED: Final = {
    DutyState.CONFIRMED: "confirmed",
    DutyState.DONE: "done",
    DutyState.LATE: "late",
    DutyState.MISSED: "missed",
    DutyState.EXCUSED: "excused",
    DutyState.OPEN: "still to come",
}


@dataclass(frozen=True)
class Told:
    """One time of a duty with the terms that name its people, as of an instant."""

    terms: Terms
    duty: Occurrence
    now: datetime

    @property
    def goal(self) -> Goal | None:
        """The goal that its units count towards; None for a report."""
        return goal_of(self.terms, self.duty.giver, self.duty.what)

    @property
    def confirmer(self) -> Confirmer:
        """Who confirms what was delivered."""
        return confirmer_of(self.terms, self.duty)

    @property
    def usual(self) -> Decimal | None:
        """How many units one time usually brings, where the agreement says so."""
        agreed = named(self.terms, self.duty.giver, self.duty.what)
        return agreed.units if agreed is not None and self.goal is not None else None

    @property
    def style(self) -> Style | None:
        """What stands out among buttons: what is due within a day, or was."""
        return "primary" if self.duty.due_at - self.now < ONE_DAY else None

    @property
    def state(self) -> DutyState:
        """How it stands."""
        return self.duty.state(self.now)


def what_of(duty: Occurrence) -> str:
    """What is owed, in bold."""
    return mrkdwn.bold(Untrusted(duty.what))


def units_of(told: Told, units: Decimal | None) -> str:
    """A number of the goal's units, such as `6 reams`, as mrkdwn."""
    if units is None:
        return "it"
    if told.goal is None or not told.goal.unit:
        return f"{goals.amount(units)} {'unit' if units == 1 else 'units'}"
    return goals.figure(told.goal, units)


def do_buttons(told: Told, number: str = "") -> list[Element]:
    """The buttons of who does it; `number` tells those of one message apart."""
    value, style = str(told.duty.id), told.style
    if told.goal is None:
        write = button("Write the report", f"{WRITE}{number}", value, style=style)
        return [write, button("Done already", f"{DO}{number}", value)]
    if told.usual:
        usual = Untrusted(f"Delivered: {goals.plain_figure(told.goal, told.usual)}")
        delivered = button(usual, f"{DO}{number}", value, style=style)
        return [delivered, button("Another number", f"{WRITE}{number}", value)]
    return [button("Delivered", f"{WRITE}{number}", value, style=style)]


def confirm_buttons(told: Told, number: str = "") -> list[Element]:
    """The buttons of who confirms."""
    value, came = str(told.duty.id), f"Yes, {_plain_units(told)} came"
    confirm = button(Untrusted(came), f"{CONFIRM}{number}", value, style="primary")
    return [confirm, button("Another number, or nothing", f"{CAME}{number}", value)]


def excuse_buttons(told: Told, number: str = "") -> list[Element]:
    """The button of who may excuse it."""
    return [button("Excuse it", f"{EXCUSE}{number}", str(told.duty.id))]


def counts(owed: Sequence[Occurrence], at: datetime) -> str:
    """How many duties stand how at an instant, such as `3 done, 1 missed`."""
    states = [duty.state(at) for duty in owed]
    return ", ".join(f"{states.count(state)} {words}" for state, words in _COUNTED.items() if state in states)


def payload(told: Told) -> dict[str, Any]:
    """What machines read: which duty, by its name and number, and when it is due."""
    duty = told.duty
    return {"agreement": told.terms.slug, "duty": duty.what, "id": duty.short_id, "due_at": utc(duty.due_at)}


def stands(told: Told) -> str:
    """What became of it, or what is still to be done, as a sentence (mrkdwn)."""
    duty = told.duty
    match told.state:
        case DutyState.EXCUSED:
            why = Untrusted(duty.excuse or "").mrkdwn(300)
            return f"excused by {mrkdwn.user(duty.excused_by or '')}: {why}"
        case DutyState.OPEN:
            return f"due {mrkdwn.date(duty.due_at)}"
        case DutyState.MISSED:
            return f"was due {mrkdwn.date(duty.due_at)}, not done yet"
    late = ", late" if told.state is DutyState.LATE else ""
    by = mrkdwn.user(duty.done_by or "")
    if told.goal is None:
        return f"done by {by} {mrkdwn.date(duty.done_at or told.now)}{late}"
    reported = f"{units_of(told, duty.units)} delivered by {by} {mrkdwn.date(duty.done_at or told.now)}{late}"
    return f"{reported}; {_confirmation(told)}"


def _confirmation(told: Told) -> str:
    duty, whom = told.duty, told.confirmer
    if duty.confirmed_at is None:
        waits = mrkdwn.user(whom.user) if whom.user else "somebody"
        return f"waits for {waits} to confirm it{behalf(whom)}"
    by = mrkdwn.user(duty.confirmed_by or "")
    for_whom = f" on behalf of {Untrusted(duty.on_behalf_of).mrkdwn()}" if duty.on_behalf_of else ""
    number = "" if duty.confirmed_units == duty.units else f" as {units_of(told, duty.confirmed_units)}"
    return f"confirmed{number} by {by}{for_whom}"


def behalf(whom: Confirmer) -> str:
    """For whom they speak, where that is somebody outside Slack."""
    return f" on behalf of {Untrusted(whom.on_behalf_of).mrkdwn()}" if whom.on_behalf_of else ""


def _plain_units(told: Told) -> str:
    units = told.duty.units
    if units is None:
        return "it"
    return goals.plain_figure(told.goal, units) if told.goal and told.goal.unit else f"{goals.amount(units)} units"
