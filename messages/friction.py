"""Customer friction in words: the notes by theme, their form, and what is said to who wrote one."""

from collections.abc import Sequence
from typing import Final

from messages import dates, durations, forms, mrkdwn
from messages.blocks import field
from messages.elements import plain_text_input
from messages.forms import Choice
from messages.text import Untrusted, clamp
from messages.views import View, modal
from sla.agreement import Terms
from sla.friction import OTHER, Theme

FORM: Final = "form:friction"
NOTE_LENGTH: Final = 500
THEME_LENGTH: Final = 40
_NAMED: Final = 8


def form(agreements: Sequence[Choice], *, note: str = "", place: str = "") -> View:
    """Asks for a note and its theme; `place` (the channel, perhaps the one agreement) comes back with the answers."""
    told = plain_text_input(
        "note",
        initial=Untrusted(note) if note else None,
        multiline=True,
        max_length=NOTE_LENGTH,
        placeholder="The invoice came twice, and nobody could say which one to pay",
    )
    named = plain_text_input("theme", max_length=THEME_LENGTH, placeholder="billing")
    shown = [
        *forms.agreement_field(agreements),
        field("What did you hear from the customer?", told, block_id="note"),
        field("Theme", named, block_id="theme", optional=True, hint="Without one, notes are grouped by their words."),
    ]
    return modal("Customer friction", shown, callback_id=FORM, submit="Note it", private_metadata=place)


def noted(theme: str | None, themes: Sequence[Theme], report: str | None) -> str:
    """The note is kept; what there is by now, and the report that it will be in."""
    number = sum(len(each.notes) for each in themes)
    under = f" under {mrkdwn.bold(Untrusted(theme))}" if theme else ""
    counted = ", ".join(f"{Untrusted(each.name).mrkdwn()} {len(each.notes)}" for each in themes[:_NAMED])
    into = f" It goes into the next {mrkdwn.bold(Untrusted(report))}." if report else ""
    return f":memo: Noted{under}.{into} {durations.several(number, 'note')} by now: {counted}."


def draft(terms: Terms, themes: Sequence[Theme], limit: int) -> str:
    """What the form of the report starts out with: each theme with its notes; plain text, foreign."""
    if not themes:
        return "Nobody noted any customer friction; `/sla friction NOTE` keeps what you hear."
    number = sum(len(theme.notes) for theme in themes)
    shown = [f"{durations.several(number, 'note')} on customer friction, {_since(terms, themes)}"]
    for theme in themes:
        shown += ["", f"{_name(theme)}: {durations.several(len(theme.notes), 'note')}"]
        shown += [f"- {note.text}" for note in theme.notes]
    return clamp("\n".join(shown), limit)


def _name(theme: Theme) -> str:
    return "Other" if theme.name == OTHER and not theme.is_given else theme.name.capitalize()


def _since(terms: Terms, themes: Sequence[Theme]) -> str:
    days = [terms.hours.local_date(note.at) for theme in themes for note in theme.notes]
    first, last = min(days), max(days)
    return dates.day(first) if first == last else f"{dates.day(first)} to {dates.day(last)}"
