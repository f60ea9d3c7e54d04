"""The form of leave and own hours."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from messages import away
from messages.blocks import Block, context, field, section
from messages.elements import datepicker, plain_text_input, users_select
from messages.text import Untrusted
from messages.views import View, modal
from sla.leave import Leave

FORM: Final = "form:away"
REASON_LENGTH: Final = 300


def form(found: Sequence[Leave], hours: str | None, today: date, now: datetime, *, for_others: bool) -> View:
    """Asks for days and own hours; says which leave there is. A contact may name somebody of their party."""
    why = plain_text_input("reason", max_length=REASON_LENGTH, placeholder="Family holiday")
    own = plain_text_input("hours", initial=Untrusted(hours) if hours else None, max_length=REASON_LENGTH)
    own["placeholder"] = {"type": "plain_text", "text": "mon-thu 09:00-13:00, fri 10:00-12:00"}
    who = users_select("person", placeholder="Myself")
    shown: list[Block] = [
        section("No new lead goes to you while you are away, and your open ones are offered to others."),
        *([context(*(f":palm_tree: Entered: away {away.span(each, now)}" for each in found[:5]))] if found else []),
        field("First day away", datepicker("first", initial=None if found else today), block_id="first", optional=True),
        field("Last day away", datepicker("last"), block_id="last", optional=True, hint="Empty: that one day."),
        field("Why", why, block_id="reason", optional=True, hint="Your party's contact and you can read it."),
        field("Own hours", own, block_id="hours", optional=True, hint="Empty: you work when the agreement does."),
    ]
    if for_others:
        hint = "You are a contact: choose somebody of your party to enter theirs. They are told."
        shown.append(field("For", who, block_id="person", optional=True, hint=hint))
    return modal("Away", shown, callback_id=FORM, submit="Save")
