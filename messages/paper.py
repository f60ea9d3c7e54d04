"""An agreement as a document to print, as a value: what stands on it, without marks of Slack's."""

import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from messages import dates
from messages.agreement_state import Shown
from messages.six_elements import ELEMENTS
from messages.text import plain
from sla.agreement import Agreement, Status

_TOKEN: Final = re.compile(r"<(?:@(?P<user>[A-Z0-9]+)|!date\^[^|>]*\|(?P<date>[^>]*)|[^|>]*\|(?P<label>[^>]*))>")
_ITALIC: Final = re.compile(r"(?<!\w)_\(([^)]*)\)_(?!\w)")
_LOOKALIKES: Final = str.maketrans({"∗": "*", "∼": "~", "ˋ": "`", "ˍ": "_", "\u2060": None, "`": None})
GOALS: Final = 2


@dataclass(frozen=True)
class Signed:
    """A line to sign on: the party, and who signed for it when, where that was done in Slack."""

    party: str
    contact: str
    by: str = ""
    on: str = ""


@dataclass(frozen=True)
class Paper:
    """The document: its title, how it stands, the six elements with their lines, and the signatures."""

    title: str
    state: str
    elements: tuple[tuple[str, tuple[str, ...]], ...]
    signatures: tuple[Signed, ...]
    footer: str
    made_at: datetime


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


def as_json(shown: Paper) -> bytes:
    """The document for the process that prints it."""
    return json.dumps({"kind": "Paper", **asdict(shown)}, default=datetime.isoformat).encode()


def from_json(told: dict[str, Any]) -> Paper:
    """The document that `as_json` wrote, once it is read as JSON."""
    return Paper(
        title=told["title"],
        state=told["state"],
        elements=tuple((title, tuple(lines)) for title, lines in told["elements"]),
        signatures=tuple(Signed(**each) for each in told["signatures"]),
        footer=told["footer"],
        made_at=datetime.fromisoformat(told["made_at"]),
    )


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
        lines.append(Signed(party.name, contact, by, on))
    return tuple(lines)


def _instant(at: datetime, zone: ZoneInfo) -> str:
    there = at.astimezone(zone)
    return f"{dates.day(there.date())} {there.year}, {there:%H:%M} ({zone.key})"
