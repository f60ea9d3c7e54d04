"""The words of a lead that changes hands: handed off to a rep, passed on, given back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from messages import durations, lead_card, mrkdwn
from messages.blocks import Message, actions, context, section
from messages.elements import button
from messages.events import utc
from messages.lead_card import Deed
from messages.text import Untrusted
from sla.agreement import Terms
from sla.lead import Lead

AGAIN: Final = "act:again"


def hand_off(
    lead: Lead,
    terms: Terms,
    now: datetime,
    *,
    outside: str | None = None,
    may_act: bool = True,
    deeds: Sequence[Deed] = (),
    stands_in: bool = False,
) -> Message:
    """To the rep: the lead is theirs, until when the first follow-up is due, and what to press.

    `outside`: the rep, when they are not in Slack and their party's contact reads this in their place; `stands_in`: the
    contact has it because nobody else is there. Without
    `may_act`, or once it does not wait any more, it says where the lead stands.
    """
    why = f", as everybody else in {Untrusted(terms.receiver.name).mrkdwn()} is away or off work" if stands_in else ""
    lead_in = f":wave: A {lead.what} for {_yours(outside)}{why}"
    return Message(
        text=f"{lead_in}: {lead_card.title(lead)}. {_stands(lead, terms, now, may_act)}",
        blocks=(
            section(_above(f"{lead_in}.", lead, may_act)),
            *lead_card.card(lead, terms, now, may_act=may_act, deeds=deeds),
        ),
        event_type="sla_hand_off",
        payload={"agreement": terms.slug, "lead": lead.short_id, "due_at": utc(lead.due_at)},
    )


def passed_to(
    lead: Lead,
    terms: Terms,
    now: datetime,
    *,
    by: str | None,
    old_rep: str | None,
    outside: str | None = None,
    may_act: bool = True,
    deeds: Sequence[Deed] = (),
) -> Message:
    """To the new rep: whose lead it was, who passed it on (None: the ladder did), and what to press."""
    from_whom = f" It was {mrkdwn.user(old_rep)}'s." if old_rep and old_rep != by else ""
    lead_in = f":arrow_right: {_how(_lead(lead), by, lead.rep if may_act else None, outside)}{from_whom}"
    shown = f":arrow_right: {_how(f'this {lead.what}', by, lead.rep if may_act else None, outside)}{from_whom}"
    return Message(
        text=f"{lead_in} {_stands(lead, terms, now, may_act)}",
        blocks=(
            section(_above(shown, lead, may_act)),
            *lead_card.card(lead, terms, now, may_act=may_act, deeds=deeds),
        ),
        event_type="sla_reassigned",
        payload={"agreement": terms.slug, "lead": lead.short_id},
    )


def passed_from(lead: Lead, terms: Terms, now: datetime, *, by: str | None, new_rep: str | None) -> Message:
    """To the old rep: who has the lead now, so that they need do nothing more."""
    holder = mrkdwn.user(new_rep) if new_rep else "nobody yet"
    how = f"{mrkdwn.user(by)} passed it on" if by else "the alert ladder passed it on, as no attempt was logged yet"
    follows = f"is now with {holder}: {how}. There is nothing more for you to do."
    return Message(
        text=f":arrow_right: {_lead(lead)} {follows}",
        blocks=(section(f":arrow_right: This {lead.what} {follows}"), *lead_card.card(lead, terms, now, may_act=False)),
        event_type="sla_reassigned",
        payload={"agreement": terms.slug, "lead": lead.short_id},
    )


def returned(
    lead: Lead, terms: Terms, now: datetime, *, by: str | None, reason: str, again: Lead | None = None
) -> Message:
    """To the giving party's contact: who gave the lead back as not a fit, and why; `again` is what it is by now."""
    is_again = again is not None
    who = mrkdwn.user(by) if by else Untrusted(terms.receiver.name).mrkdwn()
    sign, why = ":leftwards_arrow_with_hook:", f"back as not a fit: {Untrusted(reason).mrkdwn()}."
    follows = "It no longer counts towards the leads handed off. Nurture it, or hand it off again when it is ready."
    if again is not None:
        follows = f"It was handed off again as {again.short_id}, {mrkdwn.date(again.handed_off_at)}."
    return Message(
        text=f"{sign} {who} gave {_lead(lead)} {why} {follows}",
        blocks=(
            section(f"{sign} {who} gave this lead {why}"),
            *lead_card.card(lead, terms, now, may_act=False),
            context(follows),
            *([] if is_again else [actions(button("Hand off again", AGAIN, lead_card.value(lead)))]),
        ),
        event_type="sla_returned",
        payload={"agreement": terms.slug, "lead": lead.short_id},
    )


def _lead(lead: Lead) -> str:
    return f"{lead.short_id} {mrkdwn.bold(Untrusted(lead.name))}"


def _yours(outside: str | None) -> str:
    return f"{mrkdwn.user(outside)}, who is not in Slack" if outside else "you"


def _above(lead_in: str, lead: Lead, may_act: bool) -> str:
    """What stands above the lead's card, which says by itself who it is, what was promised and where it stands."""
    if not may_act:
        return f"{lead_in}\n{_holder(lead)}"
    return f"{lead_in}\n{_next(lead)}" if lead.waits else lead_in


def _stands(lead: Lead, terms: Terms, now: datetime, may_act: bool) -> str:
    """The promise and the next step while the lead waits for the reader, else where it stands."""
    if lead.waits and may_act:
        return f"{_promise(lead, terms)} {_next(lead)}"
    passed_on = "" if may_act else f"{_holder(lead)} "
    return f"{passed_on}{lead_card.state_line(lead, now)}"


def _holder(lead: Lead) -> str:
    return f"It is now with {mrkdwn.user(lead.rep) if lead.rep else 'nobody yet'}."


def _promise(lead: Lead, terms: Terms) -> str:
    promised = durations.window(terms.window(lead.tier))
    if lead.due_at is None:
        return f"Its clock stands still; {promised} of business hours is promised once it runs again."
    return f"First follow-up due {mrkdwn.date(lead.due_at)}, promised within {promised} of business hours."


def _next(lead: Lead) -> str:
    return f"Call or e-mail, then press what you did, or type `/sla log {lead.short_id} call`."


def _how(lead: str, by: str | None, rep: str | None, outside: str | None) -> str:
    if by and by == rep:
        return f"You took {lead} over."
    if by:
        return f"{mrkdwn.user(by)} passed {lead} on to {_yours(outside)}."
    return f"{lead[0].upper()}{lead[1:]} comes to {_yours(outside)}, as no attempt was logged yet."
