"""What can be done with `/sla`, word by word."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from messages.blocks import Block, Message, context, section
from messages.refusals import spoken
from messages.text import Untrusted


@dataclass(frozen=True)
class Entry:
    """A word of the command: how it is written, and what it does. Without leads to hand off, some say nothing."""

    word: str
    forms: tuple[str, ...]
    does: str
    needs_leads: bool = True

    @property
    def names_lead(self) -> bool:
        """Whether it is about one lead."""
        return any("LEAD" in form for form in self.forms)


NOTHING_HERE: Final = "*No agreement lives in this channel.*"
LEAD_IS: Final = "LEAD is its id (`L-4F7K`), an external id, or its name."

ENTRIES: Final = (
    Entry("status", ("status", "status here"), "both sides' figures, for you or for everyone here", needs_leads=False),
    Entry(
        "lead",
        ("lead", "lead LEAD score:70", "lead NAME, COMPANY @rep tier:TIER id:EXT"),
        "hand a lead off: by a form, or at once",
    ),
    Entry("log", ("log", "log LEAD call|email|meeting|other connected"), "log an attempt to reach a lead"),
    Entry(
        "leads",
        ("leads", "leads mine", "leads overdue", "leads nurtured"),
        "open leads with their due instants and buttons",
    ),
    Entry("hold", ("hold LEAD until INSTANT REASON",), "stop a lead's clock while it asked to wait"),
    Entry(
        "won",
        ("won", "won LEAD AMOUNT on DATE", "won - AMOUNT"),
        "a lead became a customer; with - a sale that marketing did not bring",
    ),
    Entry("why", ("why LEAD",), "how a lead's due instant came about, interval by interval"),
    Entry(
        "goal",
        ("goal", "goal PARTY METRIC TARGET", "goal PARTY METRIC TARGET by:DAY"),
        "propose another target",
        needs_leads=False,
    ),
    Entry(
        "calc",
        ("calc", "calc QUOTA SHARE DEAL RATE", "calc tiers"),
        "how many leads a sales quota takes, step by step, and whether the reps have the hours",
        needs_leads=False,
    ),
    Entry("strikes", ("strikes",), "strikes, make-up plans and credits, with your buttons", needs_leads=False),
    Entry(
        "friction",
        ("friction", "friction NOTE theme:WORD"),
        "note what a customer struggles with, for the friction report",
        needs_leads=False,
    ),
    Entry(
        "review",
        ("review", "review PERIOD", "review last"),
        "a period's facts and rates, and the goals that they ask for",
        needs_leads=False,
    ),
    Entry(
        "away",
        (
            "away",
            "away until DAY",
            "away FROM..TO WHY",
            "away @PERSON until DAY",
            "away hours DAYS",
            "away list",
            "away off",
        ),
        "say when you are away, and which hours you work: leads go to others then",
    ),
    Entry(
        "agreement",
        ("agreement", "agreement new"),
        "all that was agreed, its history, and a button to sign; with new, forms that set one up",
        needs_leads=False,
    ),
    Entry("help", ("help", "help WORD"), "this, or one word's part of it", needs_leads=False),
    Entry("health", ("health",), "whether the bot is well", needs_leads=False),
)


def overview(
    here: Sequence[tuple[str, str]], has_leads: bool, before: str = "", begins: Message | None = None
) -> Message:
    """The words that make sense here; `here` are slug and title of the agreements, `before` says what was wrong.

    `begins` offers to set one up where there is none.
    """
    entries = [entry for entry in ENTRIES if has_leads or not entry.needs_leads]
    lines = [f"{_written(entry)}: {entry.does}" for entry in entries]
    lead_in, examples = _lead_in(here), _examples(has_leads)
    first = [spoken(before)] if before else []
    opens = begins.blocks if begins else [section(lead_in)]
    shown: list[Block] = [*map(section, first), *opens, *_sections(lines), context(examples)]
    return Message("\n".join([*first, begins.text if begins else lead_in, *lines, examples]), tuple(shown))


def of_word(entry: Entry) -> Message:
    """How one word is written, and what it does."""
    said = f"{_written(entry)}: {entry.does}."
    shown = [section(said), *([context(LEAD_IS)] if entry.names_lead else [])]
    return Message(f"{said} {LEAD_IS}" if entry.names_lead else said, tuple(shown))


def ended(titles: Sequence[str]) -> str:
    """What is said first in a channel whose agreements have ended."""
    named = " and ".join(f"*{Untrusted(title).mrkdwn()}*" for title in titles)
    return f"{named} {'has' if len(titles) == 1 else 'have'} ended; `/sla status` and `/sla agreement` still show it."


def _written(entry: Entry) -> str:
    return " or ".join(f"`/sla {form}`" for form in entry.forms)


def _lead_in(here: Sequence[tuple[str, str]]) -> str:
    if not here:
        return f"{NOTHING_HERE} `/sla agreement new` in a channel sets one up. What there is:"
    if len(here) == 1:
        slug, title = here[0]
        return f"*{Untrusted(title).mrkdwn()}* (`{Untrusted(slug).mrkdwn()}`) lives here. What you can do:"
    named = ", ".join(f"`{Untrusted(slug).mrkdwn()}`" for slug, _ in here)
    return (
        f"*{len(here)} agreements live here:* {named}. Put one's name after the word, as in `/sla status {here[0][0]}`."
    )


def _examples(has_leads: bool) -> str:
    if not has_leads:
        return "An example: `/sla calc 5000 100% 100 50%`"
    return (
        f"{LEAD_IS} For example: `/sla lead Jane Doe, Acme tier:director`, `/sla log L-4F7K call connected`, "
        "`/sla hold L-4F7K until friday 9:00 on holiday`, `/sla won L-4F7K 5000`."
    )


def _sections(lines: Sequence[str], size: int = 5) -> list[Block]:
    return [section("\n".join(lines[start : start + size])) for start in range(0, len(lines), size)]
