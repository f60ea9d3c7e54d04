"""Two at once: one effect, and the second is told who was first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sla.agreement import Agreement
from sla.errors import AlreadyDone, AlreadyHandedOff, SlaError
from sla.lead import Lead, NewLead
from storage import facts, leads
from storage.engine import Sessions
from storage.lead_rows import AttemptRow, LeadRow
from storage.rebuild import differences
from tests.makers import make_agreement
from tests.moments import at
from tests.storage.lead_steps import TEN, called, handed_off, rolled_up

Act = Callable[[Session], object]


def started(sessions: Sessions) -> tuple[Agreement, Lead]:
    with sessions.write() as session:
        agreement = make_agreement(session)
        return agreement, handed_off(session, agreement)


def at_once(sessions: Sessions, *acts: Act) -> list[SlaError | None]:
    """Each act in a thread and a transaction of its own; what each was refused with."""
    start = Barrier(len(acts))

    def take(act: Act) -> SlaError | None:
        start.wait()
        try:
            with sessions.write() as session:
                act(session)
        except SlaError as refused:
            return refused
        return None

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(take, acts))


def refused(outcomes: list[SlaError | None], kind: type[SlaError]) -> int:
    return sum(isinstance(outcome, kind) for outcome in outcomes)


def test_two_presses_of_one_button_log_one_attempt(sessions: Sessions) -> None:
    _, lead = started(sessions)
    press = [
        lambda session, by=by: called(session, lead, "2026-10-05 10:10", by=by, dedup_key="press:1")
        for by in ("U0RITA", "U0ROSA", "U0REMO")
    ]
    assert refused(at_once(sessions, *press), AlreadyDone) == 2
    with sessions.read() as session:
        assert session.scalars(select(func.count()).select_from(AttemptRow)).one() == 1


def test_attempts_at_once_all_count(sessions: Sessions) -> None:
    agreement, lead = started(sessions)
    acts = [lambda session, minute=minute: called(session, lead, f"2026-10-05 10:{minute}") for minute in range(10, 16)]
    assert at_once(sessions, *acts) == [None] * 6
    with sessions.read() as session:
        assert leads.by_id(session, agreement.workspace_id, lead.id).first_attempt_at == at("2026-10-05 10:10")
        assert rolled_up(session, agreement).unconnected_attempts == 6


def test_of_two_who_pass_a_lead_on_one_loses(sessions: Sessions) -> None:
    agreement, lead = started(sessions)
    acts = [
        lambda session, to=to: facts.pass_on(session, lead, to=to, by=to, now=at("2026-10-05 10:10"), expected_passes=0)
        for to in ("U0ROSA", "U0REMO")
    ]
    assert refused(at_once(sessions, *acts), AlreadyDone) == 1
    with sessions.read() as session:
        assert leads.by_id(session, agreement.workspace_id, lead.id).passes == 1


def test_a_deal_closed_by_two_counts_once(sessions: Sessions) -> None:
    agreement, lead = started(sessions)
    acts = [
        lambda session, by=by: facts.close_deal(
            session, agreement, lead, revenue=Decimal(100), closed_at=at("2026-10-06 10:00"), by=by
        )
        for by in ("U0RITA", "U0AMY")
    ]
    assert refused(at_once(sessions, *acts), AlreadyDone) == 1
    with sessions.read() as session:
        assert rolled_up(session, agreement).revenue == 100


def test_a_lead_handed_off_by_two_is_one_lead(sessions: Sessions) -> None:
    agreement, _ = started(sessions)
    new = NewLead("Bea", external_id="CRM-7")
    acts = [lambda session: facts.hand_off(session, agreement, new, at=at(TEN), by=None)] * 3
    assert refused(at_once(sessions, *acts), AlreadyHandedOff) == 2
    with sessions.read() as session:
        assert session.scalars(select(func.count()).select_from(LeadRow)).one() == 2


def test_of_two_who_give_a_lead_back_one_loses(sessions: Sessions) -> None:
    agreement, lead = started(sessions)
    acts = [
        lambda session, by=by: facts.give_back(session, lead, reason="no", by=by, at=at("2026-10-05 10:30"))
        for by in ("U0RITA", "U0AMY")
    ]
    assert refused(at_once(sessions, *acts), AlreadyDone) == 1
    with sessions.read() as session:
        assert rolled_up(session, agreement).returned == 1


def test_two_sweeps_record_a_breach_once(sessions: Sessions) -> None:
    agreement, lead = started(sessions)
    acts = [lambda session: facts.mark_breached(session, lead.id, at("2026-10-05 12:00"))] * 3
    at_once(sessions, *acts)
    with sessions.read() as session:
        assert rolled_up(session, agreement).breached == 1


def test_two_sweeps_climb_a_ladder_once(sessions: Sessions) -> None:
    _, lead = started(sessions)
    climbs: list[int] = []
    acts = [lambda session: climbs.append(len(facts.climb(session, lead, at("2026-10-05 10:50")).due))] * 3
    at_once(sessions, *acts)
    assert sorted(climbs) == [0, 0, 2]


def test_hand_offs_attempts_and_breaches_at_once_keep_the_roll_ups_right(sessions: Sessions) -> None:
    agreement, lead = started(sessions)
    acts: list[Act] = [
        lambda session, name=f"Lead {number}": handed_off(session, agreement, name=name) for number in range(4)
    ]
    acts += [lambda session: called(session, lead, "2026-10-05 10:10")] * 2
    acts += [lambda session: facts.mark_breached(session, lead.id, at("2026-10-05 12:00"))] * 2
    assert at_once(sessions, *acts) == [None] * 8
    with sessions.read() as session:
        assert differences(session, agreement.id) == []
