"""The words of the alert ladder: how long a lead has waited, what was promised, and what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from messages import away, durations, lead_card, mrkdwn
from messages.blocks import Block, Message, at_most, context, header, section
from messages.events import fitting, utc
from messages.lead_card import Deed
from messages.text import Untrusted
from sla.agreement import Rung, Terms
from sla.lead import Lead
from sla.leave import Leave

WARNING: Final = "sla_follow_up_warning"
OVERDUE: Final = "sla_follow_up_overdue"
BUNDLE: Final = "sla_follow_up_bundle"


@dataclass(frozen=True)
class Alert:
    """A lead that waits, the rung of the ladder that speaks, its instant, and the business time waited so far.

    `is_rep`: whether the reader is the lead's rep; `leave`: what keeps the rep, where it is not.
    """

    lead: Lead
    terms: Terms
    rung: Rung
    alert_at: datetime
    waited: timedelta
    is_rep: bool
    leave: Leave | None = None


def event_type(rung: Rung) -> str:
    """A warning below the whole window, overdue from it on."""
    return WARNING if rung.at < Decimal(1) else OVERDUE


def alert(told: Alert, now: datetime) -> Message:
    """One alert to the rep, or to the contact that the ladder names."""
    words = alert_line(told)
    follows = _next(told)
    level = context(f"{told.rung.level} of the window, reached {mrkdwn.date(told.alert_at)}")
    return Message(
        text=f"{words} {follows}",
        blocks=(section(f"{words}\n{follows}"), *lead_card.card(told.lead, told.terms, now), level),
        event_type=event_type(told.rung),
        payload={"agreement": told.terms.slug, **_payload(told)},
    )


def settled(told: Alert, now: datetime, *, may_act: bool, deeds: Sequence[Deed] = ()) -> Message:
    """An alert that was sent, once nobody needs to follow up any more: where the lead stands now, and who did what."""
    return Message(
        text=lead_card.spoken(told.lead, now, deeds),
        blocks=tuple(lead_card.card(told.lead, told.terms, now, may_act=may_act, deeds=deeds)),
        event_type=event_type(told.rung),
        payload={"agreement": told.terms.slug, **_payload(told)},
    )


def bundle(alerts: Sequence[Alert], now: datetime) -> Message:
    """Several alerts for one person at once: a line for each lead, with its buttons while there is room."""
    kinds = sorted({told.lead.what for told in alerts}, reverse=True)
    named = durations.several(len(alerts), kinds[0]) if len(kinds) == 1 else f"{len(alerts)} leads and customers"
    lead_in = f":bell: {named} wait for a first attempt."
    ordered = sorted(alerts, key=lambda told: (told.lead.due_at or told.alert_at, told.lead.id))
    lines = [alert_line(told) for told in ordered]
    shown = [_entry(told, line, number) for number, (told, line) in enumerate(zip(ordered, lines, strict=True))]
    return Message(
        text="\n".join([lead_in, *lines, _BUNDLE_NEXT]),
        blocks=(header(lead_in), *at_most(shown, "leads; `/sla leads overdue` lists them"), context(_BUNDLE_NEXT)),
        event_type=BUNDLE,
        payload={"agreement": ordered[0].terms.slug, "alerts": fitting(_payload(told) for told in ordered)},
    )


def alert_line(told: Alert) -> str:
    """How long the lead has waited against the promise (mrkdwn)."""
    lead, promised = told.lead, durations.window(told.terms.window(told.lead.tier))
    sign = ":hourglass_flowing_sand:" if event_type(told.rung) == WARNING else ":bell:"
    named = f"{lead.short_id} {mrkdwn.bold(Untrusted(lead.name))}"
    due = f"due {mrkdwn.date(lead.due_at)}" if lead.due_at else "on hold"
    return f"{sign} {named} has waited {durations.span(told.waited)}; {promised} was promised, {due}.{_whose(told)}"


_BUNDLE_NEXT: Final = "Take the one that is due first, and log each attempt with its button or `/sla log`."


def _next(told: Alert) -> str:
    if told.is_rep:
        return f"Log an attempt: press what you did, or type `/sla log {told.lead.short_id} call`."
    if told.leave is not None:
        return "Pass it on to somebody who is there, or follow it up yourself."
    return "Ask whether it needs a hand, or pass it on to somebody who is free."


def _whose(told: Alert) -> str:
    if told.is_rep:
        return ""
    if told.leave is not None:
        return f" It is with {mrkdwn.user(told.leave.person)}, who is away {away.until(told.leave)}."
    return f" It is with {mrkdwn.user(told.lead.rep)}." if told.lead.rep else " It is with nobody yet."


def _payload(told: Alert) -> dict[str, str | None]:
    return {
        "lead": told.lead.short_id,
        "level": told.rung.level,
        "due_at": utc(told.lead.due_at),
        "alert_at": utc(told.alert_at),
    }


def _entry(told: Alert, line: str, number: int) -> list[Block]:
    rows = lead_card.buttons(told.lead, number)
    return [section(line), *rows[:1]]
