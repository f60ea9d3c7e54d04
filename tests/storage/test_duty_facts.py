"""What becomes of a duty: each thing once, whoever presses first, on record, and within its workspace."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from sla.agreement import Agreement
from sla.duty import DutyState, Occurrence
from sla.errors import AlreadyDone, BadDuty, NoSuchDuty
from sla.period import Period
from storage import audit, duties, duty_facts, duty_plans, frictions, standing
from storage.engine import Sessions
from storage.first_due import first_due
from tests.makers import AMY, JOSH, RITA, company_x, make_agreement, make_workspace
from tests.moments import at
from tests.paper import DARRYL, JIM, paper

OCTOBER = Period.named("2026-10")
DUE, TEN = at("2026-10-05 17:00"), at("2026-10-05 10:00")


@pytest.fixture
def agreement(session: Session) -> Agreement:
    """Dunder Mifflin's, with a month of shipments made ahead."""
    return planned(session, make_agreement(session, paper()))


def planned(session: Session, agreement: Agreement) -> Agreement:
    span = {"since": at("2026-10-01 00:00"), "until": at("2026-11-01 00:00"), "now": at("2026-10-01 00:00")}
    duty_plans.plan(session, agreement.workspace_id, agreement.id, **span)
    return agreement


def first(session: Session, agreement: Agreement) -> Occurrence:
    return duties.all_of(session, agreement.id)[0]


def do(session: Session, agreement: Agreement, **changes: Any) -> Occurrence:
    told: dict[str, Any] = {"by": DARRYL.key, "now": TEN, "units": Decimal(6)} | changes
    return duty_facts.do(session, agreement, first(session, agreement), **told)


def confirm(session: Session, agreement: Agreement, units: int = 6, **changes: Any) -> Occurrence:
    told: dict[str, Any] = {"by": JIM.key, "now": TEN + timedelta(hours=1), "units": Decimal(units)} | changes
    return duty_facts.confirm(session, agreement, first(session, agreement), **told)


def excuse(session: Session, agreement: Agreement) -> Occurrence:
    return duty_facts.excuse(session, agreement, first(session, agreement), reason="Closed", by=JOSH.key, now=TEN)


def test_what_was_done_reads_back(session: Session, agreement: Agreement) -> None:
    do(session, agreement, text="Left with the porter", recorded_by=JIM.key)
    duty = first(session, agreement)
    assert (duty.done_at, duty.done_by, duty.recorded_by) == (TEN, DARRYL.key, JIM.key)
    assert (duty.units, duty.text, duty.state(TEN)) == (Decimal(6), "Left with the porter", DutyState.DONE)


def test_a_duty_is_done_once_and_the_second_is_told_who_did_it(session: Session, agreement: Agreement) -> None:
    do(session, agreement)
    with pytest.raises(AlreadyDone, match="did that already: done at 10:00 on 5 October"):
        do(session, agreement, by=JIM.key)


def test_of_two_who_press_at_once_one_did_it(sessions: Sessions) -> None:
    with sessions.write() as session:
        made = planned(session, make_agreement(session, paper()))

    def press(by: str) -> bool:
        try:
            with sessions.write() as session:
                return do(session, made, by=by).done_by == by
        except AlreadyDone:
            return False

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(press, (DARRYL.key, JIM.key))) == 1


def test_of_two_who_confirm_at_once_one_counts(sessions: Sessions) -> None:
    with sessions.write() as session:
        made = planned(session, make_agreement(session, paper()))
        do(session, made)

    def press(units: int) -> bool:
        try:
            with sessions.write() as session:
                return bool(confirm(session, made, units))
        except AlreadyDone:
            return False

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(press, (5, 6))) == 1


def test_nothing_is_done_in_the_future_or_by_no_units(session: Session, agreement: Agreement) -> None:
    with pytest.raises(BadDuty, match="still to come"):
        do(session, agreement, at=TEN + timedelta(minutes=1))
    with pytest.raises(BadDuty, match="more than 0 units"):
        do(session, agreement, units=Decimal(0))


def test_what_was_not_done_is_not_confirmed(session: Session, agreement: Agreement) -> None:
    with pytest.raises(AlreadyDone, match="it is owed still"):
        confirm(session, agreement)


def test_units_count_in_the_period_of_delivery_once_confirmed(session: Session, agreement: Agreement) -> None:
    do(session, agreement)
    assert duties.deliveries(session, agreement, OCTOBER, TEN + timedelta(days=1)) == {}
    confirm(session, agreement, 5)
    assert duties.deliveries(session, agreement, OCTOBER, TEN + timedelta(hours=1)) == {"supplier": Decimal(5)}
    assert duties.deliveries(session, agreement, OCTOBER, TEN) == {}
    assert duties.deliveries(session, agreement, OCTOBER.next(), TEN + timedelta(days=60)) == {}


def test_what_is_confirmed_after_a_period_corrects_it(session: Session, agreement: Agreement) -> None:
    do(session, agreement)
    confirm(session, agreement, 5, now=at("2026-11-02 10:00"))
    assert duties.deliveries(session, agreement, OCTOBER, at("2026-10-31 23:59")) == {}
    assert duties.deliveries(session, agreement, OCTOBER, at("2026-11-01 00:00")) == {"supplier": Decimal(5)}


def test_a_goal_of_deliveries_counts_them_day_by_day(session: Session, agreement: Agreement) -> None:
    do(session, agreement)
    confirm(session, agreement, 5)
    found = standing.figures(session, agreement, TEN + timedelta(hours=2))
    assert found.goals[0].pace.actual == 5
    days = standing.daily(session, agreement, OCTOBER, TEN + timedelta(hours=2))
    assert [day.deliveries for day in days if day.deliveries] == [{"supplier": Decimal(5)}]
    assert duties.deliverers(session, agreement, "supplier", OCTOBER, TEN + timedelta(hours=2)) == [(DARRYL.key, 1)]


def test_what_did_not_come_is_owed_as_before(session: Session, agreement: Agreement) -> None:
    do(session, agreement)
    duty_facts.not_received(session, agreement, first(session, agreement), by=JIM.key, now=TEN)
    duty = first(session, agreement)
    assert (duty.done_at, duty.units, duty.state(TEN)) == (None, None, DutyState.OPEN)
    assert first_due(session, agreement.workspace_id)["miss_due_at"] is not None
    assert do(session, agreement, now=TEN + timedelta(hours=3)).done_at == TEN + timedelta(hours=3)


def test_what_did_not_come_is_missed_at_its_deadline(session: Session, agreement: Agreement) -> None:
    do(session, agreement)
    duty_facts.not_received(session, agreement, first(session, agreement), by=JIM.key, now=DUE + timedelta(hours=1))
    duty = first(session, agreement)
    marked = duty_facts.missed(session, agreement, duty.id, DUE + timedelta(hours=1))
    assert marked is not None and marked.missed_at == DUE
    assert duty_facts.missed(session, agreement, duty.id, DUE + timedelta(hours=1)) is None


def test_an_excused_duty_cannot_be_done_nor_excused_again(session: Session, agreement: Agreement) -> None:
    excuse(session, agreement)
    with pytest.raises(AlreadyDone, match="excused it"):
        do(session, agreement)
    with pytest.raises(AlreadyDone, match="excused it already: Closed"):
        excuse(session, agreement)


def test_what_was_done_in_time_needs_no_excuse(session: Session, agreement: Agreement) -> None:
    do(session, agreement)
    with pytest.raises(AlreadyDone, match="in time"):
        excuse(session, agreement)


def test_missed_duties_are_told_without_those_that_were_excused_or_kept(session: Session, agreement: Agreement) -> None:
    week = at("2026-10-05 00:00"), at("2026-10-12 00:00")
    assert len(duties.missed(session, agreement, *week)) == 2
    excuse(session, agreement)
    assert [duty.what for duty in duties.missed(session, agreement, *week)] == ["Shipment to address 2"]


def test_late_is_missed_and_a_delivery_confirmed_as_in_time_is_not(session: Session, agreement: Agreement) -> None:
    week = at("2026-10-05 00:00"), at("2026-10-12 00:00")
    do(session, agreement, at=DUE, now=DUE + timedelta(hours=2))
    assert len(duties.missed(session, agreement, *week)) == 2
    confirm(session, agreement, now=DUE + timedelta(hours=3))
    assert len(duties.missed(session, agreement, *week)) == 1


def test_every_step_is_on_record(session: Session, agreement: Agreement) -> None:
    do(session, agreement)
    confirm(session, agreement, on_behalf_of="the office manager")
    found = audit.entries(session, agreement.workspace_id, subject=first(session, agreement).short_id)
    assert [(entry.act, entry.actor, entry.after) for entry in found] == [
        ("duty_done", DARRYL.key, "6"),
        ("duty_confirmed", JIM.key, "6"),
    ]
    assert found[-1].reason == "on behalf of the office manager"
    assert audit.verify(session, agreement.workspace_id) is None


def test_a_duty_of_another_workspace_is_none(session: Session, agreement: Agreement) -> None:
    elsewhere = make_workspace(session, "T0ELSEWHERE")
    with pytest.raises(NoSuchDuty):
        duties.by_id(session, elsewhere.id, first(session, agreement).id)
    assert set(first_due(session, elsewhere.id).values()) == {None}
    assert duties.reminders_due(session, elsewhere.id, at("2027-01-01 00:00"), 9) == []


def test_figures_tell_the_duties_of_their_period_as_known_then(session: Session, agreement: Agreement) -> None:
    do(session, agreement)
    told = standing.figures(session, agreement, TEN - timedelta(minutes=1)).duties
    assert len(told) == 8 and told[0].done_at is None
    assert standing.figures(session, agreement, TEN).duties[0].done_at == TEN


def test_an_agreement_without_duties_has_none_to_tell(session: Session) -> None:
    made = make_agreement(session, company_x(duties=()))
    assert standing.figures(session, made, TEN).duties == ()


def test_the_last_report_before_is_the_last_that_was_given(session: Session) -> None:
    made = planned(session, make_agreement(session))
    reports = duties.all_of(session, made.id)
    assert duties.before(session, reports[2]) is None
    duty_facts.do(session, made, reports[0], by=AMY.key, now=at("2026-10-02 12:00"))
    found = duties.before(session, reports[2])
    assert found is not None and found.on == date(2026, 10, 2)


def test_notes_of_friction_stand_in_order_from_after_the_last_report(session: Session) -> None:
    made = make_agreement(session)
    for hour, text in ((10, "Late again"), (9, "No answer")):
        frictions.note(session, made, text, by=RITA.key, at=at(f"2026-10-05 {hour:02}:00"), theme=" billing ")
    found = frictions.since(session, made.id, None, TEN)
    assert [(note.text, note.theme, note.by) for note in found] == [
        ("No answer", "billing", RITA.key),
        ("Late again", "billing", RITA.key),
    ]
    assert [note.text for note in frictions.since(session, made.id, at("2026-10-05 09:00"), TEN)] == ["Late again"]
    assert frictions.last_report_at(session, made.id, made.terms.duties[0]) is None
