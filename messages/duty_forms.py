"""The forms of duties: the report or what was delivered, what came of it, and the excuse."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from messages import mrkdwn
from messages.blocks import Block, context, field, section
from messages.duty import LINK_LENGTH, REPORT_LENGTH
from messages.duty_words import Told, behalf, what_of
from messages.elements import datepicker, number_input, plain_text_input, timepicker
from messages.text import Untrusted, plain
from messages.views import View, modal
from sla.duty_people import reader_of

DO: Final = "form:duty"
CAME: Final = "form:duty_came"
EXCUSE: Final = "form:duty_excuse"
NOTE_LENGTH: Final = 500


def report(told: Told, draft: str) -> View:
    """Asks for the report, which starts out with `draft` (foreign), or for a link to it."""
    initial = "\n".join(plain(line, REPORT_LENGTH) for line in draft.splitlines())
    text = plain_text_input("text", initial=initial or None, multiline=True, max_length=REPORT_LENGTH)
    link = plain_text_input("link", max_length=LINK_LENGTH, placeholder="https://…")
    shown = [
        section(_about(told, _reader(told))),
        field("Report", text, block_id="text", optional=True, hint="Change it as you like; it goes out as it stands."),
        field("Or a link to it", link, block_id="link", optional=True),
    ]
    return _modal(told, shown, DO, "Pass it on")


def delivery(told: Told, suggested: Decimal | None, progress: str) -> View:
    """Asks how many units were delivered, and when; `progress` says how far the goal is (mrkdwn)."""
    units = number_input("units", decimals=True, initial=suggested, least=0)
    note = plain_text_input("text", max_length=NOTE_LENGTH, placeholder="Left with the porter")
    hint = "Leave day and time empty if it was just now."
    shown = [
        section(_about(told, _confirmer(told))),
        context(progress),
        field(f"How many {_unit(told)} were delivered?", units, block_id="units"),
        field("Note", note, block_id="text", optional=True),
        field("Day", datepicker("day", placeholder="Today"), block_id="day", optional=True),
        field("Time", timepicker("time", zone=told.terms.timezone), block_id="time", optional=True, hint=hint),
    ]
    return _modal(told, shown, DO, "Report it")


def came(told: Told) -> View:
    """Asks how many units came; none: the duty is owed as before."""
    units = number_input("units", decimals=True, initial=told.duty.units, least=0)
    lead_in = f"{mrkdwn.user(told.duty.done_by or '')} reports {what_of(told.duty)} as delivered."
    follows = f"Your word counts{behalf(told.confirmer)}."
    asked = field(
        f"How many {_unit(told)} came?", units, block_id="units", hint="0: nothing came, and it is owed as before."
    )
    return _modal(told, [section(f"{lead_in} {follows}"), asked], CAME, "Confirm")


def excuse(told: Told) -> View:
    """Asks why the duty is excused."""
    why = plain_text_input("reason", multiline=True, max_length=NOTE_LENGTH, placeholder="The office was closed")
    follows = "It need not be done then, and does not count as missed; whoever owes it is told why."
    return _modal(told, [section(_about(told, follows)), field("Why?", why, block_id="reason")], EXCUSE, "Excuse it")


def _modal(told: Told, shown: Sequence[Block], callback_id: str, submit: str) -> View:
    place = str(told.duty.id)
    return modal(Untrusted(told.duty.what), shown, callback_id=callback_id, submit=submit, private_metadata=place)


def _about(told: Told, follows: str) -> str:
    duty = told.duty
    giver, to = (Untrusted(name).mrkdwn() for name in (duty.giver, duty.receiver))
    return f"{what_of(duty)}, which {giver} owes {to}, due {mrkdwn.date(duty.due_at)}. {follows}"


def _reader(told: Told) -> str:
    reader = reader_of(told.terms, told.duty)
    if reader is None or reader.user is None:
        name = Untrusted(reader.written).mrkdwn() if reader else "Its reader"
        return f"{name} is outside Slack: it is kept here, and you pass it on."
    return f"It goes to {mrkdwn.user(reader.user)}."


def _confirmer(told: Told) -> str:
    whom = told.confirmer
    return f"{mrkdwn.user(whom.user)} confirms it{behalf(whom)}." if whom.user else ""


def _unit(told: Told) -> str:
    return (told.goal.unit if told.goal is not None else None) or "units"
