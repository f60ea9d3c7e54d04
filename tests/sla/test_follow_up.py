"""Speed and depth of follow-up, lead by lead and on the mean."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla.follow_up import FollowUp, LeadFacts, follow_up

START = datetime(2026, 10, 5, 8, tzinfo=UTC)
TICK = timedelta(microseconds=1)


def after(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


DUE = after(60)
LATER = after(600)
WAITING = LeadFacts(START, DUE, None, 0, None, None, None)


def tried(first: float, *, business: float | None = None, attempts: int = 1) -> LeadFacts:
    spent = timedelta(minutes=first if business is None else business)
    return replace(WAITING, first_attempt_at=after(first), attempts=attempts, business_seconds_to_first=spent)


def returned(lead: LeadFacts, minutes: float) -> LeadFacts:
    return replace(lead, returned_at=after(minutes))


def overdue(found: FollowUp) -> tuple[int, int]:
    return found.breached, found.open_overdue


def test_no_leads_have_counts_of_zero_and_no_means() -> None:
    assert follow_up([], LATER) == FollowUp(0, 0, 0, 0, 0, None, None, 0, None, None, None)


def test_leads_without_an_attempt_have_no_speed_but_a_depth_of_zero() -> None:
    found = follow_up([WAITING], after(30))
    assert (found.followed_up, found.speed_seconds, found.speed_wall_seconds) == (0, None, None)
    assert (found.unconnected, found.depth) == (1, 0)


def test_a_first_attempt_at_the_due_instant_is_within_the_window() -> None:
    found = follow_up([tried(60)], LATER)
    assert (found.followed_up, found.within_window, found.breached) == (1, 1, 0)


def test_a_first_attempt_one_instant_later_is_a_breach() -> None:
    found = follow_up([replace(tried(60), first_attempt_at=DUE + TICK)], LATER)
    assert (found.followed_up, found.within_window, found.breached, found.open_overdue) == (1, 0, 1, 0)


@pytest.mark.parametrize(("at", "expected"), [(DUE - TICK, (0, 0)), (DUE, (0, 0)), (DUE + TICK, (1, 1))])
def test_a_breach_counts_once_the_due_instant_has_passed(at: datetime, expected: tuple[int, int]) -> None:
    assert overdue(follow_up([WAITING], at)) == expected


def test_a_late_attempt_closes_the_overdue_lead_and_leaves_the_breach() -> None:
    assert overdue(follow_up([tried(90)], after(89))) == (1, 1)
    assert overdue(follow_up([tried(90)], after(90))) == (1, 0)


def test_an_automated_attempt_counts_towards_depth_and_never_stops_the_window() -> None:
    found = follow_up([replace(WAITING, attempts=2)], LATER)
    assert (found.followed_up, found.breached, found.depth) == (0, 1, 2)


def test_facts_dated_after_the_instant_do_not_exist() -> None:
    lead = replace(tried(30), connected_at=after(30))
    tomorrow = replace(WAITING, handed_off_at=after(31), due_at=after(91))
    found = follow_up([replace(lead, attempts=0), tomorrow], after(29))
    assert (found.handed_off, found.followed_up, found.unconnected, found.speed) == (1, 0, 1, None)


def test_a_fact_at_the_very_instant_exists() -> None:
    lead = replace(tried(30), connected_at=after(30))
    found = follow_up([lead], after(30))
    assert (found.followed_up, found.within_window, found.unconnected) == (1, 1, 0)


def test_a_returned_lead_counts_as_handed_off_and_towards_depth() -> None:
    found = follow_up([returned(tried(10, attempts=3), 20), WAITING], after(30))
    assert (found.handed_off, found.followed_up, found.within_window) == (2, 1, 1)
    assert (found.unconnected, found.depth) == (2, Fraction(3, 2))


@pytest.mark.parametrize("minutes", [20, 60])
def test_a_lead_returned_up_to_its_due_instant_is_no_breach(minutes: float) -> None:
    assert overdue(follow_up([returned(WAITING, minutes)], LATER)) == (0, 0)


def test_a_lead_returned_after_its_due_instant_was_a_breach_and_is_no_longer_open() -> None:
    assert overdue(follow_up([returned(WAITING, 90)], after(89))) == (1, 1)
    assert overdue(follow_up([returned(WAITING, 90)], after(90))) == (1, 0)


def test_a_lead_that_never_falls_due_is_never_a_breach_and_never_late() -> None:
    held = replace(WAITING, due_at=None)
    found = follow_up([held, replace(tried(500), due_at=None)], LATER)
    assert (found.followed_up, found.within_window, found.breached) == (1, 1, 0)


def test_speed_is_the_mean_business_time_and_the_wall_clock_beside_it() -> None:
    overnight = tried(15 * 60, business=20)
    found = follow_up([tried(62), overnight, WAITING], after(24 * 60))
    assert (found.speed_seconds, found.speed_wall_seconds) == (41 * 60, (62 + 900) * 30)


def test_a_mean_of_half_a_second_is_rounded_up_once_and_kept_exact_beside_it() -> None:
    found = follow_up(
        [tried(0, business=1), replace(tried(0, business=1), business_seconds_to_first=timedelta(0, 61))], LATER
    )
    assert (found.speed_seconds, found.speed) == (61, Fraction(121, 2))


def test_speed_counts_every_microsecond() -> None:
    leads = [replace(tried(1), business_seconds_to_first=spent) for spent in (TICK, timedelta(0), timedelta(0))]
    assert follow_up(leads, LATER).speed == Fraction(1, 3_000_000)


def test_38_attempts_on_11_unconnected_leads_are_a_depth_of_3_45() -> None:
    tries = [6, 6, 5, 5, 4, 3, 3, 2, 2, 1, 1]
    connected = replace(tried(5, attempts=9), connected_at=after(5))
    found = follow_up([*(tried(5, attempts=count) for count in tries), connected], LATER)
    assert (found.unconnected, found.depth) == (11, Fraction(38, 11))


def test_leads_may_come_one_by_one() -> None:
    assert follow_up((lead for lead in [WAITING, WAITING]), LATER).handed_off == 2


INSTANTS = st.integers(0, 600).map(after)
FACTS = st.builds(
    LeadFacts,
    handed_off_at=INSTANTS,
    due_at=st.none() | INSTANTS,
    first_attempt_at=st.none() | INSTANTS,
    attempts=st.integers(0, 9),
    connected_at=st.none() | INSTANTS,
    business_seconds_to_first=st.timedeltas(timedelta(0), timedelta(hours=8)),
    returned_at=st.none() | INSTANTS,
)


@given(st.lists(FACTS), INSTANTS)
def test_the_counts_fit_into_one_another(leads: list[LeadFacts], at: datetime) -> None:
    found = follow_up(leads, at)
    assert found.within_window <= found.followed_up <= found.handed_off <= len(leads)
    assert found.open_overdue <= found.breached <= found.handed_off - found.within_window
    assert found.unconnected <= found.handed_off


@given(st.lists(FACTS), INSTANTS)
def test_whoever_was_followed_up_and_not_returned_was_within_the_window_or_a_breach(
    leads: list[LeadFacts], at: datetime
) -> None:
    stayed = [replace(lead, returned_at=None) for lead in leads]
    found = follow_up(stayed, at)
    assert found.followed_up == found.within_window + found.breached - found.open_overdue


@given(st.lists(FACTS), INSTANTS, INSTANTS)
def test_a_breach_once_counted_stays(leads: list[LeadFacts], one: datetime, other: datetime) -> None:
    early, late = sorted((one, other))
    assert follow_up(leads, early).breached <= follow_up(leads, late).breached
