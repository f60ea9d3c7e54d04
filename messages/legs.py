"""Legs in words: who held a lead for how long on its way, and whom a breach is on."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from messages import durations, mrkdwn
from messages.text import Untrusted
from sla.lead import short_id
from sla.legs import Charge, Leg, LegKind

_TO: Final = {
    LegKind.ASSIGNED: "handed off → assigned",
    LegKind.FIRST_ATTEMPT: "assigned → first attempt",
    LegKind.CONNECTED: "first attempt → connected",
}
SHOWN: Final = 10


def lines(party: str, found: Sequence[Leg], charge: Charge | None) -> list[str]:
    """A line for each leg, with its holder and business time; and whom the breach is on (mrkdwn).

    `party` is the one that follows up.
    """
    told = [
        f"• {_TO[leg.kind]}: {_holder(leg.holder)}, {durations.span(leg.time)}{_open(leg)}" for leg in found[:SHOWN]
    ]
    more = len(found) - SHOWN
    told += [f"• and {more} more"] if more > 0 else []
    if charge is not None:
        told.append(_charged(party, charge))
    return ["*Who held it*", *told] if told else []


def held(party: str, lead_id: int, charge: Charge) -> str:
    """Of one lead whose window passed: who used how much of it up (mrkdwn)."""
    return f"• {short_id(lead_id)}: {_shares(party, charge)}"


def _charged(party: str, charge: Charge) -> str:
    whose = (
        mrkdwn.user(charge.person) if charge.person else f"{Untrusted(party).mrkdwn()}, whose contact answers for it"
    )
    return f"The breach is on {whose}. Of the window: {_shares(party, charge)}."


def _shares(party: str, charge: Charge) -> str:
    reps = {rep: time for rep, time in charge.times.items() if rep is not None and time}
    shares = [f"{mrkdwn.user(rep)} {durations.span(time)}" for rep, time in reps.items()]
    rest = charge.times.get(None, timedelta(0))
    shares += (
        [f"{Untrusted(party).mrkdwn()} {durations.span(rest)} (not assigned, on leave or out of hours)"] if rest else []
    )
    return ", ".join(shares) or "nothing was used up"


def _holder(holder: str | None) -> str:
    return mrkdwn.user(holder) if holder else "nobody yet"


def _open(leg: Leg) -> str:
    return "" if leg.is_done else " so far" if leg.kind is not LegKind.ASSIGNED else ", not assigned"
