"""Facts taken in by the batch: exactly what the doors would leave, once, however often."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from sla.agreement import Agreement
from sla.lead import Channel
from sla.window import Window
from storage import agreements, facts, leads, rebuild
from storage.engine import Sessions
from storage.imports import LeadImport, Taken, take_attempts, take_deals
from storage.lead_rows import AttemptRow, LeadRow
from storage.outbox_rows import ObligationRow
from tests.makers import company_x, make_agreement, make_people, make_workspace
from tests.moments import at
from tests.storage.arrived import TEN, Arriving, Tables, a_deal, a_lead, an_attempt, in_bulk, left, one_by_one
from tests.storage.lead_steps import row_of

START = at("2026-10-01 00:00")
AMENDED = at("2026-10-08 12:00")
REPS = (None, None, "U0RITA", "U0REMO", "somebody else")
TIERS = (None, "ceo", "director", "manager", "no such tier")

minutes = st.integers(0, 20 * 24 * 60)
number = st.integers(0, 11)


@st.composite
def arrivals(draw: st.DrawFn) -> list[Arriving]:
    """Leads, attempts and deals in any order, some of them twice, unknown or impossible."""
    handed_off = draw(
        st.lists(st.tuples(number, minutes, st.sampled_from(TIERS), st.sampled_from(REPS), st.booleans()))
    )
    tried = draw(st.lists(st.tuples(number, minutes, st.integers(0, 2), st.booleans(), st.booleans())))
    closed = draw(st.lists(st.tuples(st.none() | number, minutes, st.integers(0, 2))))
    found: list[Arriving] = [
        a_lead(each, _at(minute), tier=tier, rep=rep, value=Decimal(each) if flag else None)
        for each, minute, tier, rep, flag in handed_off
    ]
    found += [
        an_attempt(f"E{each}", _at(minute), by=(None, "U0RITA", "x")[by], connected=one, automated=other)
        for each, minute, by, one, other in tried
    ]
    found += [
        a_deal(None if each is None else f"E{each}", _at(minute), str(revenue)) for each, minute, revenue in closed
    ]
    return found


def _at(minute: int) -> datetime:
    return START + timedelta(minutes=minute, microseconds=minute % 7)


@pytest.fixture
def lived_in(session: Session) -> Agreement:
    """Company X with an amendment, and with leads that are on hold, breached, returned and closed already."""
    place = make_workspace(session)
    agreement = make_agreement(session, workspace=place)
    facts_before = [a_lead(each, _at(300 * each), tier="director", rep="U0RITA") for each in range(4)]
    one_by_one(session, agreement, facts_before)
    first, second, third, _ = (leads.find(session, place.id, f"E{each}") for each in range(4))
    facts.hold(session, first, until=_at(3000), reason="away", by=None, now=_at(600))
    facts.mark_breached(session, second.id, _at(9000))
    facts.give_back(session, third, reason="no", by=None, at=_at(700))
    longer = tuple(replace(tier, window=Window.parse("2d")) for tier in company_x().tiers[:2])
    make_agreement(session, company_x(tiers=(*longer, company_x().tiers[2])), workspace=place, now=AMENDED)
    return agreements.by_slug(session, place.id, "company-x", AMENDED)


within_reason = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])


@within_reason
@given(arriving=arrivals(), size=st.integers(1, 9))
def test_a_batch_leaves_what_the_doors_would_leave(
    session: Session, lived_in: Agreement, arriving: list[Arriving], size: int
) -> None:
    expected = undone(session, lived_in, lambda: one_by_one(session, lived_in, arriving))
    found = undone(session, lived_in, lambda: in_bulk(session, lived_in, arriving, size))
    for table, rows in expected.items():
        assert found[table] == rows, table


@within_reason
@given(arriving=arrivals())
def test_the_same_batch_again_changes_nothing(session: Session, lived_in: Agreement, arriving: list[Arriving]) -> None:
    def twice() -> None:
        in_bulk(session, lived_in, arriving)
        once = left(session, lived_in)
        assert not any(each.taken for each in in_bulk(session, lived_in, arriving))
        assert left(session, lived_in) == once

    undone(session, lived_in, twice)


def undone(session: Session, agreement: Agreement, bring: Callable[[], object]) -> Tables:
    """What bringing something in leaves in the tables, which are as before afterwards."""
    with session.begin_nested() as nested:
        bring()
        tables = left(session, agreement)
        assert rebuild.differences(session, agreement.id) == []
        nested.rollback()
    session.expunge_all()
    return tables


def test_leads_without_a_rep_go_round_the_members(session: Session) -> None:
    agreement = make_agreement(session)
    LeadImport(agreement).take(session, [a_lead(each, TEN + timedelta(minutes=each)) for each in range(6)])
    reps = session.scalars(select(LeadRow.rep).order_by(LeadRow.id)).all()
    assert reps == ["U0RITA", "U0REMO", "U0ROSA"] * 2


def test_the_rota_goes_on_from_batch_to_batch(session: Session) -> None:
    agreement = make_agreement(session)
    importing = LeadImport(agreement)
    for each in range(6):
        importing.take(session, [a_lead(each, TEN + timedelta(minutes=each))])
    counted = session.execute(select(LeadRow.rep, func.count()).group_by(LeadRow.rep)).all()
    assert {count for _, count in counted} == {2}


def test_a_lead_known_by_its_external_id_stays_as_it_is(session: Session) -> None:
    agreement = make_agreement(session)
    facts.hand_off(session, agreement, a_lead(1).new, at=TEN, by="U0JOSH", dedup_key="form:1")
    other = a_lead(1, TEN + timedelta(days=1), name="Another")
    assert LeadImport(agreement).take(session, [other, a_lead(2)]) == Taken(1, 1)
    assert session.scalars(select(LeadRow.name).order_by(LeadRow.id)).all() == ["Lead 1", "Lead 2"]


def test_a_refused_lead_names_its_line_and_leaves_the_others(session: Session) -> None:
    taken = LeadImport(make_agreement(session)).take(session, [a_lead(5, tier="king"), a_lead(6)])
    assert taken.taken == 1
    (line, reason), *_ = taken.refused
    assert line == 5 and "king" in reason and "director" in reason


def test_a_refused_row_does_not_stand_in_the_way_of_a_sound_one(session: Session) -> None:
    sound = a_lead(5, name="Ada")
    taken = LeadImport(make_agreement(session)).take(session, [a_lead(5, tier="king"), sound])
    assert (taken.taken, taken.known, len(taken.refused)) == (1, 0, 1)


def test_an_import_announces_nothing_unless_asked(session: Session) -> None:
    agreement = make_agreement(session)
    make_people(session, make_workspace(session))
    LeadImport(agreement).take(session, [a_lead(1)])
    assert session.scalars(select(func.count()).select_from(ObligationRow)).one() == 0
    LeadImport(agreement, announce_at=TEN).take(session, [a_lead(1), a_lead(2), a_lead(3)])
    assert session.scalars(select(ObligationRow.kind)).all() == ["sla_hand_off"] * 2


def test_an_attempt_that_was_logged_by_hand_is_not_logged_again(session: Session) -> None:
    agreement = make_agreement(session)
    lead = facts.hand_off(session, agreement, a_lead(1).new, at=TEN, by=None)
    facts.log_attempt(session, lead, at=TEN + timedelta(hours=1), by="U0RITA", channel=Channel.CALL)
    again = an_attempt("E1", TEN + timedelta(hours=1))
    assert take_attempts(session, agreement, [again]) == Taken(0, 1)
    assert session.scalars(select(func.count()).select_from(AttemptRow)).one() == 1


def test_an_attempt_before_the_hand_off_is_refused_with_the_instant(session: Session) -> None:
    agreement = make_agreement(session)
    LeadImport(agreement).take(session, [a_lead(1)])
    ((line, reason),) = take_attempts(session, agreement, [an_attempt("E1", TEN - timedelta(hours=1), 7)]).refused
    assert line == 7 and "10:00 on 5 October" in reason


def test_an_attempt_or_deal_on_an_unknown_lead_is_refused(session: Session) -> None:
    agreement = make_agreement(session)
    tried = take_attempts(session, agreement, [an_attempt("E9", TEN)])
    closed = take_deals(session, agreement, [a_deal("E9", TEN)])
    assert "“E9”" in tried.refused[0][1] and "“E9”" in closed.refused[0][1]


def test_a_second_deal_of_a_lead_is_refused_and_the_same_one_is_known(session: Session) -> None:
    agreement = make_agreement(session)
    LeadImport(agreement).take(session, [a_lead(1)])
    take_deals(session, agreement, [a_deal("E1", TEN)])
    by_name = a_deal("Lead 1", TEN)
    taken = take_deals(session, agreement, [by_name, a_deal("E1", TEN, "250", line=3)])
    assert (taken.taken, taken.known) == (0, 1)
    assert taken.refused[0][0] == 3 and "100" in taken.refused[0][1]


def test_a_deal_of_a_lead_found_by_its_short_id_makes_a_customer(session: Session) -> None:
    agreement = make_agreement(session)
    LeadImport(agreement).take(session, [a_lead(1, external_id=None)])
    lead = leads.find(session, agreement.workspace_id, "Lead 1")
    assert take_deals(session, agreement, [a_deal(lead.short_id, TEN)]).taken == 1
    assert row_of(session, lead).closed_at == TEN


def test_an_external_id_that_looks_like_a_short_id_is_an_external_id(session: Session) -> None:
    agreement = make_agreement(session)
    LeadImport(agreement).take(session, [a_lead(1)])
    first = leads.find(session, agreement.workspace_id, "E1")
    LeadImport(agreement).take(session, [a_lead(2, external_id=first.short_id)])
    take_deals(session, agreement, [a_deal(first.short_id, TEN)])
    assert session.scalars(select(LeadRow.name).where(LeadRow.closed_at.is_not(None))).all() == ["Lead 2"]


def test_a_number_is_no_short_id_without_its_letter(session: Session) -> None:
    agreement = make_agreement(session)
    LeadImport(agreement).take(session, [a_lead(1)])
    bare = leads.find(session, agreement.workspace_id, "E1").short_id.removeprefix("L-")
    ((_, reason),) = take_deals(session, agreement, [a_deal(bare, TEN)]).refused
    assert "No lead" in reason


def test_a_name_that_two_leads_have_is_refused(session: Session) -> None:
    agreement = make_agreement(session)
    LeadImport(agreement).take(session, [a_lead(each, name="Ada") for each in (1, 2)])
    ((_, reason),) = take_deals(session, agreement, [a_deal("Ada", TEN)]).refused
    assert "Several leads" in reason


def test_a_batch_looks_nothing_up_by_reading_a_whole_agreement(sqlite_sessions: Sessions) -> None:
    with Session(sqlite_sessions.writer) as session, explained(session) as plans:
        agreement = make_agreement(session)
        in_bulk(session, agreement, [a_lead(each) for each in range(2000)])
        in_bulk(session, agreement, [an_attempt(f"E{each}", TEN + timedelta(hours=1)) for each in range(500)])
        in_bulk(session, agreement, [a_deal(f"E{each}", TEN) for each in range(500)])
        session.rollback()
    assert plans and not [plan for plan in plans if "ix_lead_figures" in plan or "ix_deal_figures" in plan]


@contextmanager
def explained(session: Session) -> Iterator[list[str]]:
    """How SQLite goes about each question about leads, attempts and deals."""
    plans: list[str] = []
    connection = session.connection()

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        if statement.startswith("SELECT") and "count(" not in statement:
            told = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            plans.extend(str(row[-1]) for row in told if " lead" in row[-1] or " deal" in row[-1])

    event.listen(connection, "before_cursor_execute", note)
    yield plans
    event.remove(connection, "before_cursor_execute", note)
