"""A duty at an instant: open, done, late, missed, excused; who does, reads, confirms and excuses it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla import duties_json
from sla.agreement import Agreement, Person, Status, Terms
from sla.duty import (
    DutyState,
    Occurrence,
    duty_id,
    duty_number,
    goal_of,
    is_recorded,
    planned_units,
    report_of,
    to_show,
)
from sla.duty_people import Confirmer, confirmer_of, doers_of, excusers_of, owner_of, reader_of
from sla.errors import BadShortId
from sla.permissions import Act, Actor, Subject, may
from tests.makers import AMY, JOSH, REMO, RITA, company_x
from tests.moments import ROME, at
from tests.paper import DARRYL, JIM, MANAGER, paper, shipment

DUE = at("2026-10-09 17:00")
BEFORE, AFTER, MUCH_LATER = DUE - timedelta(hours=1), DUE + timedelta(hours=1), DUE + timedelta(days=3)
REPORT = "Pipeline status report"


def owed(**changes: Any) -> Occurrence:
    base = Occurrence(7, 1, 1, REPORT, "sales", "marketing", AMY.key, "2026-W41", date(2026, 10, 9), DUE)
    return replace(base, **changes)


def done(when: Any, recorded: Any = None, **changes: Any) -> Occurrence:
    return owed(done_at=when, recorded_at=recorded or when, done_by=AMY.key, recorded_by=AMY.key, **changes)


CASES = [
    ("nothing happened yet", owed(), BEFORE, "open"),
    ("its deadline itself", owed(), DUE, "open"),
    ("past its deadline", owed(), AFTER, "missed"),
    ("done in time", done(BEFORE), AFTER, "done"),
    ("done at the deadline", done(DUE), AFTER, "done"),
    ("done late", done(AFTER), MUCH_LATER, "late"),
    ("before it was done late", done(MUCH_LATER), AFTER, "missed"),
    ("before it was done in time", done(BEFORE), BEFORE - timedelta(hours=1), "open"),
    ("confirmed", done(BEFORE, confirmed_at=AFTER), AFTER, "confirmed"),
    ("before it was confirmed", done(BEFORE, confirmed_at=MUCH_LATER), AFTER, "done"),
    ("said only afterwards", done(BEFORE, AFTER), MUCH_LATER, "late"),
    ("said only afterwards, and confirmed", done(BEFORE, AFTER, confirmed_at=AFTER), MUCH_LATER, "confirmed"),
    ("excused ahead", owed(excused_at=BEFORE), AFTER, "excused"),
    ("excused later", owed(excused_at=MUCH_LATER), AFTER, "missed"),
    ("late and excused", done(AFTER, excused_at=MUCH_LATER), MUCH_LATER, "excused"),
]


@pytest.mark.parametrize(("case", "duty", "when", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_duty_stands(case: str, duty: Occurrence, when: Any, expected: str) -> None:
    assert duty.state(when) == expected


INSTANTS = st.none() | st.integers(-5, 5).map(lambda hours: DUE + timedelta(hours=hours))


@given(INSTANTS, INSTANTS, INSTANTS, st.integers(-6, 6))
def test_what_happens_later_changes_nothing_of_how_a_duty_stood(
    done_at: Any, confirmed_at: Any, excused_at: Any, hours: int
) -> None:
    when = DUE + timedelta(hours=hours)
    told = owed(done_at=done_at, recorded_at=done_at, confirmed_at=done_at and confirmed_at, excused_at=excused_at)
    assert told.state(when) == told.as_of(when).state(when)
    assert told.as_of(when).as_of(when) == told.as_of(when)


@given(st.integers(1, 2**40))
def test_a_short_id_reads_back(number: int) -> None:
    assert duty_number(duty_id(number).lower()) == number


def test_what_is_no_id_is_refused() -> None:
    with pytest.raises(BadShortId, match="D-4F7K"):
        duty_number("D-!")


@given(st.integers(1, 500), st.integers(0, 500), st.integers(0, 20))
def test_the_planned_units_of_what_is_left_reach_the_goal(target: int, delivered: int, left: int) -> None:
    goal = replace(paper().goals[0], target=Decimal(target))
    each = planned_units(goal, Decimal(delivered), left)
    assert delivered + each * max(left, 1) >= min(target, delivered + each * max(left, 1))
    assert each * max(left, 1) >= target - delivered and each >= 0


def test_a_report_brings_no_units() -> None:
    terms = paper(duties=(shipment(1), shipment(2, units=Decimal(0))))
    assert goal_of(terms, "supplier", "Shipment to address 1") == terms.goals[0]
    assert goal_of(terms, "supplier", "Shipment to address 2") is None
    assert goal_of(company_x(), "sales", REPORT) is None


def test_deliveries_that_no_duty_brings_are_not_recorded() -> None:
    assert is_recorded(paper(), paper().goals[0])
    assert not is_recorded(paper(duties=()), paper().goals[0])


@pytest.mark.parametrize(
    ("what", "report", "expected"),
    [
        ("Pipeline status report", None, "pipeline"),
        ("Customer-friction report", None, "friction"),
        ("Rapporto", "friction", "friction"),
        ("Minutes", None, None),
    ],
)
def test_a_report_starts_out_with_what_its_name_says(what: str, report: Any, expected: str | None) -> None:
    assert report_of(replace(company_x().duties[0], what=what, report=report)) == expected


def test_what_somebody_has_to_act_on_is_shown_and_the_next_time_alone() -> None:
    terms = company_x()
    missed, excused = owed(id=1, due_at=BEFORE), owed(id=2, due_at=BEFORE, excused_at=BEFORE)
    upcoming = [owed(id=number, due_at=DUE + timedelta(days=number)) for number in (3, 4)]
    assert [duty.id for duty in to_show([*upcoming, excused, missed], terms, DUE)] == [1, 3]


def test_a_delivery_that_nobody_confirmed_is_shown_a_report_is_not() -> None:
    shipped = done(BEFORE, what="Shipment to address 1", giver="supplier")
    assert to_show([shipped], paper(), DUE) == [shipped]
    assert to_show([done(BEFORE)], company_x(), DUE) == []


def parcel(**changes: Any) -> Occurrence:
    return owed(what="Shipment to address 1", giver="supplier", receiver="customer", **changes)


def without(person: Person | None, terms: Terms) -> Terms:
    return replace(terms, duties=tuple(replace(duty, confirm_to=person) for duty in terms.duties))


def test_a_delivery_is_confirmed_by_whom_the_agreement_names() -> None:
    assert confirmer_of(without(JOSH, paper()), parcel()) == Confirmer(JOSH.user)


def test_the_suppliers_contact_speaks_for_a_customer_outside_slack() -> None:
    spoken_for = Confirmer(JIM.user, MANAGER.written)
    assert confirmer_of(paper(), parcel()) == spoken_for
    assert confirmer_of(without(None, paper()), parcel()) == spoken_for


def test_a_report_is_for_the_receivers_contact_unless_somebody_is_named() -> None:
    assert reader_of(company_x(), owed()) == JOSH
    named = replace(company_x(), duties=(replace(company_x().duties[0], confirm_to=REMO),))
    assert reader_of(named, owed()) == REMO


def test_a_duty_is_done_by_its_owner_or_the_contact_else_by_anybody_of_the_party() -> None:
    assert doers_of(paper(), parcel()) == (JIM.user, DARRYL.user)
    assert doers_of(company_x(), owed())[:2] == (AMY.user, RITA.user)
    assert owner_of(company_x(), owed()) == AMY and owner_of(paper(), parcel()) == DARRYL


def test_nobody_of_the_party_that_owes_it_excuses_a_duty() -> None:
    assert excusers_of(company_x(), owed()) == (JOSH.user,)
    assert excusers_of(paper(), parcel()) == ()


def test_a_party_that_left_the_terms_owes_and_excuses_nothing() -> None:
    gone = owed(giver="legal", receiver="finance")
    assert (owner_of(company_x(), gone), doers_of(company_x(), gone)) == (None, ())
    assert confirmer_of(company_x(), gone) == Confirmer(None)


PERMISSIONS = [
    (Act.DO_DUTY, AMY.user, True),
    (Act.DO_DUTY, JOSH.user, False),
    (Act.EXCUSE_DUTY, JOSH.user, True),
    (Act.EXCUSE_DUTY, AMY.user, False),
    (Act.EXCUSE_DUTY, RITA.user, False),
    (Act.NOTE_FRICTION, RITA.user, True),
    (Act.NOTE_FRICTION, "U0SOMEBODY", False),
]


@pytest.mark.parametrize(("act", "user", "expected"), PERMISSIONS)
def test_who_may(act: Act, user: str, expected: bool) -> None:
    people = {Act.DO_DUTY: doers_of, Act.EXCUSE_DUTY: excusers_of}.get(act, lambda *_: ())(company_x(), owed())
    assert may(Actor(user), act, Subject(company_x(), party="sales", people=people)) is expected


def test_an_admin_excuses_for_a_receiver_outside_slack_but_not_their_own() -> None:
    nobody = Subject(paper(), party="supplier", people=())
    assert may(Actor("U0ADMIN", is_admin=True), Act.EXCUSE_DUTY, nobody)
    assert not may(Actor(JIM.key, is_admin=True), Act.EXCUSE_DUTY, nobody)
    assert not may(Actor("U0SOMEBODY"), Act.EXCUSE_DUTY, nobody)


def test_other_programs_read_a_duty_as_it_stood() -> None:
    told = done(BEFORE, units=Decimal("6.50"), confirmed_at=AFTER, confirmed_units=Decimal(6))
    found = duties_json.as_json(told, DUE, ROME)
    assert (found["what"], found["from"], found["to"], found["state"]) == (REPORT, "sales", "marketing", "done")
    assert (found["due_at"], found["units"]) == ("2026-10-09T17:00:00+02:00", "6.5")
    assert (found["confirmed_at"], found["confirmed_units"]) == (None, None)


def test_states_are_the_words_that_programs_read() -> None:
    assert [str(state) for state in DutyState] == ["open", "done", "confirmed", "late", "missed", "excused"]
    assert Agreement(1, 1, "x", Status.IN_FORCE, None, 1, 1, company_x()).terms.duties
