"""Breaches that add up: so many windows that passed, of one rep or of the party, within the period or a duration."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from jobs.floods import Floods, charge, excuse
from jobs.rule_age import holds_since
from jobs.telling import answers, diagnosis_due, tell
from messages.strike import breach_promise
from sla.agreement import Agreement, Rule, Terms
from sla.consequences import Breach, BreachOutcome, breach_rules, breach_strikes, has_rule, rule_key, window_end
from sla.period import Period
from sla.strike import NewStrike, Strike
from sla.window import Window
from storage import checks, leads, outcomes

MICROSECOND: Final = timedelta(microseconds=1)


def strike_breaches(
    session: Session,
    agreement: Agreement,
    period: Period,
    now: datetime,
    *,
    until: datetime,
    opening: datetime | None = None,
) -> int:
    """Opens a strike wherever the breaches before `until` (UTC) fill the count of a rule; returns how many.

    They are told at once, or at the opening that is given. Breaches on leads that came with a flood count against
    whoever sent it.
    """
    floods, opened = Floods(session, agreement, until), 0
    for rule in breach_rules(agreement.terms):
        fresh = _fresh(session, agreement, rule, period, until)
        swamped = [breach for breach in fresh if floods.has(breach)]
        rest = breach_strikes(agreement.terms, rule, [breach for breach in fresh if breach not in swamped])
        strikes = [_strike(session, agreement, outcome, max(now, opening or now)) for outcome in rest]
        for strike in filter(None, strikes):
            tell(session, agreement, strike, now, not_before=opening)
            opened += 1
        if swamped and len(breach_strikes(agreement.terms, rule, fresh)) > len(rest):
            opened += _charge(floods, swamped, rule, now, opening=opening)
    return opened


def excuse_swamped(session: Session, agreement: Agreement, period: Period, now: datetime, *, opening: datetime) -> int:
    """Excuses the strikes of a period that would not be there without the leads of a flood; returns how many."""
    floods, terms = Floods(session, agreement, now), agreement.terms
    found = floods.of(period) if terms.has_leads else None
    if found is None:
        return 0
    excused = 0
    for strike in outcomes.of_agreement(session, agreement.workspace_id, agreement.id, period=period.name):
        rule = next((rule for rule in breach_rules(terms) if _is_for(rule, terms, strike)), None)
        is_ours = rule is not None and strike.stands and bool(strike.leads)
        if rule and is_ours and len(leads_left(session, agreement, strike, floods)) < len(strike.leads):
            excuse(session, agreement, strike, now)
            charge(session, agreement, found, rule, now, opening=opening)
            excused += 1
    return excused


def leads_left(session: Session, agreement: Agreement, strike: Strike, floods: Floods | None = None) -> tuple[int, ...]:
    """The numbers of the leads whose windows passed, by all that is known now, in the time that the strike is for.

    In the order in which they passed; `agreement` has the strike's terms. With `floods`, those that came with one are
    left out.
    """
    link = agreement.terms.link_to(strike.party)
    agreement = agreement if link is None else agreement.of(link.link)
    terms = agreement.terms
    rule = next((rule for rule in breach_rules(terms) if _is_for(rule, terms, strike)), None)
    if rule is None:
        return strike.leads
    since = strike.since_at or counted_from(session, agreement, rule, strike.opened_at)
    until = window_end(terms.hours, rule, since) or Period.named(strike.period).ends_at(terms.timezone)
    found = breaches_between(session, agreement, since, until + MICROSECOND)
    theirs = [breach for breach in found if _charged(rule, terms, breach) == strike.person]
    return tuple(breach.lead_id for breach in theirs if floods is None or not floods.has(breach))


def _fresh(session: Session, agreement: Agreement, rule: Rule, period: Period, until: datetime) -> list[Breach]:
    """The breaches that may fill the rule's count and that no strike is for already; none where they are too few."""
    since = counted_from(session, agreement, rule, until - MICROSECOND)
    counts = checks.breach_counts(session, agreement.id, since, until, agreement.terms.link)
    contact = agreement.terms.receiver.contact.key
    most = max(max(counts.values(), default=0), counts.get(None, 0) + counts.get(contact, 0))
    if (most if rule.of == "rep" else sum(counts.values())) < (rule.count or 1):
        return []
    every = outcomes.of_agreement(session, agreement.workspace_id, agreement.id)
    known = [strike for strike in every if _is_for(rule, agreement.terms, strike) and not outcomes.is_disproved(strike)]
    return [
        breach
        for breach in breaches_between(session, agreement, since, until)
        if not any(_covers(rule, agreement.terms, period, strike, breach) for strike in known)
    ]


def _charge(floods: Floods, swamped: Sequence[Breach], rule: Rule, now: datetime, *, opening: datetime | None) -> int:
    """Charges the floods that these breaches came with to the party that sent the leads; returns how many are new."""
    session, agreement = floods.session, floods.agreement
    days = (breach.handed_on for breach in swamped if breach.handed_on is not None)
    periods = {period.name: period for period in map(agreement.terms.period_of, days)}
    found = [flood for flood in map(floods.of, periods.values()) if flood is not None]
    return sum(charge(session, agreement, flood, rule, now, opening=opening) is not None for flood in found)


def counted_from(session: Session, agreement: Agreement, rule: Rule, at: datetime) -> datetime:
    """From when breaches up to `at` (UTC) count: the start of the period, or a good while; never before the rule."""
    terms, made_at = agreement.terms, holds_since(session, agreement, lambda held: has_rule(held, rule))
    if rule.within in (None, "period"):
        return max(made_at, terms.period_of(terms.hours.local_date(at)).starts_at(terms.timezone))
    return max(made_at, at - _at_most(Window.parse(rule.within or "")))


def _at_most(window: Window) -> timedelta:
    """More real time than a window of business time can take, with room for holidays."""
    return timedelta(days=14) + 3 * (timedelta(days=window.working_days) + 6 * window.time)


def breaches_between(session: Session, agreement: Agreement, since: datetime, until: datetime) -> list[Breach]:
    """The windows that passed from `since` to before `until` (UTC), in order."""
    local = agreement.terms.hours.local_date
    passed = leads.breaches_of(session, agreement.id, since, until, agreement.terms.link)
    return [Breach(each.lead_id, each.at, each.rep, local(each.handed_off_at)) for each in passed]


def _covers(rule: Rule, terms: Terms, period: Period, strike: Strike, breach: Breach) -> bool:
    """Whether a strike that stands is for the stretch of time, and the person, of this breach already."""
    if strike.person != _charged(rule, terms, breach):
        return False
    if strike.since_at is None:
        return strike.period == period.name
    ends_at = window_end(terms.hours, rule, strike.since_at)
    return strike.since_at <= breach.at and (ends_at is None or breach.at <= ends_at)


def _charged(rule: Rule, terms: Terms, breach: Breach) -> str | None:
    """Whom a breach counts against: who used its window up (the contact for the party's), or None for all together."""
    return breach.rep or terms.receiver.contact.key if rule.of == "rep" else None


def _is_for(rule: Rule, terms: Terms, strike: Strike) -> bool:
    """Whether the strike came of this rule, on the party that follows up."""
    is_theirs = strike.party == terms.receiver.name
    is_same = is_theirs and strike.rule == rule.when and len(strike.leads) == rule.count and strike.instead_of is None
    is_within_period = rule.within in (None, "period")
    return is_same and (strike.person is None) == (rule.of != "rep") and (strike.since_at is None) == is_within_period


def _strike(session: Session, agreement: Agreement, outcome: BreachOutcome, told_at: datetime) -> Strike | None:
    terms, rule = agreement.terms, outcome.rule
    struck = outcome.breaches[: rule.count]
    on = terms.hours.local_date(outcome.struck_at)
    period, is_within_period = terms.period_of(on), rule.within in (None, "period")
    stretch = period.name if is_within_period else outcome.starts_at.isoformat()
    new = NewStrike(
        cause=(stretch, outcome.party, rule_key(rule), outcome.person or ""),
        party=outcome.party,
        rule=rule.when,
        period=period.name,
        person=outcome.person,
        people=answers(session, agreement, outcome.party, outcome.person),
        promise=breach_promise(terms, len(struck), period, rule.within),
        leads=tuple(breach.lead_id for breach in struck),
        on=on,
        opened_at=outcome.struck_at,
        since_at=None if is_within_period else outcome.starts_at,
        diagnosis_due_at=diagnosis_due(terms, rule, told_at),
        decay=rule.decay,
    )
    return outcomes.open_strike(session, agreement, new)
