"""Leave and own hours: who is away when, and to whom a lead may go."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla.errors import BadHours, BadOpening
from sla.leave import THERE, Leave, Presence, own_hours, written_hours
from tests.makers import company_x
from tests.moments import at

HOURS = company_x().hours
ZONE = "Europe/Rome"
MOMENTS = st.integers(0, 14 * 24 * 60).map(lambda minutes: at("2026-10-05 00:00") + timedelta(minutes=minutes))


def leave(starts: str | datetime, ends: str | datetime) -> Leave:
    began, ended = (at(each) if isinstance(each, str) else each for each in (starts, ends))
    return Leave(1, "U0RITA", began, ended, ZONE, None, "U0RITA", began)


WEEK_OFF = leave("2026-10-05 00:00", "2026-10-10 00:00")
MORNINGS = own_hours("mon-thu 09:00-13:00, fri 10:00-12:00", ZONE)


def test_a_leave_ends_before_its_end() -> None:
    assert WEEK_OFF.covers(at("2026-10-05 00:00")) and not WEEK_OFF.covers(at("2026-10-10 00:00"))


def test_a_leave_of_whole_days_has_a_last_day() -> None:
    assert str(WEEK_OFF.last_day) == "2026-10-09"
    assert leave("2026-10-05 00:00", "2026-10-09 14:00").last_day is None


def test_no_lead_goes_to_somebody_who_is_away() -> None:
    presence = Presence((WEEK_OFF,))
    assert not presence.may_take(HOURS, at("2026-10-09 17:59"), at("2026-10-12 10:00"))
    assert presence.may_take(HOURS, at("2026-10-12 09:00"), at("2026-10-12 10:00"))


def test_no_lead_goes_to_somebody_whose_own_hours_are_closed_for_the_whole_window() -> None:
    presence = Presence((), MORNINGS)
    assert not presence.may_take(HOURS, at("2026-10-05 14:00"), at("2026-10-05 15:00"))
    assert presence.may_take(HOURS, at("2026-10-05 12:59"), at("2026-10-05 14:59"))


def test_own_hours_say_nothing_of_the_time_before_they_were_entered() -> None:
    presence = Presence((), MORNINGS, at("2026-10-06 00:00"))
    assert presence.may_take(HOURS, at("2026-10-05 14:00"), at("2026-10-05 15:00"))
    assert not presence.may_take(HOURS, at("2026-10-06 14:00"), at("2026-10-06 15:00"))


def test_own_hours_outside_the_agreement_s_are_no_time_to_follow_up() -> None:
    evenings = Presence((), own_hours("mon-sun 19:00-23:00", ZONE))
    assert not evenings.may_take(HOURS, at("2026-10-05 17:30"), at("2026-10-06 09:30"))


def test_somebody_without_leave_or_hours_is_there_when_the_agreement_is_open() -> None:
    assert THERE.is_there(HOURS, at("2026-10-05 09:00")) and not THERE.is_there(HOURS, at("2026-10-05 13:30"))
    assert not Presence((), MORNINGS).is_there(HOURS, at("2026-10-05 14:30"))


@given(st.lists(st.tuples(MOMENTS, MOMENTS).map(lambda pair: leave(*sorted(pair))), max_size=3), MOMENTS, MOMENTS)
def test_what_leave_takes_and_what_it_leaves_add_up(found: list[Leave], one: datetime, other: datetime) -> None:
    start, end = sorted((one, other))
    there = Presence(tuple(found)).working_time(HOURS, start, end)
    bounds = (edge for each in found for edge in (each.starts_at, each.ends_at))
    edges = sorted({start, end, *(min(max(edge, start), end) for edge in bounds)})
    parts = pairwise(edges)
    counted = (HOURS.elapsed(a, b) for a, b in parts if not any(each.covers(a) for each in found))
    assert there == sum(counted, timedelta(0))


@pytest.mark.parametrize(
    "written", ["mon-thu 09:00-13:00, fri 10:00-12:00", "mon 08:00-09:00 10:00-11:00, sat-sun 09:00-10:00"]
)
def test_hours_are_read_as_they_are_written(written: str) -> None:
    assert written_hours(own_hours(written, ZONE)) == written


@pytest.mark.parametrize("written", ["", "always", "mon", "moo 09:00-10:00", "mon 25:00-26:00", "09:00-10:00"])
def test_hours_that_can_t_be_read_are_refused(written: str) -> None:
    with pytest.raises((BadHours, BadOpening)):
        own_hours(written, ZONE)


def test_a_week_may_run_past_sunday() -> None:
    assert written_hours(own_hours("sat-mon 09:00-10:00", ZONE)) == "mon 09:00-10:00, sat-sun 09:00-10:00"
