"""The clock against the shared vectors, each computed by two unlike methods that agree."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sla.calendar import Calendar, Opening
from sla.hours import BusinessHours
from sla.window import Pause
from tests.sla.clocks import WEEKDAYS

FILE = json.loads((Path(__file__).parents[1] / "vectors" / "clock-vectors.json").read_text())

Vector = dict[str, Any]


def hours(vector: Vector) -> BusinessHours:
    week = tuple(openings(vector["week"][day]) for day in WEEKDAYS)
    closed = {date.fromisoformat(day): "Closed" for day in vector["closed"]}
    exceptions = {date.fromisoformat(day): openings(pairs) for day, pairs in vector["exceptions"].items()}
    return BusinessHours(Calendar(vector["timezone"], week, closed, exceptions))


def openings(pairs: list[list[str]]) -> tuple[Opening, ...]:
    return tuple(Opening.parse("-".join(pair)) for pair in pairs)


def pauses(vector: Vector) -> list[Pause]:
    edges = [[datetime.fromisoformat(edge) for edge in pair] for pair in vector["pauses"]]
    return [Pause(starts, ends) for starts, ends in edges]


def start(vector: Vector) -> datetime:
    return datetime.fromisoformat(vector["start"])


def told(vector: Vector) -> str:
    return f"{vector['id']} {vector.get('what', 'elapsed')}"


@pytest.mark.parametrize("vector", FILE["vectors"], ids=told)
def test_a_window_is_due_at_the_instant_of_the_vector(vector: Vector) -> None:
    due = hours(vector).due(start(vector), timedelta(minutes=vector["window_minutes"]), pauses(vector))
    assert due == datetime.fromisoformat(vector["due_utc"]) == datetime.fromisoformat(vector["due"])


@pytest.mark.parametrize("vector", FILE["vectors"], ids=told)
def test_the_window_of_the_vector_has_elapsed_when_it_is_due(vector: Vector) -> None:
    due = datetime.fromisoformat(vector["due_utc"])
    assert hours(vector).elapsed(start(vector), due, pauses(vector)) == timedelta(minutes=vector["window_minutes"])


@pytest.mark.parametrize("vector", FILE["vectors"], ids=told)
def test_the_receipt_adds_up_to_the_window_of_the_vector(vector: Vector) -> None:
    receipt = hours(vector).receipt(start(vector), datetime.fromisoformat(vector["due_utc"]), pauses(vector))
    assert receipt.total == timedelta(minutes=vector["window_minutes"])


@pytest.mark.parametrize("vector", FILE["elapsed"], ids=told)
def test_as_much_has_elapsed_as_the_vector_says(vector: Vector) -> None:
    elapsed = hours(vector).elapsed(start(vector), datetime.fromisoformat(vector["end"]), pauses(vector))
    assert elapsed == timedelta(minutes=vector["elapsed_minutes"])
