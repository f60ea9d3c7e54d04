"""The clock against a slow one that looks at the wall every minute, on random calendars around DST changes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sla.calendar import Calendar, Opening
from sla.errors import NeverOpen
from sla.hours import BusinessHours
from sla.window import Pause
from tests.sla.minutes import MINUTE, MinuteClock

PLACES = (
    ("Europe/Rome", date(2026, 3, 29)),
    ("Europe/Rome", date(2026, 10, 25)),
    ("Europe/Rome", date(2026, 12, 31)),
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),  # goes back by half an hour
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Asia/Kathmandu", date(2026, 1, 1)),
    ("Asia/Kathmandu", date(1986, 1, 1)),  # the year began at 00:15
    ("America/Santiago", date(2026, 4, 4)),  # midnight comes after a second 23:00
    ("America/Santiago", date(2026, 9, 6)),  # has no midnight
    ("Asia/Beirut", date(2026, 3, 29)),  # has no midnight
    ("Asia/Beirut", date(2026, 10, 24)),
    ("Pacific/Apia", date(2011, 12, 30)),  # is not there at all
    ("Africa/Casablanca", date(2026, 2, 15)),  # Ramadan
    ("Africa/Casablanca", date(2026, 3, 22)),
    ("Antarctica/Troll", date(2026, 3, 29)),  # goes forward by two hours
)
QUARTERS = st.integers(0, 95).map(lambda number: number * 15)
ANY_MINUTES = st.integers(0, 1439)
OPENINGS = st.builds(Opening, QUARTERS | ANY_MINUTES, QUARTERS | st.integers(0, 1440))
A_DAY = st.lists(OPENINGS, max_size=3).map(tuple)
WEEKS = st.tuples(*[A_DAY] * 7) | A_DAY.map(lambda openings: (openings,) * 7)
MODEST = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
THOROUGH = settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))


@dataclass(frozen=True)
class Scene:
    """A calendar around a date, an instant at which a clock starts, and pauses."""

    calendar: Calendar
    around: date
    start: datetime
    pauses: tuple[Pause, ...]

    @property
    def hours(self) -> BusinessHours:
        return BusinessHours(self.calendar)

    @property
    def slow(self) -> MinuteClock:
        return MinuteClock(self.calendar, self.around, self.pauses)


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    zone, around = draw(st.sampled_from(PLACES))
    near = st.integers(-3, 8).map(lambda count: around + timedelta(days=count))
    closed = draw(st.dictionaries(near, st.just("Closed"), max_size=3))
    calendar = Calendar(zone, draw(WEEKS), closed, draw(st.dictionaries(near, A_DAY, max_size=3)))
    return Scene(calendar, around, draw(instants(around)), tuple(draw(st.lists(pauses(around), max_size=3))))


def instants(around: date) -> st.SearchStrategy[datetime]:
    midnight = datetime(around.year, around.month, around.day, tzinfo=UTC)
    return st.integers(-2 * 1440, 4 * 1440).map(lambda count: midnight + count * MINUTE)


@st.composite
def pauses(draw: st.DrawFn, around: date) -> Pause:
    starts = draw(instants(around))
    return Pause(starts, draw(st.none() | st.integers(0, 2000).map(lambda count: starts + count * MINUTE)))


def check_due(scene: Scene, minutes: int) -> None:
    expected = scene.slow.due(scene.start, minutes)
    assume(expected)
    assert scene.hours.due(scene.start, minutes * MINUTE, scene.pauses) == expected


def check_elapsed(scene: Scene, minutes: int) -> None:
    end = scene.start + minutes * MINUTE
    expected = scene.slow.elapsed(scene.start, end) * MINUTE
    assert scene.hours.elapsed(scene.start, end, scene.pauses) == expected
    assert scene.hours.receipt(scene.start, end, scene.pauses).total == expected


@MODEST
@given(scenes(), st.integers(1, 1500))
def test_a_window_is_due_when_the_slow_clock_says(scene: Scene, minutes: int) -> None:
    check_due(scene, minutes)


@MODEST
@given(scenes(), st.integers(0, 4 * 1440))
def test_as_much_has_elapsed_as_the_slow_clock_counts(scene: Scene, minutes: int) -> None:
    check_elapsed(scene, minutes)


@pytest.mark.slow
@pytest.mark.timeout(1200)
@THOROUGH
@given(scenes(), st.integers(1, 4 * 1440))
def test_both_agree_with_the_slow_clock_on_thousands_of_calendars(scene: Scene, minutes: int) -> None:
    check_elapsed(scene, minutes)
    check_due(scene, minutes)


@MODEST
@given(scenes())
def test_a_place_is_open_when_the_slow_clock_says(scene: Scene) -> None:
    slow = MinuteClock(scene.calendar, scene.around)
    assert scene.hours.is_open(scene.start) == slow.is_open(scene.start)


@MODEST
@given(scenes())
def test_the_next_opening_is_the_first_open_minute(scene: Scene) -> None:
    first = MinuteClock(scene.calendar, scene.around).due(scene.start, 1)
    assume(first)
    assert first is not None
    assert scene.hours.next_opening(scene.start) == first - MINUTE


@MODEST
@given(scenes(), st.timedeltas(timedelta(microseconds=1), timedelta(hours=16)), st.timedeltas(timedelta(0), MINUTE))
def test_exactly_the_window_has_elapsed_when_it_is_due(scene: Scene, window: timedelta, late: timedelta) -> None:
    start = scene.start + late
    due = due_or_none(scene, start, window)
    assume(due)
    assert due is not None
    assert scene.hours.elapsed(start, due, scene.pauses) == window
    assert scene.hours.elapsed(start, due - timedelta(microseconds=1), scene.pauses) < window


def due_or_none(scene: Scene, start: datetime, window: timedelta) -> datetime | None:
    try:
        return scene.hours.due(start, window, scene.pauses)
    except NeverOpen:
        return None


@MODEST
@given(scenes(), st.lists(st.timedeltas(timedelta(0), timedelta(days=5)), min_size=2, max_size=6))
def test_elapsed_never_falls_as_its_end_grows(scene: Scene, lengths: list[timedelta]) -> None:
    hours = scene.hours
    elapsed = [hours.elapsed(scene.start, scene.start + length, scene.pauses) for length in sorted(lengths)]
    assert elapsed == sorted(elapsed)


@MODEST
@given(scenes(), st.integers(1, 600), st.fractions(Fraction(1, 100), 3, max_denominator=100))
def test_a_share_of_the_window_is_due_when_that_share_has_elapsed(scene: Scene, minutes: int, share: Fraction) -> None:
    window = minutes * MINUTE
    due = due_or_none(scene, scene.start, 3 * window)
    assume(due)
    share_due = scene.hours.share_due(scene.start, window, share, scene.pauses)
    assert share_due is not None
    part = scene.hours.elapsed(scene.start, share_due, scene.pauses) // timedelta(microseconds=1)
    assert 0 <= part - minutes * 60_000_000 * share < 1


@MODEST
@given(scenes(), st.integers(0, 4 * 1440))
def test_the_parts_of_a_receipt_are_in_order_and_apart(scene: Scene, minutes: int) -> None:
    receipt = scene.hours.receipt(scene.start, scene.start + minutes * MINUTE, scene.pauses)
    edges = [edge for part in receipt.counted for edge in (part.opens, part.closes)]
    assert edges == sorted(edges)
    assert all(part.counted for part in receipt.counted)


@MODEST
@given(scenes(), st.lists(st.integers(-3000, 3000), min_size=1, max_size=4))
def test_it_does_not_matter_which_years_were_asked_for_before(scene: Scene, days: list[int]) -> None:
    well_used, end = scene.hours, scene.start + timedelta(days=3)
    for count in days:
        well_used.is_open(scene.start + timedelta(days=count))
    assert well_used.elapsed(scene.start, end) == scene.hours.elapsed(scene.start, end)
    assert well_used.receipt(scene.start, end) == scene.hours.receipt(scene.start, end)
