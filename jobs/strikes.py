"""Strikes: opened for goals that a period missed, told to those who answer for them, escalated when they add up."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from jobs.rule_age import holds_since
from messages.strike import goal_promise
from sla.agreement import Agreement, Person, Rule, Terms
from sla.consequences import GoalOutcome, escalation_rules, escalations, has_rule, missed_goals
from sla.standing import Figures, GoalFigures
from sla.strike import NewStrike, Strike
from storage import outcomes, owed, readers

LIFE: Final = timedelta(hours=72)


def strike_missed_goals(
    session: Session, agreement: Agreement, told: Figures, now: datetime, *, opening: datetime
) -> list[Strike]:
    """Opens a strike for each goal that the closed period of these figures missed; told at the opening."""
    missed = missed_goals(agreement.terms, told.goals)
    opened = (_strike_goal(session, agreement, told, outcome, max(now, opening)) for outcome in missed)
    found = [strike for strike in opened if strike is not None]
    for strike in found:
        tell(session, agreement, strike, now, not_before=opening)
    return found


def tell(
    session: Session, agreement: Agreement, strike: Strike, now: datetime, *, not_before: datetime | None = None
) -> None:
    """Owes the strike to those who answer for it, in private."""
    owed.strike(
        session,
        agreement,
        strike.id,
        accountable=strike.people,
        party=strike.party,
        now=now,
        not_before=not_before,
        expires_at=(not_before or now) + LIFE,
    )


def answers(session: Session, agreement: Agreement, party: str, person: str | None = None) -> tuple[str, ...]:
    """Who writes the diagnosis: the person if Slack knows them, else the party's contact."""
    found = readers.known(session, agreement, Person(person, person)) if person else None
    contact = agreement.terms.party(party).contact.key
    return (found or readers.contact(session, agreement, party) or contact,)


def diagnosis_due(terms: Terms, rule: Rule, told_at: datetime) -> datetime | None:
    """Until when the diagnosis is asked for (UTC), counted in business time; None when the rule asks for no date."""
    return None if rule.diagnosis_within is None else terms.hours.due(told_at, rule.diagnosis_within)


def escalate(session: Session, agreement: Agreement, now: datetime, *, not_before: datetime | None = None) -> int:
    """Owes a party's contact an escalation at each multiple of strikes that its rule counts; returns how many."""
    return sum(
        owed.escalation(
            session,
            agreement,
            party=reached.party,
            rule=rule.when,
            cause=f"{rule.count}:{reached.strikes}",
            now=now,
            not_before=not_before,
            args={"strikes": reached.strikes},
        )
        for rule in escalation_rules(agreement.terms)
        for reached in escalations(rule, _standing(session, agreement, rule))
    )


def _strike_goal(
    session: Session, agreement: Agreement, told: Figures, missed: GoalOutcome, told_at: datetime
) -> Strike | None:
    goal, period = missed.goal, told.period
    new = NewStrike(
        cause=(period.name, goal.party, missed.rule.when, goal.metric, goal.tier or ""),
        party=goal.party,
        rule=missed.rule.when,
        period=period.name,
        metric=goal.metric.value,
        tier=goal.tier,
        people=answers(session, agreement, goal.party),
        promise=goal_promise(GoalFigures(goal, missed.pace), period),
        on=period.last_day,
        opened_at=told.at,
        diagnosis_due_at=diagnosis_due(agreement.terms, missed.rule, told_at),
    )
    return outcomes.open_strike(session, agreement, new)


def _standing(session: Session, agreement: Agreement, rule: Rule) -> dict[str, int]:
    """The strikes that stand against each party, of those opened since the rule was made."""
    made_at = holds_since(session, agreement, lambda terms: has_rule(terms, rule))
    return outcomes.standing_counts(session, agreement.id, made_at)
