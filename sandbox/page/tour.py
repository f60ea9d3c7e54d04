"""A guided tour as a file tells it: steps, each with what is done, where one then stands, and what to look at."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from sandbox.wire import Json, Refused

SPAN: Final = re.compile(r"^(\d+)(m|h|d)$")
UNITS: Final = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


@dataclass(frozen=True)
class Typed:
    """Somebody types a line into a channel: a command, or a message."""

    handle: str
    channel: str
    line: str


@dataclass(frozen=True)
class Pressed:
    """Somebody presses a button by what is written on it, in the newest message there that speaks of `about`."""

    handle: str
    channel: str
    button: str
    about: str


@dataclass(frozen=True)
class Turned:
    """The clock is turned on by a span."""

    span: timedelta


@dataclass(frozen=True)
class TurnedTo:
    """The clock is turned on to an instant, or to the next working morning (Monday to Friday) at a local time."""

    at: time | datetime


Act = Typed | Pressed | Turned | TurnedTo


@dataclass(frozen=True)
class Step:
    """One step: its acts, whose eyes one looks through after them and where, and what to look at there."""

    title: str
    say: str
    acts: Sequence[Act]
    handle: str
    channel: str
    look: str


@dataclass(frozen=True)
class Tour:
    """The whole tour; its local times are in `zone`."""

    title: str
    zone: ZoneInfo
    steps: Sequence[Step]


def read_tour(path: Path) -> Tour:
    """The tour of a YAML file (docs/sandbox.md); Refused with a sentence when it can't be read."""
    try:
        written = YAML(typ="safe").load(path)
    except (OSError, YAMLError) as why:
        raise Refused(f"{path} can't be read: {why}") from why
    try:
        return _tour(written)
    except (KeyError, TypeError, ValueError, ZoneInfoNotFoundError) as why:
        raise Refused(f"{path} is no tour: {why!r}; docs/sandbox.md shows one.") from why


def _tour(written: Json) -> Tour:
    zone = ZoneInfo(written["zone"])
    return Tour(str(written["title"]), zone, [_step(one, zone) for one in written["steps"]])


def _step(written: Json, zone: ZoneInfo) -> Step:
    then = written["then"]
    return Step(
        title=str(written["title"]),
        say=str(written["say"]).strip(),
        acts=[_act(one, zone) for one in written["do"]],
        handle=str(then["as"]),
        channel=str(then["in"]),
        look=str(written["look"]).strip(),
    )


def _act(written: Json, zone: ZoneInfo) -> Act:
    if "type" in written:
        return Typed(str(written["as"]), str(written["in"]), str(written["type"]))
    if "press" in written:
        return Pressed(str(written["as"]), str(written["in"]), str(written["press"]), str(written["about"]))
    if "turn" in written:
        return Turned(_span(str(written["turn"])))
    return TurnedTo(_when(str(written["turn_to"]), zone))


def _span(text: str) -> timedelta:
    found = SPAN.match(text)
    if found is None:
        raise ValueError(f"turn takes a span such as 45m, 2h or 1d, not {text}")
    return int(found[1]) * UNITS[found[2]]


def _when(text: str, zone: ZoneInfo) -> time | datetime:
    is_time = len(text) == len("09:05")
    return time.fromisoformat(text) if is_time else datetime.fromisoformat(text).replace(tzinfo=zone)
