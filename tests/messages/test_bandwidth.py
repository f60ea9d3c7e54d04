"""The words of the bandwidth check."""

from dataclasses import replace
from fractions import Fraction

from messages import bandwidth
from sla.bandwidth import Workload
from sla.period import Period

OCTOBER = Period.named("2026-10")
FITS = Workload(
    leads=Fraction(100),
    attempts=Fraction(6),
    minutes=Fraction(10),
    automated=Fraction(0),
    reps=3,
    hours_a_week=Fraction(30),
    share=Fraction(3, 5),
    working_days=22,
    days_a_week=5,
    open_hours_a_week=Fraction(40),
)


def test_a_promise_that_fits_is_one_paragraph() -> None:
    (said,) = bandwidth.told(FITS, OCTOBER)
    assert said.startswith(":white_check_mark: *The promise fits into the reps' hours in October 2026")


def test_leave_is_told_in_the_sum() -> None:
    said = bandwidth.plain(replace(FITS, days_away=Fraction(10)), OCTOBER)[1]
    assert said.endswith("for marketing's leads, less 10 days of leave = 201.6 h.")


def test_a_way_that_leads_nowhere_says_why() -> None:
    said = bandwidth.plain(replace(FITS, leads=Fraction(4000), working_days=0), OCTOBER)
    assert "- Fewer attempts: not even one on each lead fits." in said
    assert "- More reps or hours: there are no working days to have them in." in said


def test_one_rep_and_one_attempt_are_singular() -> None:
    said = bandwidth.plain(replace(FITS, reps=1, attempts=Fraction(1), leads=Fraction(1)), OCTOBER)[1]
    assert said.startswith("1 lead × 1 attempt × 10 min = 0.17 h. 1 rep × 30 h a week")
