"""Legs: who held a lead for how long, and whom a breach is on."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sla.leave import Leave, Presence, own_hours
from sla.legs import Holder, LegKind, Way, charge, legs
from sla.window import Pause
from tests.makers import company_x
from tests.moments import at

HOURS = company_x().hours
TEN, DUE = at("2026-10-05 10:00"), at("2026-10-05 11:00")
RITA, REMO, AMY = "U0RITA", "U0REMO", "U0AMY"


def way(*holders: tuple[str, str], **about: object) -> Way:
    held = [Holder(rep, at(f"2026-10-05 {since}"), rep == AMY) for since, rep in holders]
    return replace(Way(TEN, tuple(held)), **about)  # type: ignore[arg-type]


def away(starts: str, ends: str) -> Presence:
    began = at(f"2026-10-05 {starts}")
    return Presence((Leave(1, RITA, began, at(f"2026-10-05 {ends}"), "Europe/Rome", None, RITA, began),))


def on(passed: Way, **presences: Presence) -> str | None:
    return charge(HOURS, passed, DUE, presences).person


def test_each_leg_has_its_holder_and_its_business_time() -> None:
    told = way(("10:00", AMY), ("10:10", RITA), ("12:30", REMO), first_attempt_at=at("2026-10-05 14:30"))
    found = legs(HOURS, told, at("2026-10-05 15:00"))
    assert [(leg.kind, leg.holder, leg.time // timedelta(minutes=1), leg.is_done) for leg in found] == [
        (LegKind.ASSIGNED, AMY, 10, True),
        (LegKind.FIRST_ATTEMPT, RITA, 140, False),
        (LegKind.FIRST_ATTEMPT, REMO, 60, True),
        (LegKind.CONNECTED, REMO, 30, False),
    ]


def test_a_contact_who_tries_the_lead_ends_the_first_leg() -> None:
    (first, second) = legs(HOURS, way(("10:00", AMY), first_attempt_at=DUE), at("2026-10-05 12:00"))
    assert (first.kind, first.is_done, second.kind) == (LegKind.ASSIGNED, True, LegKind.CONNECTED)


def test_the_way_ends_where_the_lead_was_connected_closed_or_given_back() -> None:
    assert legs(HOURS, way(("10:00", RITA), ended_at=DUE), at("2026-10-06 10:00"))[-1].ends_at == DUE
    assert legs(HOURS, way(("10:00", RITA), first_attempt_at=TEN, connected_at=TEN), DUE) == ()


def test_a_breach_is_on_whoever_used_most_of_the_window_up() -> None:
    assert on(way(("10:00", RITA))) == RITA
    assert on(way(("10:00", RITA), ("10:40", REMO))) == RITA
    assert on(way(("10:00", RITA), ("10:20", REMO))) == REMO


def test_of_equals_it_is_on_who_held_the_lead_last() -> None:
    assert on(way(("10:00", RITA), ("10:30", REMO))) == REMO
    assert on(way(("10:00", RITA), ("10:15", REMO), ("10:45", RITA))) == RITA


def test_what_came_after_the_window_uses_nothing_of_it_up() -> None:
    assert on(way(("10:00", RITA), ("11:30", REMO), first_attempt_at=at("2026-10-05 12:00"))) == RITA


def test_time_before_a_lead_was_assigned_is_the_party_s() -> None:
    assert on(way(("10:00", AMY))) is None
    assert on(way(("10:00", AMY), ("10:40", RITA))) is None
    assert on(way(("10:00", AMY), ("10:10", RITA))) == RITA


def test_nobody_is_charged_for_the_time_that_they_were_away() -> None:
    assert on(way(("10:00", RITA)), U0RITA=away("10:10", "18:00")) is None
    assert on(way(("10:00", RITA)), U0RITA=away("10:40", "18:00")) == RITA
    assert on(way(("10:00", RITA), ("10:45", REMO)), U0RITA=away("10:10", "10:45")) is None


def test_nobody_is_charged_for_the_time_out_of_their_own_hours() -> None:
    assert on(way(("10:00", RITA)), U0RITA=Presence((), own_hours("mon 09:00-10:15", "Europe/Rome"))) is None


def test_a_hold_uses_nothing_up() -> None:
    held = Pause(at("2026-10-05 10:05"), at("2026-10-05 10:45"))
    passed = way(("10:00", RITA), ("10:45", REMO), pauses=(held,))
    assert charge(HOURS, passed, DUE, {}).times == {
        None: timedelta(0),
        RITA: timedelta(minutes=5),
        REMO: timedelta(minutes=15),
    }


MINUTES = st.integers(0, 5 * 24 * 60).map(lambda minutes: TEN + timedelta(minutes=minutes))
PAUSES = st.tuples(MINUTES, MINUTES).map(lambda pair: Pause(min(pair), max(pair)))
LEAVES = st.tuples(MINUTES, MINUTES).map(
    lambda pair: Leave(1, RITA, min(pair), max(pair), "Europe/Rome", None, RITA, min(pair))
)
REPS = st.sampled_from([RITA, REMO, AMY, None])


@st.composite
def ways(draw: st.DrawFn) -> Way:
    """A way with any holders, milestones and holds."""
    instants = [TEN, *sorted(draw(st.lists(MINUTES, max_size=4)))]
    held = [Holder(rep := draw(REPS), since, rep in (AMY, None)) for since in instants]
    milestones = [draw(st.none() | MINUTES) for _ in range(3)]
    return Way(TEN, tuple(held), *milestones, tuple(draw(st.lists(PAUSES, max_size=2))))


@given(ways(), MINUTES)
def test_the_legs_follow_each_other_and_add_up_to_the_whole_way(passed: Way, until: datetime) -> None:
    found = legs(HOURS, passed, until)
    end = found[-1].ends_at if found else TEN
    assert sum((leg.time for leg in found), timedelta(0)) == HOURS.elapsed(TEN, end, passed.pauses)
    assert [leg.starts_at for leg in found] == [TEN, *(leg.ends_at for leg in found)][: len(found)]
    stops = [each for each in (passed.connected_at, passed.ended_at) if each is not None]
    assert end == min([until, *stops])


@given(ways(), MINUTES, st.lists(LEAVES, max_size=2))
def test_what_each_used_up_adds_up_to_the_window_and_nobody_is_charged_for_less_than_another(
    passed: Way, due_at: datetime, leaves: list[Leave]
) -> None:
    found = charge(HOURS, passed, due_at, {RITA: Presence(tuple(leaves))})
    assert sum(found.times.values(), timedelta(0)) == HOURS.elapsed(TEN, due_at, passed.pauses)
    assert all(found.times[found.person] >= time >= timedelta(0) for time in found.times.values())
