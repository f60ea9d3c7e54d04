"""Duties that were missed: strikes, service credits and escalations; and what is taken back when they were not."""

from datetime import datetime

from sqlalchemy.orm import Session

from jobs.service_credits import give_credit
from jobs.telling import answers, diagnosis_due, tell
from messages.strike import duty_promise
from sla.agreement import Agreement
from sla.consequences import ESCALATE, SERVICE_CREDIT, STRIKE, rule_key
from sla.credit import NewCredit
from sla.duty_outcomes import DUTY_MISSED, DutyOutcome, MissedDuty, duty_outcomes
from sla.strike import NewStrike
from storage import outbox, outcomes, owed, owed_outcomes, service_credits


def follow_missed_duty(
    session: Session, agreement: Agreement, missed: MissedDuty, now: datetime, *, opening: datetime | None = None
) -> int:
    """What follows from one missed duty under the agreement's terms, once however often it is asked; how many things.

    Give the agreement with the terms that held when the duty was due. What follows is told now, or at the opening.
    """
    follow = {STRIKE: _strike, SERVICE_CREDIT: _credit, ESCALATE: _escalate}
    return sum(
        follow[outcome.act](session, agreement, outcome, now, opening)
        for outcome in duty_outcomes(agreement.terms, [missed])
        if outcome.act in follow
    )


def withdraw_missed_duty(session: Session, agreement: Agreement, missed: MissedDuty, reason: str, now: datetime) -> int:
    """The duty was kept after all, or is excused: its strike and its open credit do not stand; returns how many."""
    place, gone = agreement.workspace_id, 0
    for strike in outcomes.of_cause(session, agreement.id, missed.cause):
        if outcomes.withdraw(session, place, strike, reason, now):
            outbox.edit(session, place, "sla_strike", owed_outcomes.about_strike(strike))
            gone += 1
    for credit in service_credits.of_cause(session, agreement.id, missed.cause):
        if service_credits.withdraw(session, place, credit, reason, now):
            outbox.edit(session, place, "sla_service_credit", owed_outcomes.about_credit(credit))
            gone += 1
    return gone


def _strike(
    session: Session, agreement: Agreement, outcome: DutyOutcome, now: datetime, opening: datetime | None
) -> int:
    terms, missed = agreement.terms, outcome.missed
    on = terms.hours.local_date(missed.due_at)
    new = NewStrike(
        cause=missed.cause,
        party=missed.giver,
        rule=DUTY_MISSED,
        period=terms.period_of(on).name,
        people=answers(session, agreement, missed.giver, missed.owner),
        promise=duty_promise(terms, missed),
        on=on,
        opened_at=missed.due_at,
        diagnosis_due_at=diagnosis_due(terms, outcome.rule, max(now, opening or now)),
        decay=outcome.rule.decay,
    )
    strike = outcomes.open_strike(session, agreement, new)
    if strike is None:
        return 0
    tell(session, agreement, strike, now, not_before=opening)
    return 1


def _credit(
    session: Session, agreement: Agreement, outcome: DutyOutcome, now: datetime, opening: datetime | None
) -> int:
    terms, missed = agreement.terms, outcome.missed
    on = terms.hours.local_date(missed.due_at)
    new = NewCredit(
        cause=missed.cause,
        payer=missed.giver,
        receiver=missed.receiver,
        rule=DUTY_MISSED,
        period=terms.period_of(on).name,
        promise=duty_promise(terms, missed),
        on=on,
        given_at=missed.due_at,
    )
    return int(give_credit(session, agreement, outcome.rule, new, now, not_before=opening) is not None)


def _escalate(
    session: Session, agreement: Agreement, outcome: DutyOutcome, now: datetime, opening: datetime | None
) -> int:
    missed = outcome.missed
    said = owed.escalation(
        session,
        agreement,
        party=missed.giver,
        rule=DUTY_MISSED,
        cause=":".join((rule_key(outcome.rule), *missed.cause)),
        now=now,
        not_before=opening,
        args={"what": missed.what, "to": missed.receiver, "due_at": missed.due_at.isoformat()},
    )
    return int(said)
