"""An agreement as a document to print: what stands on it, without the marks of Slack's."""

import html
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from messages import dates
from messages.agreement_state import Shown
from messages.paper import Paper, Signed
from messages.six_elements import ELEMENTS
from messages.text import plain
from sla.agreement import Agreement, Status

_TOKEN: Final = re.compile(r"<(?:@(?P<user>[A-Z0-9]+)|!date\^[^|>]*\|(?P<date>[^>]*)|[^|>]*\|(?P<label>[^>]*))>")
_ITALIC: Final = re.compile(r"(?<!\w)_\(([^)]*)\)_(?!\w)")
_LOOKALIKES: Final = str.maketrans({"∗": "*", "∼": "~", "ˋ": "`", "ˍ": "_", "\u2060": None, "`": None})
GOALS: Final = 2


def paper(told: Shown, names: Mapping[str, str], checked: Sequence[str], now: datetime) -> Paper:
    """The agreement as it stands.

    `names` is what to call people by their Slack ids, `checked` says whether the reps have the hours (plain).
    """
    terms, zone = told.agreement.terms, told.agreement.terms.hours.zone
    elements = []
    for number, (title, lines_of) in enumerate(ELEMENTS, start=1):
        lines = [unmarked(line, names) for line in lines_of(terms) or ["Nothing was agreed on this."]]
        lines += checked if number == GOALS else []
        elements.append((f"{number}. {title}", tuple(lines)))
    return Paper(
        title=plain(terms.title),
        state=_state(told, zone),
        elements=tuple(elements),
        signatures=_signatures(told, names, zone),
        footer=f"{terms.slug}, terms {told.agreement.terms_number}; printed {_instant(now, zone)}",
        made_at=now,
    )


def unmarked(said: str, names: Mapping[str, str]) -> str:
    """A line of mrkdwn as it is read: people by their names, no marks, what was disarmed as it was written."""

    def token(found: re.Match[str]) -> str:
        if found["user"]:
            return names.get(found["user"], found["user"])
        return found["date"] or found["label"] or ""

    bare = _ITALIC.sub(r"(\1)", _TOKEN.sub(token, said)).replace(":warning: ", "").replace("*", "")
    return html.unescape(bare.translate(_LOOKALIKES))


def _state(told: Shown, zone: ZoneInfo) -> str:
    agreement: Agreement = told.agreement
    number = agreement.terms_number
    if agreement.status is Status.ENDED:
        return f"Terms {number}. This agreement has ended."
    if told.in_force_at is None:
        return f"Terms {number}, proposed and not in force yet."
    vouched = ": the operator vouched that every party agreed" if told.vouched else ""
    return f"Terms {number}, in force since {_instant(told.in_force_at, zone)}{vouched}."


def _signatures(told: Shown, names: Mapping[str, str], zone: ZoneInfo) -> tuple[Signed, ...]:
    """A line for each party, signed or still to be."""
    given = {each.party: each for each in told.signatures}
    lines = []
    for party in told.agreement.terms.parties:
        contact = names.get(party.contact.key, party.contact.written.removeprefix("@"))
        signed = given.get(party.name)
        by, on = (names.get(signed.by, signed.by), _instant(signed.at, zone)) if signed else ("", "")
        lines.append(Signed(plain(party.name), plain(contact), plain(by), on))
    return tuple(lines)


def _instant(at: datetime, zone: ZoneInfo) -> str:
    there = at.astimezone(zone)
    return f"{dates.day(there.date())} {there.year}, {there:%H:%M} ({zone.key})"
