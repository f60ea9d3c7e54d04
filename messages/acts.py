"""What is said to somebody who did something: what stands now, and what comes next."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from messages import dates, deeds, durations, goals, mrkdwn
from messages.blocks import Message, section
from messages.text import Untrusted
from sla.agreement import Terms
from sla.lead import Channel, Lead
from sla.period import Period


def line(said: str) -> Message:
    """One sentence or two of ours (mrkdwn) as a message."""
    return Message(said, (section(said),))


def named(lead: Lead) -> str:
    """A lead within a sentence: `L-4F7K *Jane Doe*`."""
    return f"{lead.short_id} {mrkdwn.bold(Untrusted(lead.name))}"


def titled(lead: Lead) -> str:
    """A lead with its company and tier: `L-4F7K *Jane Doe*, Acme, director`."""
    rest = (Untrusted(foreign).mrkdwn() for foreign in (lead.company, lead.tier) if foreign)
    return ", ".join((named(lead), *rest))


def handed_off(lead: Lead, terms: Terms, now: datetime, *, chosen: bool) -> str:
    """The lead is with its rep, and until when they promised the first follow-up."""
    how = _how_chosen(lead, terms) if chosen and terms.receiver.members else ""
    rep = mrkdwn.user(lead.rep) if lead.rep else "nobody yet"
    promised = durations.window(terms.window(lead.tier))
    due = f"First follow-up due {mrkdwn.date(lead.due_at)}, {promised} of business hours." if lead.due_at else ""
    return f":white_check_mark: Handed off: {titled(lead)} is with {rep}{how}. {due}".rstrip()


def _how_chosen(lead: Lead, terms: Terms) -> str:
    if any(person.key == lead.rep for person in terms.receiver.members):
        return ", who has the fewest open leads"
    return f", as everybody else in {Untrusted(terms.receiver.name).mrkdwn()} is away or off work until it is due"


def logged(lead: Lead, channel: Channel, *, connected: bool, behalf: str | None, was_first: bool, kept: bool) -> str:
    """The attempt is on record; the first one also says whether the promise was kept."""
    thing = deeds.noun(channel, connected)
    for_whom = f" for {mrkdwn.user(behalf)}" if behalf else ""
    first = ""
    if was_first:
        first = " It is the first, within its window." if kept else " It is the first; its window had passed by then."
    return f":white_check_mark: Logged {thing} on {named(lead)}{for_whom}.{first}"


def won(lead: Lead, revenue: Decimal, on: str, *, also_logged: bool, customer: str = "") -> str:
    """The lead is a customer; whether an attempt was logged with it; `customer` says who looks after them now."""
    also = " No attempt was on record, so one that connected is logged with it." if also_logged else ""
    return f":trophy: {named(lead)} is a customer: {goals.amount(revenue)}, closed on {on}.{also}{customer}"


def handed_on(customer: Lead, terms: Terms) -> str:
    """To whom the customer of a deal is handed off; the terms are as read for it."""
    rep = mrkdwn.user(customer.rep) if customer.rep else "nobody yet"
    due = f", first contact due {mrkdwn.date(customer.due_at)}" if customer.due_at else ""
    return f" Handed to {Untrusted(terms.receiver.name).mrkdwn()} as {customer.short_id}: it is with {rep}{due}."


def sold(revenue: Decimal, on: str, others: Decimal, period: Period) -> str:
    """A sale without a lead is on record, and what such sales have brought in the period."""
    brought = f"{goals.amount(others)} in {dates.period(period)} so far"
    return (
        f":moneybag: A sale that marketing did not bring: {goals.amount(revenue)}, closed on {on}. "
        f"It counts in total revenue alone; such sales brought {brought}."
    )


def held(lead: Lead, until: datetime, reason: str) -> str:
    """The clock stands still, and when the first follow-up is due now."""
    due = f" The first follow-up is now due {mrkdwn.date(lead.due_at)}." if lead.due_at else ""
    why = Untrusted(reason).mrkdwn()
    return f":double_vertical_bar: {named(lead)} is on hold until {mrkdwn.date(until)}: {why}.{due}"


def snoozed(lead: Lead) -> str:
    """When the next reminder comes; the promise stays."""
    quiet = f"no reminder before {mrkdwn.date(lead.next_alert_at)}" if lead.next_alert_at else "no reminder"
    promise = f" The promise stays: first follow-up due {mrkdwn.date(lead.due_at)}." if lead.due_at else ""
    return f":zzz: {named(lead)}: {quiet}.{promise}"


def passed_on(lead: Lead, old_rep: str | None) -> str:
    """Who has the lead now; both are told."""
    told = f"{mrkdwn.user(lead.rep or '')} and {mrkdwn.user(old_rep)} are" if old_rep else "They are"
    return f":arrow_right: {named(lead)} is with {mrkdwn.user(lead.rep or '')} now; {told} told."


def given_back(lead: Lead, giver: str, reason: str) -> str:
    """The lead is back with the giving party, who reads the reason."""
    why, whose = Untrusted(reason).mrkdwn(), Untrusted(giver).mrkdwn()
    return f":leftwards_arrow_with_hook: {named(lead)} is given back to {whose}, who will read why: {why}"


def signed(terms: Terms, party: str, missing: Sequence[str]) -> str:
    """The signature is given; who is still to sign, or that the terms are in force."""
    whose, title = mrkdwn.bold(Untrusted(party)), Untrusted(terms.title).mrkdwn()
    waits = " and ".join(Untrusted(name).mrkdwn() for name in missing)
    follows = f"Still to sign: {waits}." if missing else "Every party has signed: the terms are in force."
    return f":writing_hand: You signed {title} for {whose}. {follows}"
