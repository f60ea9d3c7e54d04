"""Those who follow the clock: what each does next, and whether each has come to rest."""

import asyncio
from dataclasses import dataclass, field

from sandbox.instants import iso
from sandbox.wire import Json


@dataclass
class Participant:
    """One program that lives by the sandbox's clock."""

    name: str
    next_due: int | None = None
    heard_due: int | None = None
    present: bool = True
    asleep: bool = False
    late: bool = False
    stuck: bool = False
    only_due: bool = False
    alarm: asyncio.Event = field(default_factory=asyncio.Event)
    _round_at: int = -1
    _rounds: int = 0

    def is_due(self, now: int) -> bool:
        """Whether it said that it has something to do by now."""
        return not self.stuck and self.next_due is not None and self.next_due <= now

    def hear_due(self, next_due: int | None) -> None:
        """Takes a new due instant; one heard while it is at work is not lost when it comes back to rest."""
        self.next_due = next_due
        if not self.asleep and next_due is not None:
            self.heard_due = next_due if self.heard_due is None else min(self.heard_due, next_due)

    def rest_until(self, next_due: int | None) -> None:
        """It has done what it saw, and comes back to rest."""
        dues = [due for due in (next_due, self.heard_due) if due is not None]
        self.next_due, self.heard_due = min(dues, default=None), None

    def is_restless(self, now: int) -> bool:
        """Whether the clock has to wait for it."""
        return self.present and not self.late and (not self.asleep or self.is_due(now))

    def wake(self) -> None:
        """Ends its sleep; from here on it is at work."""
        self.asleep = False
        self.alarm.set()

    def stir(self, now: int) -> None:
        """The time has moved: it looks, unless it wants to sleep through what brings it nothing."""
        if self.only_due and not self.is_due(now):
            self.alarm.set()  # how long it still sleeps may have changed
        else:
            self.wake()

    def count_round(self, now: int, most: float) -> None:
        """Counts wake-ups at one instant; too many, and it is stuck until the time moves."""
        self._rounds = self._rounds + 1 if self._round_at == now else 1
        self._round_at = now
        self.stuck = self._rounds >= most

    def face(self) -> Json:
        """What a reader of the clock sees of it."""
        due = None if self.next_due is None else iso(self.next_due)
        return {
            "next_due": due,
            "present": self.present,
            "asleep": self.asleep,
            "late": self.late,
            "stuck": self.stuck,
        }


class Participants:
    """Everyone who ever waited for the clock."""

    def __init__(self) -> None:
        self._by_name: dict[str, Participant] = {}

    def enrol(self, name: str) -> Participant:
        """The participant of that name, present and in time again."""
        one = self._by_name.setdefault(name, Participant(name))
        one.wake()
        one.present, one.late = True, False
        return one

    def find(self, name: str) -> Participant | None:
        """The participant of that name, if it ever waited."""
        return self._by_name.get(name)

    def all(self) -> list[Participant]:
        """In the order they came."""
        return list(self._by_name.values())

    def wake_all(self, now: int) -> None:
        """The time has moved: everyone looks who wants to, and nobody is stuck any more."""
        for one in self.all():
            one.stuck = False
            one.stir(now)

    def restless(self, now: int) -> list[Participant]:
        """Those the clock has to wait for."""
        return [one for one in self.all() if one.is_restless(now)]

    def next_due(self, now: int) -> int | None:
        """The earliest instant after now that anyone present named."""
        dues = [one.next_due for one in self.all() if one.present and not one.late and one.next_due is not None]
        return min((due for due in dues if due > now), default=None)

    def faces(self) -> Json:
        """Name by name, for a reader of the clock."""
        return {one.name: one.face() for one in self.all()}
