"""The legs of a lead's way (handed off, assigned, first attempt, connected): who held each, and whom a breach is on.

Legs follow each other without a gap, so that their business times add up to that of the whole way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from sla.hours import BusinessHours
from sla.leave import THERE, Presence
from sla.timeline import NO_TIME
from sla.window import Pause


class LegKind(StrEnum):
    """A leg, by the milestone that it leads to."""

    ASSIGNED = "assigned"
    FIRST_ATTEMPT = "first_attempt"
    CONNECTED = "connected"


@dataclass(frozen=True)
class Holder:
    """Who had the lead from the instant on (UTC). `stands_in`: nobody, or the contact in place of a rep."""

    rep: str | None
    since: datetime
    stands_in: bool = False


@dataclass(frozen=True)
class Way:
    """A lead's way as it is on record: its holders in order, and its milestones (UTC), as far as it has come.

    `ended_at`: when it was closed or given back. `pauses` are its holds, which no leg counts.
    """

    handed_off_at: datetime
    holders: tuple[Holder, ...]
    first_attempt_at: datetime | None = None
    connected_at: datetime | None = None
    ended_at: datetime | None = None
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True)
class Leg:
    """A stretch of the way with one holder, its business time, and whether its milestone ended it."""

    kind: LegKind
    holder: str | None
    starts_at: datetime
    ends_at: datetime
    time: timedelta
    is_done: bool


@dataclass(frozen=True)
class Charge:
    """Whom a breach is on: a rep, or None for the party; and how much of the window each of them used up."""

    person: str | None
    times: Mapping[str | None, timedelta]


def legs(hours: BusinessHours, way: Way, until: datetime) -> tuple[Leg, ...]:
    """The legs until the lead was connected, closed or given back, at most until the instant `until`.

    A lead is assigned once somebody holds it who does not stand in; whoever tried it first ended that leg too.
    """
    stops = [at for at in (way.connected_at, way.ended_at) if at is not None]
    end = max(way.handed_off_at, min([until, *stops]))
    marks = [way.first_attempt_at, *(holder.since for holder in way.holders)]
    inner = {at for at in marks if at is not None and way.handed_off_at < at < end}
    found: list[Leg] = []
    for starts_at, ends_at in pairwise(sorted({way.handed_off_at, *inner, end})):
        kind, holder = _kind(way, starts_at), _holder(way, starts_at).rep
        is_done = ends_at in _milestones(way, kind)
        time = hours.elapsed(starts_at, ends_at, way.pauses)
        if found and (found[-1].kind, found[-1].holder) == (kind, holder):
            last = found.pop()
            found.append(replace(last, ends_at=ends_at, time=last.time + time, is_done=is_done))
        else:
            found.append(Leg(kind, holder, starts_at, ends_at, time, is_done))
    return tuple(found)


def charge(hours: BusinessHours, way: Way, due_at: datetime, presences: Mapping[str, Presence]) -> Charge:
    """Whom it is on that the window passed at `due_at` without a first attempt by a person.

    Each holder has used up the business time of the window that the lead was with them, holds left out. Not theirs but
    the party's is the time before the lead was assigned, and what they were away for, or out of their own hours. The
    breach is on the rep who used up most; of equals, on who held it last. Where the party used up more than any rep,
    it is the party's, and its contact answers for it.
    """
    times: dict[str | None, timedelta] = {None: NO_TIME}
    for leg in legs(hours, replace(way, first_attempt_at=None, connected_at=None, ended_at=None), due_at):
        rep = None if leg.kind is LegKind.ASSIGNED else leg.holder
        there = leg.time
        if rep is not None and rep in presences:
            there = presences.get(rep, THERE).working_time(hours, leg.starts_at, leg.ends_at, way.pauses)
        times[rep] = times.pop(rep, NO_TIME) + there
        times[None] = times.pop(None) + leg.time - there
    reps = [rep for rep in reversed(times) if rep is not None]
    most = max(reps, key=times.__getitem__, default=None)
    return Charge(most if most is not None and times[most] >= times[None] else None, times)


def _holder(way: Way, at: datetime) -> Holder:
    return next((holder for holder in reversed(way.holders) if holder.since <= at), way.holders[0])


def _kind(way: Way, at: datetime) -> LegKind:
    if way.first_attempt_at is not None and way.first_attempt_at <= at:
        return LegKind.CONNECTED
    assigned_at = _assigned_at(way)
    return LegKind.ASSIGNED if assigned_at is None or at < assigned_at else LegKind.FIRST_ATTEMPT


def _assigned_at(way: Way) -> datetime | None:
    return next((holder.since for holder in way.holders if not holder.stands_in), None)


def _milestones(way: Way, kind: LegKind) -> Sequence[datetime | None]:
    """The instants that end a leg of this kind by its milestone."""
    return {
        LegKind.ASSIGNED: (_assigned_at(way), way.first_attempt_at),
        LegKind.FIRST_ATTEMPT: (way.first_attempt_at,),
        LegKind.CONNECTED: (way.connected_at,),
    }[kind]
