"""A lead in a message: who it is, what was promised, where it stands, who did what, and the buttons of its acts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from messages import durations, mrkdwn, rich
from messages.blocks import Block, actions, context, fields, section
from messages.elements import Element, button
from messages.text import Untrusted
from sla.agreement import Terms
from sla.figures import plain
from sla.lead import Lead, LeadState

CALLED: Final = "act:called"
EMAILED: Final = "act:emailed"
CONNECTED: Final = "act:connected"
WON: Final = "act:won"
SNOOZE: Final = "act:snooze"
PASS_ON: Final = "act:pass_on"  # noqa: S105 - an act, no password
NOT_A_FIT: Final = "act:not_a_fit"
HOLD: Final = "act:hold"


@dataclass(frozen=True)
class Deed:
    """What somebody did on a lead, for its card. `did` is ours (`called`, `returned it`), `note` is foreign text.

    `rep` is the rep on whose behalf a contact did it; None when it was their own to do.
    """

    did: str
    by: str | None
    at: datetime
    rep: str | None = None
    note: str | None = None


def card(
    lead: Lead,
    terms: Terms,
    now: datetime,
    *,
    deeds: Sequence[Deed] = (),
    number: int | None = None,
    may_act: bool = True,
) -> list[Block]:
    """The lead with its state, the deeds in the order given, and its buttons while it is open.

    `terms` are those that it was handed off under. `number` tells the buttons of several cards in one message apart;
    without `may_act` (the rep who passed it on) there are none.
    """
    shown = [rich.rich_text(*_name(lead)), fields(*_facts(lead, terms)), section(_above(deeds, lead, now))]
    if deeds:
        shown.append(context(*map(deed_line, deeds)))
    return [*shown, *(buttons(lead, number) if may_act else [])]


def spoken(lead: Lead, now: datetime, deeds: Sequence[Deed] = ()) -> str:
    """The same in words for the `text` of a message (mrkdwn)."""
    return " ".join([f"{title(lead)}.", state_line(lead, now), *(f"{deed_line(deed)}." for deed in deeds)])


def title(lead: Lead) -> str:
    """The lead on one line of mrkdwn: short id, name, company, tier."""
    return rich.spoken(*_name(lead))


def state_line(lead: Lead, now: datetime) -> str:
    """Where the lead stands, and what it waits for (mrkdwn)."""
    if lead.returned_at:
        return f":leftwards_arrow_with_hook: Given back as not a fit, {mrkdwn.date(lead.returned_at)}."
    if lead.closed_at:
        return f":trophy: A customer since {mrkdwn.date(lead.closed_at)}."
    if lead.connected_at:
        return f":handshake: Connected since {mrkdwn.date(lead.connected_at)}, {_attempts(lead)}."
    if lead.first_attempt_at:
        return f"{_followed_up(lead)} by {_person(lead.first_attempt_by)}, {_first(lead)}."
    return _waiting_line(lead, now)


def _above(deeds: Sequence[Deed], lead: Lead, now: datetime) -> str:
    """The state above its deeds: who followed up first, and when, is left to the deed that says it."""
    is_told = any(deed.at == lead.first_attempt_at for deed in deeds)
    if not is_told or lead.state is not LeadState.FOLLOWED_UP:
        return state_line(lead, now)
    return _followed_up(lead) + ("." if lead.attempts < 2 else f", {_attempts(lead)} so far.")


def _followed_up(lead: Lead) -> str:
    """Whether the first attempt kept the promise is said where it did not."""
    first, due = lead.first_attempt_at, lead.due_at
    return ":white_check_mark: Followed up" + (" later than promised" if first and due and first > due else "")


def deed_line(deed: Deed) -> str:
    """Who did what, when, for whom, and what they wrote (mrkdwn, without a full stop)."""
    behalf = f" for {mrkdwn.user(deed.rep)}" if deed.rep else ""
    note = f": {Untrusted(deed.note).mrkdwn()}" if deed.note else ""
    return f"{_person(deed.by)} {deed.did}{behalf}, {mrkdwn.date(deed.at)}{note}"


def buttons(lead: Lead, number: int | None = None) -> list[Block]:
    """The rows of buttons for what can still be done; none once the lead is closed or returned."""
    if not lead.is_open:
        return []
    return [actions(*_tried(lead, number)), actions(*_otherwise(lead, number))]


def value(lead: Lead) -> str:
    """What each button carries: the lead's number and how often it was passed on, to know an old message by."""
    return f"{lead.id}.{lead.passes}"


def _name(lead: Lead) -> list[dict[str, Any]]:
    parts = [rich.text(f"{lead.short_id} "), rich.bold(Untrusted(lead.name))]
    for foreign in (lead.company, lead.tier):
        if foreign:
            parts += [rich.text(", "), rich.text(Untrusted(foreign))]
    return parts


def _facts(lead: Lead, terms: Terms) -> list[str]:
    promise = durations.window(terms.window(lead.tier))
    due = mrkdwn.date(lead.due_at) if lead.due_at else "not while it is on hold"
    handed_off = mrkdwn.date(lead.handed_off_at)
    giver = f" by {mrkdwn.user(lead.handed_off_by)}" if lead.handed_off_by else ""
    shown = [f"*First follow-up due*\n{due}", f"*Promised within*\n{promise} of business hours"]
    since = "Handed off" if lead.what == "lead" else "Customer since"
    shown += [f"*Rep*\n{_person(lead.rep)}", f"*{since}*\n{handed_off}{giver}"]
    if lead.value is not None:
        shown.append(f"*{'Value' if lead.what == 'lead' else 'Deal'}*\n{_worth(lead)}")
    if lead.email:
        shown.append(f"*E-mail*\n{Untrusted(lead.email).mrkdwn()}")
    return shown


def _worth(lead: Lead) -> str:
    """A lead's value as a plain figure; a customer's deal as an amount."""
    value = lead.value or 0
    return plain(value) if lead.what == "lead" else f"{Decimal(plain(value)):,f}"


def _waiting_line(lead: Lead, now: datetime) -> str:
    if lead.due_at is None:
        return f":double_vertical_bar: On hold until further notice, as the {lead.what} asked to wait."
    if lead.held_until and lead.held_until > now:
        return f":double_vertical_bar: On hold until {mrkdwn.date(lead.held_until)}, as the {lead.what} asked to wait."
    if now > lead.due_at:
        return f":hourglass: No attempt yet; the first was promised by {mrkdwn.date(lead.due_at)}. Log one now."
    return f":hourglass_flowing_sand: Waiting for a first attempt by {mrkdwn.date(lead.due_at)}."


def _first(lead: Lead) -> str:
    assert lead.first_attempt_at is not None
    more = "" if lead.attempts < 2 else f"; {_attempts(lead)} so far"
    return f"{mrkdwn.date(lead.first_attempt_at)}{more}"


def _attempts(lead: Lead) -> str:
    return durations.several(lead.attempts, "attempt")


def _person(key: str | None) -> str:
    return mrkdwn.user(key) if key else "nobody yet"


def _tried(lead: Lead, number: int | None) -> list[Element]:
    pressed = [_button("Called", CALLED, lead, number), _button("E-mailed", EMAILED, lead, number)]
    if lead.connected_at is None:
        pressed.append(_button("Connected", CONNECTED, lead, number))
    return [*pressed, _button("Won", WON, lead, number)] if lead.what == "lead" else pressed


def _otherwise(lead: Lead, number: int | None) -> list[Element]:
    snooze = [_button("Snooze", SNOOZE, lead, number)] if lead.waits else []
    passing = [*snooze, _button("Pass on", PASS_ON, lead, number)]
    if lead.what == "customer":
        return [*passing, _button("Hold", HOLD, lead, number)] if lead.waits else passing
    return [*passing, _button("Not a fit", NOT_A_FIT, lead, number)]


def _button(text: str, act: str, lead: Lead, number: int | None) -> Element:
    return button(text, act if number is None else f"{act}:{number}", value(lead))
