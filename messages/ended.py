"""The end of an agreement in words: told once, and above everything that is still shown of it."""

from datetime import datetime

from messages import mrkdwn, rich
from messages.blocks import Message, context, section
from messages.text import Untrusted
from sla.agreement import Terms


def line(at: datetime, by: str | None) -> str:
    """Above what is shown of an ended agreement."""
    who = mrkdwn.user(by or "the operator")
    return f":black_square_for_stop: This agreement ended on {mrkdwn.date(at)}, by {who}. What was recorded stays."


def ended(terms: Terms, terms_id: int, at: datetime, by: str | None, reason: str) -> Message:
    """To the channel: that the agreement has ended, by whom and why, and what that means."""
    title, who = mrkdwn.bold(Untrusted(terms.title)), mrkdwn.user(by or "the operator")
    lead_in = f":black_square_for_stop: {title} has ended, by {who}, {mrkdwn.date(at)}."
    follows = (
        "Every clock has stopped: no more reminders, posts or duties. `/sla status` and `/sla agreement` still show it."
    )
    why = Untrusted(reason)
    shown = (section(lead_in), rich.rich_quote(rich.text(why, limit=500)), context(follows))
    payload = {"agreement": terms.slug, "terms": terms_id}
    return Message(f"{lead_in} The reason: {why.mrkdwn(500)}\n{follows}", shown, "sla_ended", payload)
