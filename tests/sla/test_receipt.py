"""What a receipt shows: every counted interval, the pauses, the closed dates on the way."""

from datetime import timedelta

from sla.receipt import ClosedDate, Counted
from sla.window import Pause
from tests.moments import at, on
from tests.sla.clocks import always, office

HOUR = timedelta(hours=1)


def test_every_counted_interval_is_listed_with_its_length() -> None:
    receipt = office().receipt(at("2026-10-02 17:30"), at("2026-10-05 09:30"))
    assert receipt.counted == (
        Counted(at("2026-10-02 17:30"), at("2026-10-02 18:00")),
        Counted(at("2026-10-05 09:00"), at("2026-10-05 09:30")),
    )
    assert [part.counted for part in receipt.counted] == [HOUR / 2, HOUR / 2]
    assert receipt.total == HOUR


def test_a_pause_splits_the_interval_that_it_lies_in() -> None:
    hold = Pause(at("2026-10-05 11:00"), at("2026-10-05 15:00"), "The lead asked to wait")
    receipt = office().receipt(at("2026-10-05 10:00"), at("2026-10-05 16:00"), [hold])
    assert [(part.opens, part.closes) for part in receipt.counted] == [
        (at("2026-10-05 10:00"), at("2026-10-05 11:00")),
        (at("2026-10-05 15:00"), at("2026-10-05 16:00")),
    ]
    assert receipt.pauses == (hold,)


def test_overlapping_pauses_are_each_shown_with_their_own_reason() -> None:
    first = Pause(at("2026-10-05 11:00"), at("2026-10-05 13:00"), "On a plane")
    second = Pause(at("2026-10-05 12:00"), None, "Asked to wait")
    receipt = office().receipt(at("2026-10-05 10:00"), at("2026-10-06 12:00"), [second, first])
    assert receipt.pauses == (first, second)
    assert receipt.total == HOUR


def test_pauses_before_and_after_are_left_out() -> None:
    before = Pause(at("2026-10-01 11:00"), at("2026-10-05 10:00"))
    after = Pause(at("2026-10-05 12:00"), None)
    assert office().receipt(at("2026-10-05 10:00"), at("2026-10-05 12:00"), [before, after]).pauses == ()


def test_closed_dates_on_the_way_are_listed_with_their_reasons() -> None:
    hours = office(closed=["2026-12-25", "2026-12-26"], exceptions={"2026-12-24": "09:00-13:00", "2026-12-28": ""})
    receipt = hours.receipt(at("2026-12-24 12:30"), at("2026-12-29 09:30"))
    assert receipt.closed == (
        ClosedDate(on("2026-12-25"), "Holiday of 2026-12-25"),
        ClosedDate(on("2026-12-28"), "exception"),
    )


def test_a_closed_date_outside_is_not_listed() -> None:
    hours = office(closed=["2026-10-06", "2026-10-09"])
    assert hours.receipt(at("2026-10-07 09:00"), at("2026-10-08 18:00")).closed == ()


def test_an_interval_over_the_turn_of_the_year_is_one() -> None:
    receipt = always().receipt(at("2026-12-31 23:00"), at("2027-01-01 01:00"))
    assert receipt.counted == (Counted(at("2026-12-31 23:00"), at("2027-01-01 01:00")),)


def test_an_end_before_the_start_counts_nothing() -> None:
    receipt = office().receipt(at("2026-10-05 12:00"), at("2026-10-05 10:00"))
    assert receipt.counted == ()
    assert receipt.total == timedelta(0)
