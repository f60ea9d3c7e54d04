"""What is said to whoever took or gave the leads of somebody who is away."""

from collections.abc import Sequence

from messages import durations, mrkdwn
from messages.acts import named
from sla.lead import Lead
from sla.leave import Leave


def taken(lead: Lead, leave: Leave) -> str:
    """The lead is with the reader now."""
    due = f" First follow-up promised by {mrkdwn.date(lead.due_at)}." if lead.waits and lead.due_at else ""
    return f":white_check_mark: {named(lead)} is yours now; {mrkdwn.user(leave.person)} hears of it when back.{due}"


def given(leads: Sequence[Lead], leave: Leave) -> str:
    """Who got the leads of the person on leave."""
    shares: dict[str, list[str]] = {}
    for lead in leads:
        shares.setdefault(lead.rep or "", []).append(lead.short_id)
    to = "; ".join(f"{mrkdwn.user(rep)} has {', '.join(ids)}" for rep, ids in shares.items())
    many = durations.several(len(leads), "lead")
    return f":white_check_mark: {many} of {mrkdwn.user(leave.person)} given to others: {to}. They are told."
