"""Two months at Company X, made up with a fixed seed: who hands off which lead, and who tries whom when."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from typing import Final

from sla.agreement import Terms
from sla.duty_days import owed
from sla.hours import BusinessHours
from sla.period import Period

FIRST = ("Ada", "Bruno", "Carla", "Dario", "Elena", "Fabio", "Gaia", "Hugo", "Irene", "Luca", "Marta", "Nico", "Olga")
LAST = ("Rossi", "Bianchi", "Ferrari", "Russo", "Romano", "Gallo", "Costa", "Fontana", "Conti", "Ricci", "Bruni")
TRADES = ("Foods", "Motors", "Textiles", "Marine", "Optics", "Tools", "Glass", "Paper", "Energy", "Wines")
TIERS = {"ceo": 15, "director": 35, "manager": 50}
CHANNELS = ("call", "email", "call", "meeting")
SEED = 2
WRITTEN_AHEAD = timedelta(minutes=80)


@dataclass(frozen=True)
class Act:
    """How a month goes: its leads and by which share of it they have come, and how they are looked after.

    `forgotten` and `late` are shares of the leads, `rests` the business hours between two tries, from least to most.
    """

    leads: int
    arrived_by: float
    forgotten: float
    late: float
    rests: tuple[float, float]
    connects: float
    deals: float


BAD: Final = Act(leads=84, arrived_by=1, forgotten=0.04, late=0.12, rests=(2, 9), connects=0.34, deals=0.5)
GOOD: Final = Act(leads=116, arrived_by=0.84, forgotten=0, late=0.02, rests=(1, 4), connects=0.36, deals=0.64)


@dataclass(frozen=True)
class Scene:
    """At this instant this person (a handle) types this command in the agreement's channel."""

    at: datetime
    handle: str
    text: str


@dataclass(frozen=True)
class Report:
    """At this instant this person writes the report of this name that they owe, as its form comes filled in."""

    at: datetime
    handle: str
    what: str


def story(terms: Terms, acts: tuple[Act, ...] = (BAD, GOOD), seed: int = SEED) -> list[Scene | Report]:
    """Everything that people do from the first period of the terms on, a period an act, in order of time."""
    chance = random.Random(seed)  # noqa: S311 - a story, not a secret
    period, numbers = terms.period_of(terms.starts), iter(range(1, 1000))
    scenes: list[Scene | Report] = []
    for act in acts:
        closes = period.ends_at(terms.timezone)
        played = (scene for lead in _leads(chance, act, terms, period, numbers) for scene in lead)
        scenes += [scene for scene in played if scene.at < closes]
        scenes += _reports(terms, period)
        period = terms.period_of(period.last_day + timedelta(days=1))
    return sorted(scenes, key=lambda scene: scene.at)


def _reports(terms: Terms, period: Period) -> Iterator[Report]:
    """Whoever owes a report writes it, well ahead of its deadline."""
    zone = terms.timezone
    for planned in owed(terms, period.starts_at(zone), period.ends_at(zone)):
        owner = planned.duty.owner or terms.party(planned.duty.giver).contact
        yield Report(planned.due_at - WRITTEN_AHEAD, owner.written.removeprefix("@"), planned.duty.what)


def _leads(
    chance: random.Random, act: Act, terms: Terms, period: Period, numbers: Iterator[int]
) -> Iterator[list[Scene]]:
    reps = cycle(person.written.removeprefix("@") for person in terms.receiver.members)
    giver = terms.giver.contact.written.removeprefix("@")
    for handed_off_at in _arrivals(chance, act, terms.hours, period):
        rep, tier, number = next(reps), _tier(chance), next(numbers)
        name = f"{chance.choice(FIRST)} {chance.choice(LAST)}, {chance.choice(LAST)} {chance.choice(TRADES)}"
        hand_off = Scene(handed_off_at, giver, f"lead {name} @{rep} tier:{tier} id:X-{number:03}")
        follow_up = _follow_up(chance, act, terms, handed_off_at, tier)
        yield [hand_off, *(Scene(at, rep, text.format(lead=f"X-{number:03}")) for at, text in follow_up)]


def _arrivals(chance: random.Random, act: Act, hours: BusinessHours, period: Period) -> list[datetime]:
    """Mostly in working hours; one in twelve in an evening or at a weekend."""
    opens = period.starts_at(hours.calendar.timezone)
    wall = (period.ends_at(hours.calendar.timezone) - opens) * act.arrived_by
    working = hours.elapsed(opens, opens + wall)
    return sorted(
        opens + wall * chance.random()
        if chance.random() < 1 / 12
        else hours.due(opens, working * chance.random()) or opens
        for _ in range(act.leads)
    )


def _tier(chance: random.Random) -> str:
    return chance.choices(list(TIERS), list(TIERS.values()))[0]


def _follow_up(
    chance: random.Random, act: Act, terms: Terms, handed_off_at: datetime, tier: str
) -> Iterator[tuple[datetime, str]]:
    """Some are forgotten and some late; after the first a try now and then, seven at most, until it connects."""
    luck = chance.random()
    if luck < act.forgotten:
        return
    window = terms.hours.window_time(handed_off_at, terms.window(tier))
    is_late = luck < act.forgotten + act.late
    delay = window * (chance.uniform(1.05, 2.4) if is_late else chance.triangular(0.03, 0.6, 0.12))
    at = terms.hours.due(handed_off_at, delay) or handed_off_at
    for _attempt in range(7):
        connected = chance.random() < act.connects
        yield at, f"log {{lead}} {chance.choice(CHANNELS)}" + (" connected" if connected else "")
        at = terms.hours.due(at, timedelta(hours=chance.uniform(*act.rests))) or at
        if connected:
            yield from _deal(chance, act, at)
            return


def _deal(chance: random.Random, act: Act, at: datetime) -> Iterator[tuple[datetime, str]]:
    if chance.random() < act.deals:
        yield at, f"won {{lead}} {chance.choice((90, 100, 100, 110, 120))}"
