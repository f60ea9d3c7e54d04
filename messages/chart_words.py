"""How charts write figures, days and verdicts, in the picture and in the words that stand for it."""

import unicodedata
from datetime import date
from typing import Final

from messages.text import plain

VERDICTS: Final = {
    "met": "goal met",
    "missed": "goal missed",
    "ahead": "ahead of the goal line",
    "on_pace": "on pace",
    "behind": "behind the goal line",
    "too_early": "too early to tell",
}
_STEPS: Final = ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e4, "k"))


def figure(value: float) -> str:
    """The number with at most two decimals and separated thousands, such as `1,234.5`."""
    return _trimmed(f"{value:,.2f}")


def short(value: float) -> str:
    """The number for a narrow place: three digits and `k`, `M`, `B` or `T` from ten thousand on."""
    for size, letter in _STEPS:
        if abs(value) >= size:
            scale = 1e3 if letter == "k" else size
            return f"{_three(value / scale)}{letter}"
    return _trimmed(f"{value:,.1f}")


def with_unit(number: str, unit: str) -> str:
    """The number with its unit: a currency sign before it, anything else after it."""
    shown = plain(unit, 24)
    if len(shown) == 1 and unicodedata.category(shown) == "Sc":
        return f"{shown}{number}"
    return f"{number}{'' if shown == '%' else ' '}{shown}".rstrip()


def day(on: date) -> str:
    """The day and month, such as `12 Oct`."""
    return f"{on.day} {on:%b}"


def verdict_words(verdict: str) -> str:
    """What a verdict means, in words."""
    return VERDICTS.get(verdict, plain(verdict.replace("_", " "), 40))


def _three(value: float) -> str:
    return _trimmed(f"{value:,.{2 if abs(value) < 10 else 1 if abs(value) < 100 else 0}f}")


def _trimmed(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number
