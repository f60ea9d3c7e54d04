"""Roll-ups, facts and the slow way give the same figures, whatever happened in whatever order."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from sla.agreement import Agreement
from sla.errors import SlaError
from sla.follow_up import LeadFacts, follow_up
from sla.history import Attempt
from sla.lead import Lead, NewLead
from sla.period import Period
from sla.standing import Sums
from storage import facts, leads, rebuild
from storage.agreement_rows import AgreementRow
from storage.lead_rows import LeadRow
from storage.standing import daily, standing
from tests.makers import make_agreement
from tests.moments import at

START = at("2026-10-01 00:00")
MONTHS = (Period.named("2026-09"), Period.named("2026-10"), Period.named("2026-11"))
STEPS = ("hand_off", "call", "automated", "hold", "pass_on", "give_back", "deal", "sale", "breaches")

minutes = st.integers(0, 45 * 24 * 60)
step = st.tuples(st.sampled_from(STEPS), st.integers(0, 9), minutes, st.booleans())


class Walk:
    """Takes random steps; what is refused does not happen."""

    def __init__(self, session: Session, agreement: Agreement) -> None:
        self.session, self.agreement = session, agreement
        self.leads: list[Lead] = []

    def take(self, name: str, number: int, minute: int, flag: bool) -> None:
        when = START + timedelta(minutes=minute, microseconds=number)
        if name == "hand_off":
            tier = (None, "ceo", "director", "manager")[number % 4]
            new = NewLead(f"Lead {len(self.leads)}", tier=tier, value=Decimal(number) if flag else None)
            self.leads.append(facts.hand_off(self.session, self.agreement, new, at=when, by=None))
        elif name == "sale":
            facts.close_deal(self.session, self.agreement, None, revenue=Decimal(number), closed_at=when, by=None)
        elif name == "breaches":
            for due in leads.breaches_due(self.session, self.agreement.workspace_id, when, 3):
                facts.mark_breached(self.session, due.id, when)
        elif self.leads:
            self._act(name, self.leads[number % len(self.leads)], when, flag)

    def _act(self, name: str, lead: Lead, when: datetime, flag: bool) -> None:
        later = max(lead.handed_off_at, lead.handed_off_at + (when - START) / 9)
        acts: dict[str, Any] = {
            "call": lambda: facts.log_attempt(
                self.session, lead, at=later, by="U0RITA", channel="call", connected=flag
            ),
            "automated": lambda: facts.log_attempt(
                self.session, lead, at=later, by=None, channel="email", automated=True
            ),
            "hold": lambda: facts.hold(
                self.session, lead, until=None if flag else later + timedelta(days=1), reason="", by=None, now=later
            ),
            "pass_on": lambda: facts.pass_on(self.session, lead, to="U0ROSA" if flag else "U0REMO", by=None, now=later),
            "give_back": lambda: facts.give_back(self.session, lead, reason="no", by=None, at=later),
            "deal": lambda: facts.close_deal(
                self.session, self.agreement, lead, revenue=Decimal("99.5"), closed_at=later, by=None
            ),
        }
        try:
            acts[name]()
        except SlaError:
            return


def slow_facts(session: Session, agreement: Agreement, period: Period, asked: datetime) -> list[LeadFacts]:
    rows = session.scalars(select(LeadRow).where(LeadRow.agreement_id == agreement.id)).all()
    ours = [row.lead() for row in rows if period.first_day <= row.handed_off_on <= period.last_day]
    return [_facts(session, agreement, lead, asked) for lead in ours]


def _facts(session: Session, agreement: Agreement, lead: Lead, asked: datetime) -> LeadFacts:
    happened = leads.history(session, lead)
    attempts = [each for each in happened if isinstance(each, Attempt) and each.at <= asked]
    by_people = [each for each in attempts if not each.automated]
    first = min((each.at for each in by_people), default=None)
    pauses = [pause for pause in leads.pauses(session, lead.id) if pause.starts <= asked]
    hours, window = agreement.terms.hours, agreement.terms.window(lead.tier)
    return LeadFacts(
        handed_off_at=lead.handed_off_at,
        due_at=hours.due(lead.handed_off_at, window, pauses),
        first_attempt_at=first,
        attempts=len(attempts),
        connected_at=min((each.at for each in by_people if each.connected), default=None),
        business_seconds_to_first=first and hours.elapsed(lead.handed_off_at, first, pauses),
        returned_at=lead.returned_at,
    )


def last_instant(session: Session, agreement: Agreement) -> datetime:
    last = session.scalars(select(AgreementRow.last_fact_at).where(AgreementRow.id == agreement.id)).one()
    return max(last or START, START) + timedelta(days=30)


@contextmanager
def lived_through(session: Session, steps: list[Any]) -> Iterator[Agreement]:
    """An agreement after these steps; all of it is undone at the end."""
    with session.begin_nested() as nested:
        agreement = make_agreement(session)
        walk = Walk(session, agreement)
        for each in steps:
            walk.take(*each)
        yield agreement
        nested.rollback()
    session.expunge_all()


history = st.lists(step, max_size=24)
within_reason = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


@within_reason
@given(steps=history, asked=minutes)
def test_the_figures_of_any_instant_are_those_of_the_slow_way(session: Session, steps: list[Any], asked: int) -> None:
    with lived_through(session, steps) as agreement:
        for when in (START + timedelta(minutes=asked), last_instant(session, agreement)):
            for month in MONTHS:
                expected = follow_up(slow_facts(session, agreement, month, when), when)
                assert standing(session, agreement, month, when).follow_up == expected


@within_reason
@given(steps=history)
def test_roll_ups_are_what_the_facts_add_up_to(session: Session, steps: list[Any]) -> None:
    with lived_through(session, steps) as agreement:
        assert rebuild.differences(session, agreement.id) == []


@within_reason
@given(steps=history)
def test_roll_ups_and_facts_agree_once_every_breach_is_on_record(session: Session, steps: list[Any]) -> None:
    with lived_through(session, steps) as agreement:
        asked = last_instant(session, agreement)
        rolled_up = [standing(session, agreement, month, asked) for month in MONTHS]
        days = [daily(session, agreement, month, asked) for month in MONTHS]
        session.execute(select(AgreementRow)).scalars().one().last_fact_at = asked + timedelta(days=1)
        session.flush()
        assert [replace(each, at=asked) for each in rolled_up] == [
            standing(session, agreement, month, asked) for month in MONTHS
        ]
        assert [_without_breaches(each) for month in days for each in month] == [
            _without_breaches(each) for month in MONTHS for each in daily(session, agreement, month, asked)
        ]


def _without_breaches(day: Any) -> tuple[Any, Sums]:
    return day.on, replace(day.total, breached=0, overdue=0)
