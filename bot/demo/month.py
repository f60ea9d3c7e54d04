"""A month at Company X, made up with a fixed seed: who hands off which lead, and who tries whom when."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import cycle

from sla.agreement import Terms
from sla.hours import BusinessHours
from sla.period import Period

FIRST = ("Ada", "Bruno", "Carla", "Dario", "Elena", "Fabio", "Gaia", "Hugo", "Irene", "Luca", "Marta", "Nico", "Olga")
LAST = ("Rossi", "Bianchi", "Ferrari", "Russo", "Romano", "Gallo", "Costa", "Fontana", "Conti", "Ricci", "Bruni")
TRADES = ("Foods", "Motors", "Textiles", "Marine", "Optics", "Tools", "Glass", "Paper", "Energy", "Wines")
TIERS = {"ceo": 15, "director": 35, "manager": 50}
LEADS = 106
CHANNELS = ("call", "email", "call", "meeting")
SEED = 1017


@dataclass(frozen=True)
class Scene:
    """At this instant this person (a handle) types this command in the agreement's channel."""

    at: datetime
    handle: str
    text: str


def month(terms: Terms, first_day: date, seed: int = SEED) -> list[Scene]:
    """Everything that people do in the month of `first_day`, in order of time."""
    chance = random.Random(seed)  # noqa: S311 - a story, not a secret
    period = terms.period_of(first_day)
    scenes = [scene for lead in _leads(chance, terms, period) for scene in lead]
    closes = period.ends_at(terms.timezone)
    return sorted((scene for scene in scenes if scene.at < closes), key=lambda scene: scene.at)


def _leads(chance: random.Random, terms: Terms, period: Period) -> Iterator[list[Scene]]:
    reps = cycle(person.written.removeprefix("@") for person in terms.receiver.members)
    giver = terms.giver.contact.written.removeprefix("@")
    for number, handed_off_at in enumerate(_arrivals(chance, terms.hours, period), start=1):
        rep, tier = next(reps), _tier(chance)
        name = f"{chance.choice(FIRST)} {chance.choice(LAST)}, {chance.choice(LAST)} {chance.choice(TRADES)}"
        hand_off = Scene(handed_off_at, giver, f"lead {name} @{rep} tier:{tier} id:X-{number:03}")
        follow_up = _follow_up(chance, terms, handed_off_at, tier)
        yield [hand_off, *(Scene(at, rep, text.format(lead=f"X-{number:03}")) for at, text in follow_up)]


def _arrivals(chance: random.Random, hours: BusinessHours, period: Period) -> list[datetime]:
    """Mostly in working hours; one in twelve in an evening or at a weekend."""
    opens = period.starts_at(hours.calendar.timezone)
    working = hours.elapsed(opens, period.ends_at(hours.calendar.timezone))
    wall = period.ends_at(hours.calendar.timezone) - opens
    return sorted(
        opens + wall * chance.random()
        if chance.random() < 1 / 12
        else hours.due(opens, working * chance.random()) or opens
        for _ in range(LEADS)
    )


def _tier(chance: random.Random) -> str:
    return chance.choices(list(TIERS), list(TIERS.values()))[0]


def _follow_up(
    chance: random.Random, terms: Terms, handed_off_at: datetime, tier: str
) -> Iterator[tuple[datetime, str]]:
    """One lead in thirty is forgotten, one in ten is late; then a try a day or so, six at most."""
    luck = chance.random()
    if luck < 1 / 30:
        return
    window = terms.hours.window_time(handed_off_at, terms.window(tier))
    delay = window * (chance.uniform(1.05, 2.4) if luck < 0.13 else chance.triangular(0.03, 0.6, 0.12))
    at = terms.hours.due(handed_off_at, delay) or handed_off_at
    for _attempt in range(7):
        connected = chance.random() < 0.34
        yield at, f"log {{lead}} {chance.choice(CHANNELS)}" + (" connected" if connected else "")
        at = terms.hours.due(at, timedelta(hours=chance.uniform(2, 9))) or at
        if connected:
            yield from _deal(chance, at)
            return


def _deal(chance: random.Random, at: datetime) -> Iterator[tuple[datetime, str]]:
    if chance.random() < 0.56:
        yield at, f"won {{lead}} {chance.choice((90, 100, 100, 110, 120))}"
