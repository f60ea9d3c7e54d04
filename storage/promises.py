"""The promises made to many leads at once: what the terms give a tier is worked out once, then only the clock runs."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any, Self

from sqlalchemy.orm import Session

from sla.agreement import Party, Terms, What
from sla.ladder import Ladder
from sla.lead import NewLead
from storage.hand_offs import checked
from storage.ledger import MICROSECOND
from storage.terms import Dated, history, holding, terms
from storage.texts import LONGEST_KEY


@dataclass(frozen=True)
class Promise:
    """What one version of the terms promises a lead of one tier.

    `takers` are those whom a lead may go to by itself: the members, else the contact. `window` and `warned_after` are
    business time; None where working days make them differ from day to day.
    """

    terms_id: int
    terms: Terms
    tier: str | None
    value: Decimal | None
    takers: tuple[str, ...]
    window: timedelta | None
    warned_after: timedelta | None

    @classmethod
    def of(cls, terms_id: int, agreed: Terms, tier: str | None) -> Self:
        """The promise to a lead of this tier."""
        known, window = agreed.tier(tier), agreed.window(tier)
        value = known.value if known else None
        takers = _takers(agreed.receiver)
        if window.working_days:
            return cls(terms_id, agreed, tier, value, takers, None, None)
        share = Fraction(agreed.ladder[0].at)
        warned_after = ceil(window.time // MICROSECOND * share) * MICROSECOND
        return cls(terms_id, agreed, tier, value, takers, window.time, warned_after)

    def columns(self, at: datetime) -> dict[str, Any]:
        """The columns of a lead that a hand-off at the instant `at` (UTC) decides, as `lead_values` says them."""
        due_at, next_alert_at = self._instants(at)
        return {
            "terms_id": self.terms_id,
            "handed_off_at": at,
            "handed_off_on": self.terms.hours.local_date(at),
            "rep_since": at,
            "due_at": due_at,
            "alert_due_at": due_at,
            "next_alert_at": next_alert_at,
            "breach_due_at": None if due_at is None else due_at + MICROSECOND,
        }

    def _instants(self, at: datetime) -> tuple[datetime | None, datetime | None]:
        """The due instant, and the first at which the ladder speaks."""
        hours = self.terms.hours
        if self.window is None or self.warned_after is None:
            alert = Ladder.of(self.terms, self.tier, at).alert(0)
            return hours.due(at, self.terms.window(self.tier)), alert and alert.speak_at
        warned_at = hours.due(at, self.warned_after)
        return hours.due(at, self.window), warned_at and hours.next_opening(warned_at)


@dataclass
class Promises:
    """The promises of one agreement, under whatever terms held at each hand-off."""

    session: Session
    versions: tuple[Dated, ...]
    _terms: dict[int, Terms] = field(default_factory=dict)
    _promises: dict[tuple[int, What, str | None], Promise] = field(default_factory=dict)

    @classmethod
    def by(cls, session: Session, agreement_id: int) -> Self:
        """The promises that this agreement makes."""
        return cls(session, history(session, agreement_id))

    def terms_id_at(self, at: datetime) -> int:
        """The id of the terms that hold at the instant, as `terms.terms_at` says."""
        return self.versions[0].id if len(self.versions) == 1 else holding(self.versions, at).id

    def to(self, new: NewLead, at: datetime, what: What = "lead") -> Promise:
        """The promise to a lead handed off at the instant; raises BadLead or NoHandOff for one that can't be taken."""
        terms_id = self.terms_id_at(at)
        known = self._promises.get((terms_id, what, new.tier))
        if known is None or new.value is not None or not new.name or len(new.external_id or "") > LONGEST_KEY:
            checked(new, self.agreed(terms_id).of(what))
        if known is None:
            known = Promise.of(terms_id, self.agreed(terms_id).of(what), new.tier)
            self._promises[terms_id, what, new.tier] = known
        return known

    def takers(self, what: What = "lead") -> list[str]:
        """All whom leads, or customers, may go to by themselves, under any version of the terms."""
        agreed = (link for version in self.versions for link in self.agreed(version.id).links if link.link == what)
        return list(dict.fromkeys(key for each in agreed for key in _takers(each.receiver)))

    def agreed(self, terms_id: int) -> Terms:
        """The terms of this id."""
        if terms_id not in self._terms:
            self._terms[terms_id] = terms(self.session, terms_id)
        return self._terms[terms_id]


def _takers(party: Party) -> tuple[str, ...]:
    return tuple(person.key for person in party.members) or (party.contact.key,)
