"""Reps for many leads in a row: each goes to whom `choose_rep` would name, without asking the database each time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from sqlalchemy.orm import Session

from sla.agreement import Terms
from storage.reps import EVER, Load, loads, rank


@dataclass
class Rota:
    """The members of a party, with what each of them carries by now."""

    loads: dict[str, Load]

    @classmethod
    def of(cls, session: Session, workspace_id: int, members: list[str]) -> Self:
        """The rota as the database has it."""
        return cls(loads(session, workspace_id, members))

    def choose(self, terms: Terms) -> str:
        """Who gets the next lead: who has the fewest open ones, of equals who has waited longest; or the contact."""
        members = [person.key for person in terms.receiver.members]
        if not members:
            return terms.receiver.contact.key
        return min(members, key=lambda member: rank(self.loads[member]))

    def gave(self, rep: str, at: datetime) -> None:
        """Notes that this rep got a lead at the instant `at`."""
        load = self.loads.get(rep)
        if load is not None:
            self.loads[rep] = Load(load.open + 1, max(load.last_at or EVER, at))
