"""What must hold after any step in two workspaces: each proof reads the database, and asks the test's own ledger."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from sla.agreement import Metric, Terms
from sla.figures import fixed
from sla.permissions import Act, Actor, Subject, may
from sla.strike import StepKind, Strike
from storage import agreements, audit, closes, outcomes, rebuild, schema, standing
from storage.agreement_rows import AgreementRow
from storage.engine import Sessions
from storage.lead_rows import LeadRow
from storage.make_up_rows import PlanRow
from storage.outbox_rows import ObligationRow, OutboxRow
from storage.outcome_rows import StrikeRow
from tests.jobs.own_ledger import days_of
from tests.jobs.places import Place
from tests.jobs.same_terms import channel_of

A_TICK = timedelta(microseconds=1)
NAMED = {"lead": LeadRow, "strike": StrikeRow, "plan": PlanRow}
ONCE = ("sla_review", "sla_celebration", "sla_make_up")
FOLLOWED = ("handed_off", "followed_up", "within_window", "breached", "open_overdue", "speed", "speed_wall")


def books_balance(session: Session, place: Place, now: datetime) -> None:
    """Roll-ups are what the rows add up to, and the figures of the running period what the ledger counts."""
    assert rebuild.differences(session, place.agreement_id) == []
    agreement = place.agreement(session, now)
    told = standing.tally(session, agreement, now)
    own = place.ledger.figures(told.period.first_day, told.period.last_day, now)
    assert (told.period.first_day, told.period.last_day) == days_of(
        agreement.terms.period, place.ledger.local_date(now)
    )
    follow_up = {name: getattr(told.follow_up, name) for name in (*FOLLOWED, "unconnected", "depth")}
    assert follow_up == {name: own[name] for name in follow_up}
    assert {each.goal.metric: each.pace.actual for each in told.goals} == {
        each.goal.metric: own[each.goal.metric] for each in told.goals
    }


def closed_by(session: Session, place: Place, now: datetime) -> None:
    """Each period closed once, after its end, with the verdicts that the ledger comes to at that moment."""
    found = closes.of_agreement(session, place.id, place.agreement_id)
    names = [each.period.name for each in found]
    assert len(names) == len(set(names))
    for each in found:
        known_at = place.closed.setdefault(each.period.name, each.closed_at)
        assert known_at == each.closed_at
        assert place.ledger.local_date(each.closed_at - A_TICK) == each.period.last_day
        assert each.closed_at <= now


def verdicts_are_right(session: Session, place: Place) -> None:
    """What a close that is new says of each goal is what the ledger comes to, as known at this moment."""
    for each in closes.of_agreement(session, place.id, place.agreement_id):
        if each.period.name not in place.closed:
            own = place.ledger.figures(each.period.first_day, each.period.last_day, each.closed_at)
            for verdict in each.verdicts:
                assert verdict["actual"] == _written(own[str(verdict["metric"])]), (each.period.name, verdict)


def strikes_are_fair(session: Session, place: Place, now: datetime) -> None:
    """No strike stands for what was kept, by all that is known now; nobody forgives their own."""
    for strike in outcomes.of_agreement(session, place.id, place.agreement_id):
        terms = agreements.terms(session, strike.terms_id)
        if strike.stands:
            _is_deserved(place, terms, strike, now)
        for step in strike.steps:
            is_theirs = step.by in strike.people or terms.party(strike.party).has(step.by)
            assert not (is_theirs and step.kind in (StepKind.UPHOLD, StepKind.WITHDRAW, StepKind.EXCUSE))
        for user in {person.key for party in terms.parties for person in (party.contact, *party.members)}:
            subject = Subject(terms, party=strike.party, people=strike.people)
            may_judge = may(Actor(user, is_admin=True), Act.JUDGE, subject)
            assert not (may_judge and (user in strike.people or terms.party(strike.party).has(user)))


def _is_deserved(place: Place, terms: Terms, strike: Strike, now: datetime) -> None:
    ledger = place.ledger
    if strike.leads:
        known = {lead.number: lead for lead in ledger.leads}
        assert all(ledger.is_breached(known[number], now) for number in strike.leads), strike
    elif strike.rule == "goal_missed" and strike.instead_of is None:
        goal = next(each for each in terms.goals if each.metric == strike.metric)
        first, last = days_of(terms.period, strike.on)
        actual = ledger.figures(first, last, place.closed[strike.period])[goal.metric]
        assert actual is not None
        assert actual > goal.target if goal.metric is Metric.SPEED else actual < goal.target, strike
    elif strike.rule == "duty_missed":
        assert strike.on not in place.reported, strike


def chain_is_whole(session: Session, place: Place) -> None:
    """Nothing in the audit log was changed."""
    assert audit.verify(session, place.id) is None


def nothing_crosses(session: Session, place: Place) -> None:
    """Every row of the workspace refers to its own rows alone, in columns and in what a message is about."""
    connection = session.connection()
    for statement in _crossings():
        assert connection.execute(statement).all() == [], statement
    ours = select(ObligationRow.agreement_id).where(ObligationRow.workspace_id == place.id).distinct()
    theirs = select(AgreementRow.id).where(AgreementRow.workspace_id == place.id)
    assert set(session.scalars(ours)) <= set(session.scalars(theirs))
    args = session.scalars(select(OutboxRow.args).where(OutboxRow.workspace_id == place.id)).all()
    for name, row in NAMED.items():
        numbers = {said[name] for said in map(json.loads, args) if name in said}
        known = set(session.scalars(select(row.id).where(row.workspace_id == place.id)))
        assert numbers <= known, name


def messages_stay_home(place: Place, other: Place) -> None:
    """What was read names nobody and nothing of the other workspace, and went to the own people; once, what is once."""
    words = other.word.casefold(), f"U0{other.word}".upper(), channel_of(other.word)
    for read in place.world.read:
        said = json.dumps([read.text, read.message.blocks, read.payload], ensure_ascii=False, default=str)
        assert not any(word in said or word in said.casefold() for word in words), said
        assert read.to.startswith((f"U0{place.word}".upper(), channel_of(place.word))), read.to
    once = Counter(
        (read.kind, read.to, json.dumps(read.payload, sort_keys=True)) for read in place.world.read if read.kind in ONCE
    )
    assert not [key for key, times in once.items() if times > 1 and key[0] != "sla_make_up"]


def rows_of(sessions: Sessions, workspace_id: int) -> dict[str, list[Any]]:
    """Every row of a workspace, table by table."""
    with sessions.reader.connect() as connection:
        cursor = connection.connection.cursor()
        return {name: cursor.execute(wanted, (workspace_id,)).fetchall() for name, wanted in _every_row()}


@cache
def _every_row() -> list[tuple[str, str]]:
    columns = {each.name: "id" if each.name == "workspace" else "workspace_id" for each in _tables()}
    return [(name, f'SELECT * FROM "{name}" WHERE {column} = ?') for name, column in columns.items()]


@cache
def _tables() -> list[Table]:
    return [each for each in schema.metadata().sorted_tables if "workspace_id" in each.c or each.name == "workspace"]


@cache
def _crossings() -> list[Any]:
    return list(_each_crossing())


def _each_crossing() -> Iterator[Any]:
    for table in _tables():
        for key in table.foreign_keys:
            referred = key.column.table
            if "workspace_id" in referred.c and referred is not table:
                crossing = select(table.c.workspace_id).join(referred, key.parent == key.column)
                yield crossing.where(table.c.workspace_id != referred.c.workspace_id)


def _written(actual: Any) -> str | None:
    return None if actual is None else fixed(actual)
