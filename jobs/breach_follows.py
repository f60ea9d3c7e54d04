"""What else follows from breaches that add up: service credits and escalations, once for each stretch and person."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from sqlalchemy.orm import Session

from jobs.breach_strikes import breaches_between, counted_from
from jobs.floods import Floods
from jobs.service_credits import give_credit
from messages.strike import breach_promise
from sla.agreement import Agreement, Rule
from sla.consequences import ESCALATE, SERVICE_CREDIT, BreachOutcome, breach_rules, breach_strikes, rule_key
from sla.credit import NewCredit
from sla.period import Period
from storage import checks, owed

MICROSECOND: Final = timedelta(microseconds=1)


def follow_breaches(
    session: Session, agreement: Agreement, now: datetime, *, until: datetime, opening: datetime | None = None
) -> int:
    """Gives the credits and owes the escalations that the breaches before `until` (UTC) call for; returns how many."""
    done, terms = 0, agreement.terms
    for rule in breach_rules(terms, SERVICE_CREDIT):
        for outcome in _outcomes(session, agreement, rule, until):
            new = _credit(agreement, outcome)
            done += give_credit(session, agreement, rule, new, now, not_before=opening) is not None
    for rule in breach_rules(terms, ESCALATE):
        for outcome in _outcomes(session, agreement, rule, until):
            done += _escalate(session, agreement, outcome, now, opening)
    return done


def _outcomes(session: Session, agreement: Agreement, rule: Rule, until: datetime) -> Iterator[BreachOutcome]:
    """The stretches of breaches that fill the rule's count, without those on leads that came with a flood."""
    since = counted_from(session, agreement, rule, until - MICROSECOND)
    if sum(checks.breach_counts(session, agreement.id, since, until, agreement.terms.link).values()) < (
        rule.count or 1
    ):
        return
    floods = Floods(session, agreement, until)
    found = [each for each in breaches_between(session, agreement, since, until) if not floods.has(each)]
    yield from breach_strikes(agreement.terms, rule, found)


def _credit(agreement: Agreement, outcome: BreachOutcome) -> NewCredit:
    terms, rule = agreement.terms, outcome.rule
    on = terms.hours.local_date(outcome.struck_at)
    return NewCredit(
        cause=_cause(agreement, outcome),
        payer=outcome.party,
        receiver=terms.giver.name,
        rule=rule.when,
        period=_period(agreement, outcome).name,
        promise=breach_promise(terms, rule.count or 1, _period(agreement, outcome), rule.within),
        on=on,
        given_at=outcome.struck_at,
    )


def _escalate(
    session: Session, agreement: Agreement, outcome: BreachOutcome, now: datetime, opening: datetime | None
) -> int:
    args: dict[str, int | str] = {"period": _period(agreement, outcome).name, "count": outcome.rule.count or 1}
    args |= {"within": outcome.rule.within or "period", "of": outcome.rule.of or "party"}
    said = owed.escalation(
        session,
        agreement,
        party=outcome.party,
        rule=outcome.rule.when,
        cause=sha256(":".join(_cause(agreement, outcome)).encode()).hexdigest()[:32],
        now=now,
        not_before=opening,
        args=args,
    )
    return int(said)


def _cause(agreement: Agreement, outcome: BreachOutcome) -> tuple[str, ...]:
    rule, is_within_period = outcome.rule, outcome.rule.within in (None, "period")
    stretch = _period(agreement, outcome).name if is_within_period else outcome.starts_at.isoformat()
    return stretch, outcome.party, rule_key(rule), outcome.person or ""


def _period(agreement: Agreement, outcome: BreachOutcome) -> Period:
    return agreement.terms.period_of(agreement.terms.hours.local_date(outcome.struck_at))
