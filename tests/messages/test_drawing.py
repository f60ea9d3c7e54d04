"""The pictures: right size, opaque, and drawn whatever the chart holds."""

import io
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from messages.charts import Chart
from messages.drawing import render
from messages.drawing.colours import ACTUAL, CARD, GOAL, QUIET, SHORT, VERDICT, WAITING, WHITE
from messages.drawing.ticks import day_marks, round_marks, thinned
from tests.messages.chart_makers import OCTOBER, bars, waterfall
from tests.messages.hostile import HOSTILE

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)
FIGURES = st.floats(0, 1e15, allow_nan=False)


def _pixels(chart: Chart) -> Any:
    return np.asarray(Image.open(io.BytesIO(render(chart))).convert("RGBA"))


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


def _count(pixels: Any, colour: str) -> int:
    return int((pixels[:, :, :3] == _rgb(colour)).all(axis=2).sum())


def _contrast(one: str, other: str) -> float:
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in _rgb(colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_chart_is_1200_by_675() -> None:
    assert _pixels(waterfall()).shape == (675, 1200, 4)


def test_the_card_is_opaque_but_for_its_round_corners() -> None:
    pixels = _pixels(waterfall())
    assert pixels[0, 0, 3] == 0
    assert (pixels[30:645, 3:1197, 3] == 255).all()


def test_the_same_chart_gives_the_same_bytes_whatever_was_drawn_before() -> None:
    first = render(waterfall())
    for finished in range(8):
        render(waterfall(finished))
        render(bars((1.0,) * (finished + 1)))
    assert render(waterfall()) == first


def test_a_chart_stays_small_enough_to_send() -> None:
    assert len(render(waterfall(31))) < 150_000


def test_more_leads_fill_more_of_the_picture() -> None:
    few, many = _pixels(waterfall(12, share=0.5)), _pixels(waterfall(12, share=1.5))
    assert _count(few, "#d3e6f6") * 2 < _count(many, "#d3e6f6")


def test_the_goal_line_is_drawn_even_before_the_first_day() -> None:
    assert _count(_pixels(waterfall(0)), GOAL) > 1000


def test_kept_and_missed_bars_differ_in_colour() -> None:
    pixels = _pixels(bars((30.0, 90.0)))
    assert _count(pixels, ACTUAL) > 5000
    assert _count(pixels, SHORT) > 5000


@pytest.mark.parametrize("colour", [GOAL, QUIET, ACTUAL, SHORT, WAITING])
def test_everything_written_or_drawn_stands_out_on_the_card(colour: str) -> None:
    assert _contrast(colour, CARD) >= 4.5


@pytest.mark.parametrize("verdict", VERDICT)
def test_every_verdict_reads_as_words_on_its_badge(verdict: str) -> None:
    words, colour = VERDICT[verdict]
    assert any(letter.isalpha() for letter in words)
    assert _contrast(colour, WHITE) >= 4.5
    assert render(waterfall(verdict=verdict))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_drawn(name: str) -> None:
    assert render(waterfall(title=name, party=name, unit=name, verdict=name))
    assert render(replace(bars((1.0, None)), title=name, unit=name, labels=(name, name)))


def test_an_unusual_verdict_is_written_as_it_is() -> None:
    assert render(waterfall(verdict="paused")) != render(waterfall(verdict="ahead"))


@settings(max_examples=40, deadline=None)
@given(ANYTHING, ANYTHING, st.integers(0, 31), FIGURES, st.floats(0, 5))
def test_any_waterfall_is_drawn(title: str, unit: str, finished: int, target: float, share: float) -> None:
    assert render(waterfall(finished, title=title, unit=unit, target=target, share=share))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.none() | FIGURES, max_size=40), FIGURES, ANYTHING)
def test_any_bars_are_drawn(values: list[float | None], goal: float, unit: str) -> None:
    assert render(bars(tuple(values), goal=goal, unit=unit))


@pytest.mark.parametrize("length", [1, 5, 7, 28, 31, 92, 366])
def test_a_period_of_any_length_is_drawn(length: int) -> None:
    days = tuple(date(2026, 1, 1) + timedelta(days=number) for number in range(length))
    assert render(waterfall(length, days=days))


@pytest.mark.parametrize(
    ("top", "marks"),
    [
        (100, [0, 25, 50, 75, 100]),
        (7, [0, 2, 4, 6, 8]),
        (5000, [0, 2000, 4000, 6000]),
        (0, [0, 1]),
        (1, [0, 0.25, 0.5, 0.75, 1]),
    ],
)
def test_the_axis_shows_few_and_round_figures(top: float, marks: list[float]) -> None:
    assert round_marks(top) == marks


def test_a_week_names_every_day_and_a_month_every_seventh_and_the_last() -> None:
    assert [words for _, words in day_marks(OCTOBER[:5])] == ["1 Oct", "2 Oct", "3 Oct", "4 Oct", "5 Oct"]
    assert [words for _, words in day_marks(OCTOBER)] == ["1 Oct", "8 Oct", "15 Oct", "22 Oct", "31 Oct"]


def test_a_year_names_at_most_six_months() -> None:
    days = tuple(date(2026, 1, 1) + timedelta(days=number) for number in range(365))
    assert [words for _, words in day_marks(days)] == ["Jan", "Mar", "May", "Jul", "Sep", "Nov"]


def test_thinned_labels_always_keep_the_last() -> None:
    assert thinned(5, 8) == [0, 1, 2, 3, 4]
    assert thinned(22, 8) == [0, 3, 6, 9, 12, 15, 18, 21]
    assert thinned(0, 8) == []
