"""The forms of a lead's way: hand it off, log an attempt, win it, snooze it, pass it on, give it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from messages import forms
from messages.blocks import Block, context, field, section
from messages.elements import Element, checkboxes, datepicker, option, plain_text_input, static_select, timepicker
from messages.forms import Choice
from messages.text import Untrusted
from messages.views import View, modal
from sla.lead import Channel, Lead

HAND_OFF: Final = "form:lead"
LOG: Final = "form:log"
WON: Final = "form:won"
SNOOZE: Final = "form:snooze"
PASS_ON: Final = "form:pass_on"  # noqa: S105 - a form, no password
NOT_A_FIT: Final = "form:not_a_fit"
HOLD: Final = "form:hold"

CHANNELS: Final = (
    Choice(Channel.CALL, "Call"),
    Choice(Channel.EMAIL, "E-mail"),
    Choice(Channel.MEETING, "Meeting"),
    Choice(Channel.OTHER, "Other"),
)
CUSTOM: Final = "custom"
WITHOUT_LEAD: Final = "Write “-” for a sale that marketing did not bring."
SNOOZES: Final = (
    Choice("15m", "In 15 minutes"),
    Choice("1h", "In 1 hour"),
    Choice("morning", "Tomorrow morning, when business hours begin"),
    Choice(CUSTOM, "On the day and at the time below"),
)


@dataclass(frozen=True)
class Draft:
    """What is known of a lead before it is handed off; foreign text."""

    name: str = ""
    company: str = ""
    email: str = ""


def hand_off(
    agreements: Sequence[Choice],
    tiers: Sequence[str],
    reps: Sequence[Choice],
    *,
    draft: Draft | None = None,
    asks_fit: bool = False,
    place: str = "",
    asks_anyway: bool = False,
) -> View:
    """Asks for the lead to hand off; `place` (the channel) comes back with the answers.

    `asks_anyway`: one of the reps is away, so a box asks whether the lead goes there all the same.
    """
    known = draft or Draft()
    shown = [
        *forms.agreement_field(agreements),
        _line("Name", "name", known.name, "Jane Doe"),
        _line("Company", "company", known.company, "Acme Ltd", optional=True),
        _line("E-mail", "email", known.email, "jane@acme.example", optional=True),
        *_menu("Tier", "tier", [Choice(forms.key(tier), tier) for tier in tiers], "Its class, if it has one"),
        _line("Value", "value", "", "Its tier's value", optional=True, hint="Only if it differs from its tier's."),
        *(_fit() if asks_fit else []),
        *_menu("Rep", "rep", reps, "Whoever has the fewest open leads"),
        *([field("If the rep is away", _anyway(), block_id="anyway", optional=True)] if asks_anyway else []),
    ]
    return modal("Hand off a lead", shown, callback_id=HAND_OFF, submit="Hand off", private_metadata=place)


def _fit() -> list[Block]:
    """What a tier may ask for before a lead is handed off."""
    why = "Below what its tier asks for, the lead stays with marketing to be nurtured."
    score = _line("Score", "score", "", "50", optional=True, hint=why)
    return [score, _line("Activity", "activity", "", "3", optional=True)]


def log(leads: Sequence[Lead], zone: str, *, place: str = "") -> View:
    """Asks for an attempt: on which lead, how, whether it connected, and when."""
    connected = checkboxes("connected", [option("We connected", "yes", "The lead answered, met or wrote back")])
    menu = static_select("channel", forms.options(CHANNELS), initial=Channel.CALL)
    shown = [
        *forms.lead_fields(leads),
        field("How", menu, block_id="channel"),
        field("Result", connected, block_id="connected", optional=True),
        *_when(zone, "Leave day and time empty if it was just now."),
    ]
    return modal("Log an attempt", shown, callback_id=LOG, submit="Log", private_metadata=place)


def won(leads: Sequence[Lead], today: date, *, lead: Lead | None = None, place: str = "") -> View:
    """Asks for a deal: on which lead (unless it is given), for how much, on what date."""
    shown = [
        *([forms.about(lead)] if lead else forms.lead_fields(leads, hint=WITHOUT_LEAD)),
        _line("Amount", "amount", "", "5000", hint="The revenue of the deal, such as 5000 or $5,000.50."),
        field("Closed on", datepicker("on", initial=today), block_id="on"),
    ]
    if lead is not None and lead.first_attempt_at is None:
        shown.append(context("No attempt is logged yet; one that connected is logged together with the deal."))
    return modal("A deal is won", shown, callback_id=WON, submit="Record", private_metadata=place)


def snooze(lead: Lead, zone: str, tomorrow: date, *, place: str) -> View:
    """Asks until when to keep quiet about a lead."""
    menu = static_select("until", forms.options(SNOOZES), initial="1h")
    shown = [
        forms.about(lead),
        section("Snoozing moves the next reminder. The promise to the lead stays as it is."),
        field("Remind me", menu, block_id="until"),
        field("Day", datepicker("day", initial=tomorrow), block_id="day", optional=True),
        field(
            "Time", timepicker("time", zone=zone), block_id="time", optional=True, hint="Only for a day of your own."
        ),
    ]
    return modal("Snooze", shown, callback_id=SNOOZE, submit="Snooze", private_metadata=place)


def hold(lead: Lead, zone: str, tomorrow: date, *, place: str) -> View:
    """Asks until when a lead or customer wants to wait, and why."""
    why = plain_text_input("reason", multiline=True, max_length=500, placeholder="On holiday until then")
    shown = [
        forms.about(lead),
        section(f"Only where the {lead.what} asked to wait: the clock stands still, and what is promised moves on."),
        field("Until", datepicker("day", initial=tomorrow), block_id="day"),
        field("Time", timepicker("time", zone=zone), block_id="time", optional=True, hint="9:00 if left empty."),
        field("Why?", why, block_id="reason"),
    ]
    return modal("Hold", shown, callback_id=HOLD, submit="Hold", private_metadata=place)


def pass_on(lead: Lead, members: Sequence[Choice], *, place: str) -> View:
    """Asks who takes the lead over."""
    menu = static_select("member", forms.options(members), placeholder="Choose who takes it")
    shown = [
        forms.about(lead),
        section("You will both be told. The new rep gets the same window from now on; the promise stays."),
        field("Pass it on to", menu, block_id="member"),
    ]
    return modal(f"Pass on a {lead.what}", shown, callback_id=PASS_ON, submit="Pass on", private_metadata=place)


def not_a_fit(lead: Lead, giver: str, *, place: str) -> View:
    """Asks why the lead goes back."""
    why = plain_text_input("reason", multiline=True, max_length=500, placeholder="No budget before next year")
    follows = f"It goes back to {Untrusted(giver).mrkdwn()}, who will read the reason. Its clock stops."
    shown = [forms.about(lead), section(follows), field("Why is it not a fit?", why, block_id="reason")]
    return modal("Not a fit", shown, callback_id=NOT_A_FIT, submit="Give it back", private_metadata=place)


def _anyway() -> Element:
    return checkboxes("anyway", [option("Hand off all the same", "yes", "Reminders go to the contact meanwhile")])


def _line(
    label: str, name: str, initial: str, placeholder: str, *, optional: bool = False, hint: str | None = None
) -> Block:
    known = Untrusted(initial) if initial else None
    line = plain_text_input(name, initial=known, max_length=300, placeholder=placeholder)
    return field(label, line, block_id=name, optional=optional, hint=hint)


def _menu(label: str, name: str, choices: Sequence[Choice], placeholder: str) -> list[Block]:
    """An optional menu; nothing when there is nothing to choose."""
    if not choices:
        return []
    menu = static_select(name, forms.options(choices), placeholder=placeholder)
    return [field(label, menu, block_id=name, optional=True)]


def _when(zone: str, hint: str) -> list[Block]:
    return [
        field("Day", datepicker("day", placeholder="Today"), block_id="day", optional=True),
        field("Time", timepicker("time", zone=zone), block_id="time", optional=True, hint=hint),
    ]
