"""Reps for many leads in a row: each goes to whom `choose_rep` would name, without asking the database each time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from sqlalchemy.orm import Session

from storage.reps import loads, rank


@dataclass
class Rota:
    """What each of those who take leads carries by now: how many open ones, and when they got the last."""

    ranks: dict[str, tuple[int, datetime]]

    @classmethod
    def of(cls, session: Session, workspace_id: int, takers: Sequence[str]) -> Self:
        """The rota as the database has it."""
        return cls({rep: rank(load) for rep, load in loads(session, workspace_id, takers).items()})

    def choose(self, takers: Sequence[str]) -> str:
        """Who of them gets the next lead: who has the fewest open ones, of equals who has waited longest."""
        return min(takers, key=self.ranks.__getitem__)

    def gave(self, rep: str, at: datetime) -> None:
        """Notes that this rep got a lead at the instant `at`."""
        if rep in self.ranks:
            open_leads, last_at = self.ranks[rep]
            self.ranks[rep] = open_leads + 1, max(last_at, at)
