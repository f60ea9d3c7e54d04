"""Windows as they are written, and pauses that overlap."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla.errors import BadPause, BadWindow
from sla.window import Pause, Window, merged
from tests.moments import at

TEN, ELEVEN, NOON, ONE = (at(f"2026-10-05 {hour}:00") for hour in (10, 11, 12, 13))


@pytest.mark.parametrize(
    ("written", "window"),
    [
        ("30m", Window(timedelta(minutes=30))),
        ("1h", Window(timedelta(hours=1))),
        ("2d", Window(working_days=2)),
        ("90m", Window(timedelta(minutes=90))),
        ("1d4h", Window(timedelta(hours=4), 1)),
        ("45s", Window(timedelta(seconds=45))),
    ],
)
def test_a_window_is_written_as_it_is_read(written: str, window: Window) -> None:
    assert Window.parse(written) == window
    assert str(window) == written


def test_a_window_of_sixty_minutes_is_an_hour() -> None:
    assert str(Window.parse(" 60M ")) == "1h"


@pytest.mark.parametrize(
    "written", ["", "1", "h", "0m", "0d", "-1h", "1.5h", "1w", "1h 1h", "soon", "٣h", "9" * 50 + "h"]
)
def test_what_is_no_duration_is_refused_in_a_sentence(written: str) -> None:
    with pytest.raises(BadWindow, match="is not a duration; write minutes, hours or working days"):
        Window.parse(written)


@pytest.mark.parametrize("written", ["401d", "9601h", "999999d", "999999h"])
def test_a_window_of_years_is_refused(written: str) -> None:
    with pytest.raises(BadWindow, match="at most 400 days"):
        Window.parse(written)


@given(st.integers(0, 400), st.integers(0, 86400))
def test_every_window_that_can_be_written_is_read_back(days: int, seconds: int) -> None:
    window = Window(timedelta(seconds=seconds), days)
    if window != Window():
        assert Window.parse(str(window)) == window


def test_a_pause_can_not_end_before_it_starts() -> None:
    with pytest.raises(BadPause, match="end before it starts"):
        Pause(ELEVEN, TEN)


@pytest.mark.parametrize(
    ("pauses", "expected"),
    [
        ([(TEN, ELEVEN), (NOON, ONE)], [(TEN, ELEVEN), (NOON, ONE)]),
        ([(NOON, ONE), (TEN, ELEVEN)], [(TEN, ELEVEN), (NOON, ONE)]),
        ([(TEN, NOON), (ELEVEN, ONE)], [(TEN, ONE)]),
        ([(TEN, ONE), (ELEVEN, NOON)], [(TEN, ONE)]),
        ([(TEN, ELEVEN), (ELEVEN, NOON)], [(TEN, NOON)]),
        ([(TEN, NOON), (ELEVEN, None)], [(TEN, None)]),
        ([(TEN, None), (ELEVEN, NOON)], [(TEN, None)]),
        ([], []),
    ],
)
def test_overlapping_pauses_are_one(
    pauses: list[tuple[datetime, datetime | None]], expected: list[tuple[datetime, datetime | None]]
) -> None:
    whole = merged(Pause(starts, ends) for starts, ends in pauses)
    assert [(pause.starts, pause.ends) for pause in whole] == expected
