"""Reps for many leads in a row: each goes to whom `choose_rep` would name, without asking the database each time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Self

from sqlalchemy.orm import Session

from sla.agreement import Terms
from sla.leave import THERE, Presence
from storage import leaves
from storage.reps import EVER, loads, rank

FOR_EVER = datetime.max.replace(tzinfo=UTC)


@dataclass
class Rota:
    """What each of those who take leads carries by now: how many open ones, and when they got the last."""

    ranks: dict[str, tuple[int, datetime]]
    known: Mapping[str, Presence] = field(default_factory=dict)

    @classmethod
    def of(cls, session: Session, workspace_id: int, takers: Sequence[str]) -> Self:
        """The rota as the database has it."""
        ranks = {rep: rank(load) for rep, load in loads(session, workspace_id, takers).items()}
        return cls(ranks, leaves.presences(session, workspace_id, takers, EVER, FOR_EVER))

    def choose(self, takers: Sequence[str], terms: Terms, at: datetime, due_at: datetime | None) -> str:
        """Who of them gets the lead of the instant `at`: who has the fewest open ones, then who has waited longest.

        Nobody who is away then; with nobody there, the contact.
        """
        there = takers
        if self.known:
            there = [rep for rep in takers if self.known.get(rep, THERE).may_take(terms.hours, at, due_at)]
        return min(there, key=self.ranks.__getitem__) if there else terms.receiver.contact.key

    def gave(self, rep: str, at: datetime) -> None:
        """Notes that this rep got a lead at the instant `at`."""
        if rep in self.ranks:
            open_leads, last_at = self.ranks[rep]
            self.ranks[rep] = open_leads + 1, max(last_at, at)
