"""Days of a period to pace goals on."""

from fractions import Fraction

from sla.pacing import Day, Line, Pace, pace

# October 2026 at Company X: Thursday the 1st, 31 days, 22 of them working.
OCTOBER = [date_number % 7 not in (3, 4) for date_number in range(1, 32)]
# A week with a closed Monday and Tuesday.
LATE_WEEK = [False, False, True, True, True, False, False]


def day_of(period_days: list[bool], number: int, *, ended: bool = False) -> Day:
    working_day = sum(period_days[:number])
    return Day(number, len(period_days), working_day, sum(period_days), ended, period_days[number - 1])


def october(number: int, *, ended: bool = False) -> Day:
    return day_of(OCTOBER, number, ended=ended)


def of_100(actual: str | int, day: Day, line: Line = "calendar", *, finished: bool = False) -> Pace:
    return pace(Fraction(100), Fraction(actual), day, line, finished=finished)
