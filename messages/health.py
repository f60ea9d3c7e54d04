"""Whether the bot is well, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from messages import durations
from messages.blocks import Message, fields, section
from messages.text import Untrusted


@dataclass(frozen=True)
class Health:
    """What an admin asks: messages by state, since when the oldest due one waits, and what holds the bot back."""

    messages: Mapping[str, int]
    oldest_due_at: datetime | None
    agreements: int
    paused: Sequence[str] = ()


def short() -> Message:
    """For everyone: it answers, so it runs."""
    said = ":white_check_mark: The bot answers, and so does its database. A workspace admin sees more here."
    return Message(said, (section(said),))


def full(told: Health, now: datetime) -> Message:
    """For an admin: what waits, what could not be sent, what is in doubt."""
    lead_in = _lead_in(told, now)
    shown = [f"*Agreements*\n{told.agreements}", f"*Messages sent*\n{told.messages.get('sent', 0):,}"]
    waiting = told.messages.get("pending", 0) + told.messages.get("sending", 0)
    shown += [f"*Waiting to be sent*\n{waiting:,}", f"*In doubt*\n{told.messages.get('doubt', 0):,}"]
    shown += [f"*Could not be sent*\n{told.messages.get('dead', 0):,}"]
    said = "; ".join(each.replace("*\n", ": ").lstrip("*") for each in shown)
    return Message(f"{lead_in} {said}.", (section(lead_in), fields(*shown)))


def _lead_in(told: Health, now: datetime) -> str:
    if told.paused:
        why = Untrusted(told.paused[0]).mrkdwn()
        return f":warning: Sending is paused in part or whole: {why}. `sla-bot doctor` says what to do."
    if told.oldest_due_at and (now - told.oldest_due_at).total_seconds() > 300:
        late = durations.span(now - told.oldest_due_at)
        return f":warning: The oldest message that is due has waited {late}. `sla-bot doctor` checks what is amiss."
    if told.messages.get("dead") or told.messages.get("doubt"):
        return ":warning: The bot runs, but some messages need a look: its notices in your direct messages say which."
    return ":white_check_mark: The bot is well: it answers, so does its database, and nothing is late."
