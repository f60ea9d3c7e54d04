"""The promises made to many leads at once: what the terms give a tier is worked out once, then only the clock runs."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any, Self

from sqlalchemy.orm import Session

from sla.agreement import Terms
from sla.ladder import Ladder
from storage.ledger import MICROSECOND
from storage.terms import Dated, history, holding, terms


@dataclass(frozen=True)
class Promise:
    """What one version of the terms promises a lead of one tier.

    `window` and `warned_after` are business time; None where working days make them differ from day to day.
    """

    terms_id: int
    terms: Terms
    tier: str | None
    value: Decimal | None
    window: timedelta | None
    warned_after: timedelta | None

    @classmethod
    def of(cls, terms_id: int, agreed: Terms, tier: str | None) -> Self:
        """The promise to a lead of this tier."""
        known, window = agreed.tier(tier), agreed.window(tier)
        value = known.value if known else None
        if window.working_days:
            return cls(terms_id, agreed, tier, value, None, None)
        share = Fraction(agreed.ladder[0].at)
        warned_after = ceil(window.time // MICROSECOND * share) * MICROSECOND
        return cls(terms_id, agreed, tier, value, window.time, warned_after)

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
    _promises: dict[tuple[int, str | None], Promise] = field(default_factory=dict)

    @classmethod
    def by(cls, session: Session, agreement_id: int) -> Self:
        """The promises that this agreement makes."""
        return cls(session, history(session, agreement_id))

    def terms_at(self, at: datetime) -> tuple[int, Terms]:
        """The id and the terms that hold at the instant, as `terms.terms_at` says."""
        only = len(self.versions) == 1
        terms_id = self.versions[0].id if only else holding(self.versions, at).id
        return terms_id, self.agreed(terms_id)

    def to(self, terms_id: int, tier: str | None) -> Promise:
        """The promise of these terms to a lead of this tier, which they know."""
        known = self._promises.get((terms_id, tier))
        if known is None:
            known = self._promises[terms_id, tier] = Promise.of(terms_id, self.agreed(terms_id), tier)
        return known

    def members(self) -> list[str]:
        """The keys of all whom leads may go to by themselves, under any version of the terms."""
        agreed = (self.agreed(version.id) for version in self.versions)
        receivers = [each.receiver for each in agreed if each.has_leads]
        return list(dict.fromkeys(person.key for party in receivers for person in party.members))

    def agreed(self, terms_id: int) -> Terms:
        """The terms of this id."""
        if terms_id not in self._terms:
            self._terms[terms_id] = terms(self.session, terms_id)
        return self._terms[terms_id]
