"""Few and round marks for the axes."""

import math
from collections.abc import Sequence
from datetime import date

from messages.chart_words import day

_STEPS = (1, 2, 2.5, 5, 10)
_LEAST = 1e-6


def round_marks(top: float, most: int = 4) -> list[float]:
    """Round figures from 0 to at least `top`, at most `most` steps."""
    if not math.isfinite(top) or top < _LEAST:
        return [0.0, 1.0]
    rough = top / most
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * size for factor in _STEPS if factor * size >= rough * (1 - 1e-9))
    return [step * count for count in range(math.ceil(top / step - 1e-9) + 1)]


def day_marks(days: Sequence[date]) -> list[tuple[int, str]]:
    """Which days of a period get a label, and what it says: all of a week, every seventh of a month, else months."""
    count = len(days)
    if count <= 8:
        return [(number, day(on)) for number, on in enumerate(days)]
    if count <= 45:
        weekly = range(0, count - 4, 7)
        return [(number, day(days[number])) for number in [*weekly, count - 1]]
    firsts = [number for number, on in enumerate(days) if on.day == 1]
    every = math.ceil(len(firsts) / 6)
    return [(number, f"{days[number]:%b}") for number in firsts[::every]]


def thinned(count: int, most: int) -> list[int]:
    """Which of `count` labels are shown when only `most` fit: always the last."""
    every = max(1, math.ceil(count / most))
    return [number for number in range(count) if (count - 1 - number) % every == 0]
