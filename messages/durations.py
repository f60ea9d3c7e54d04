"""Stretches of time and windows in words: `2 h 10 min`, `1 working day`."""

from datetime import timedelta
from fractions import Fraction
from math import ceil
from typing import Final

from sla.figures import plain
from sla.window import Window

_MINUTE: Final = timedelta(minutes=1)


def span(length: timedelta) -> str:
    """The time as people say it, such as `2 h 10 min`; seconds only below a minute."""
    if length < _MINUTE:
        return f"{max(length // timedelta(seconds=1), 0)} s"
    hours, minutes = divmod(length // _MINUTE, 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{minutes} min" if minutes else "") if part)


def seconds(length: int | Fraction) -> str:
    """So many seconds on average as people say them: begun minutes count, so that none looks shorter than it was."""
    step = 60 if length >= 60 else 1
    return span(timedelta(seconds=ceil(length / Fraction(step)) * step))


def window(promised: Window) -> str:
    """A window as people say it, such as `1 h`, `1 working day` or `2 working days 30 min`."""
    days = promised.working_days
    shown_days = f"{days} working {'day' if days == 1 else 'days'}" if days else ""
    shown_time = span(promised.time) if promised.time or not days else ""
    return " ".join(part for part in (shown_days, shown_time) if part)


def several(number: int | Fraction, one: str, many: str | None = None) -> str:
    """The number with its noun: `1 lead`, `2 leads`."""
    return f"{plain(number)} {one if number == 1 else many or one + 's'}"
