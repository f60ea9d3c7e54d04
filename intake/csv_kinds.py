"""The kinds of file that can be imported: their fields, and what a row of each brings in."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from intake.csv_cells import Instants, amount, flag, named
from intake.csv_columns import Columns, Fields
from intake.csv_errors import BadRow, short
from sla.lead import Channel, NewLead
from storage.hand_offs import key_of
from storage.imports import ArrivingAttempt, ArrivingDeal, ArrivingLead
from storage.lead_keys import is_own_key

LEADS = Fields(
    ("external_id", "name", "company", "email", "tier", "value", "source", "handed_off_at", "rep", "score", "activity"),
    (("name", "external_id"), ("handed_off_at",)),
)
ATTEMPTS = Fields(("lead", "at", "by", "channel", "connected", "automated"), (("lead",), ("at",)))
DEALS = Fields(("lead", "closed_at", "revenue"), (("closed_at",), ("lead", "revenue")))

NOTHING = Decimal(0)
CHANNELS = {"": Channel.OTHER, **{channel.value: channel for channel in Channel}}


@dataclass(frozen=True)
class Reader:
    """Reads the cells of a row: by the columns of its file, in the zone of its agreement, with the people of Slack."""

    columns: Columns
    instants: Instants
    person: Callable[[str], str]

    def lead(self, line: int, cells: list[str]) -> ArrivingLead:
        """The lead of a row; raises BadRow."""
        texts = self.columns.texts(cells)
        external_id, name, company, email, tier, value, source, at, rep, score, activity = texts
        handed_off_at, own_key = self.instants.read(at), external_id if is_own_key(external_id) else None
        new = NewLead(
            name=name,
            company=company or None,
            email=email or None,
            tier=tier or None,
            value=amount(value),
            source=source or None,
            external_id=None if own_key else named(external_id, "an external id"),
            rep=self._person(rep),
            score=_whole(score, "score"),
            activity=_whole(activity, "activity"),
        )
        if not name and not new.external_id:
            raise BadRow("The row has neither a name nor an external id; write one of them.")
        if own_key:
            return ArrivingLead(line, new, handed_off_at, own_key)
        if external_id:
            return ArrivingLead(line, new, handed_off_at, key_of(new))
        fit = [score, activity] if score or activity else []
        row = _key(name, company, email, tier, value, source, handed_off_at.isoformat(), rep, *fit)
        return ArrivingLead(line, new, handed_off_at, row)

    def attempt(self, line: int, cells: list[str]) -> ArrivingAttempt:
        """The attempt of a row; raises BadRow."""
        lead, at, by, channel, connected, automated = self.columns.texts(cells)
        if not lead:
            raise BadRow("The row names no lead; write its external id.")
        made_at, made_by = self.instants.read(at), self._person(by)
        kind = CHANNELS.get(channel.lower())
        if kind is None:
            raise BadRow(f"{short(channel)} is no channel; write {', '.join(Channel)}.")
        key = _key(made_at.isoformat(), by, kind.value)
        return ArrivingAttempt(line, lead, made_at, made_by, kind, flag(connected), flag(automated), key)

    def deal(self, line: int, cells: list[str]) -> ArrivingDeal:
        """The deal of a row; raises BadRow. A customer without a revenue counts as a customer."""
        lead, at, written = self.columns.texts(cells)
        closed_at, revenue = self.instants.read(at), amount(written)
        if revenue is None and not lead:
            raise BadRow("The row has neither a lead nor a revenue; write one of them.")
        key = _key(lead, closed_at.isoformat(), "" if revenue is None else f"{revenue.normalize():f}")
        return ArrivingDeal(line, lead or None, closed_at, revenue or NOTHING, key)

    def _person(self, written: str) -> str | None:
        return named(self.person(written), "a person") if written else None


def _whole(written: str, what: str) -> int | None:
    """A score or an activity; raises BadRow."""
    if not written:
        return None
    if not (written.isdecimal() and len(written) < 10):
        raise BadRow(f"{short(written)} is no {what}; write a whole number, such as 50.")
    return int(written)


def _key(*texts: str) -> str:
    """What tells a row apart that has no id of its own: the same row twice is one."""
    return f"row:{hashlib.sha256(chr(0).join(texts).encode()).hexdigest()}"
