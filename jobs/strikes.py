"""Strikes that add up: escalated to the contact of their party; and those that have outlived their time."""

from datetime import datetime

from sqlalchemy.orm import Session

from jobs.rule_age import holds_since
from sla.agreement import Agreement, Rule
from sla.consequences import Escalation, escalation_rules, escalations, has_rule
from sla.period import Period
from sla.standing import Figures
from sla.strike_life import has_decayed, times_reached
from storage import closes, due_process, outbox, outcomes, owed, owed_outcomes


def escalate(session: Session, agreement: Agreement, now: datetime, *, not_before: datetime | None = None) -> int:
    """Owes a party's contact an escalation whenever its strikes rise to a multiple that its rule counts; how many."""
    return sum(
        owed.escalation(
            session,
            agreement,
            party=reached.party,
            rule=rule.when,
            cause=_cause(session, agreement, made_at, reached),
            now=now,
            not_before=not_before,
            args={"strikes": reached.strikes},
        )
        for rule in escalation_rules(agreement.terms)
        for made_at in (_made_at(session, agreement, rule),)
        for reached in escalations(rule, outcomes.standing_counts(session, agreement.id, made_at))
    )


def decay(session: Session, agreement: Agreement, told: Figures, now: datetime) -> int:
    """The strikes that the closed period of these figures lets decay do not count any more; returns how many."""
    place = agreement.workspace_id
    waiting = [strike for strike in outcomes.standing(session, place, agreement.id) if strike.decay is not None]
    closed = [each.first_day for each in closes.of_agreement(session, place, agreement.id)] if waiting else []
    gone = [
        strike
        for strike in waiting
        if has_decayed(strike, closed, Period.named(strike.period).first_day)
        and due_process.decay(session, place, strike, told.at)
    ]
    for strike in gone:
        outbox.edit(session, place, "sla_strike", owed_outcomes.about_strike(strike))
    return len(gone)


def _made_at(session: Session, agreement: Agreement, rule: Rule) -> datetime:
    """Since when the rule holds: only the strikes opened from then on add up."""
    return holds_since(session, agreement, lambda terms: has_rule(terms, rule))


def _cause(session: Session, agreement: Agreement, made_at: datetime, reached: Escalation) -> str:
    """Names the rise to this number of strikes: the first one, or a later one after some had stopped counting."""
    known = outcomes.of_agreement(session, agreement.workspace_id, agreement.id)
    theirs = [strike for strike in known if strike.party == reached.party and strike.opened_at >= made_at]
    times = times_reached(theirs, reached.strikes)
    return f"{reached.rule.count}:{reached.strikes}" + (f":{times}" if times > 1 else "")
