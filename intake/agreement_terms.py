"""From the fields of an agreement file to the terms that it means."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from intake import business_calendar
from intake.agreement_model import AgreementModel, AlertBlock, DutyBlock, HandOffBlock, PartyBlock, PostBlock, TierBlock
from intake.consequence_blocks import ConsequenceBlock, CreditBlock
from intake.directory import Directory
from intake.fields import exact
from intake.goal_block import CALCULATED, GoalBlock
from sla.agreement import (
    Bandwidth,
    CalculatorInputs,
    CancellationCondition,
    Credit,
    Duty,
    Goal,
    HandOffRule,
    Kind,
    Metric,
    Party,
    Post,
    Rule,
    Rung,
    Terms,
    Tier,
)
from sla.clauses import Minimum
from sla.window import Window

One = TypeVar("One")
Other = TypeVar("Other")


def terms_of(model: AgreementModel, closed: dict[date, str], directory: Directory) -> Terms:
    """The terms of a sound file, with these dates closed."""
    calendar = business_calendar.calendar(model.business_hours, model.timezone, closed)
    day = business_calendar.typical_day(calendar.week)
    return Terms(
        slug=model.agreement,
        title=model.title,
        kind=Kind(model.kind),
        channel=model.channel,
        timezone=model.timezone,
        period=model.period,
        starts=model.starts,
        summary=model.summary,
        calendar=calendar,
        holidays=model.business_hours.holidays,
        parties=tuple(_party(name, party, directory) for name, party in model.parties.items()),
        tiers=tuple(_tier(name, tier) for name, tier in model.tiers.items()),
        hand_offs=tuple(map(_hand_off, model.hand_offs)),
        goals=tuple(_goal(goal, Decimal(day.total_seconds())) for goal in model.goals),
        alerts=_ladder(model.alerts),
        pacing=_maybe(_post, model.posts.pacing),
        weekly_report=_maybe(_post, model.posts.weekly_report),
        duties=tuple(_duty(duty, directory) for duty in model.duties),
        consequences=tuple(_rule(rule) for rule in model.consequences),
        cancellation=tuple(CancellationCondition(each.when, each.periods) for each in model.cancellation),
        bandwidth=_maybe(lambda block: Bandwidth(**dict(block)), model.bandwidth),
        lapse_after=model.proposals.lapse_after,
    )


def _maybe(make: Callable[[One], Other], block: One | None) -> Other | None:
    return None if block is None else make(block)


def _tier(name: str, tier: TierBlock) -> Tier:
    minimum = _maybe(lambda block: Minimum(block.score, block.activity), tier.minimum)
    return Tier(name, tier.value, tier.window, minimum)


def _hand_off(rule: HandOffBlock) -> HandOffRule:
    return HandOffRule(rule.giver, rule.receiver, rule.what, rule.window, _ladder(rule.alerts))


def _ladder(alerts: Iterable[AlertBlock]) -> tuple[Rung, ...]:
    return tuple(Rung(alert.at, alert.tell, alert.reassign) for alert in alerts)


def _party(name: str, party: PartyBlock, directory: Directory) -> Party:
    members, users = (tuple(map(directory.person, named)) for named in (party.members, party.users))
    reports = _maybe(directory.person, party.reports)
    return Party(name, directory.person(party.contact), members, tuple(party.needs), users, reports)


def _goal(goal: GoalBlock, day: Decimal) -> Goal:
    inputs = _maybe(lambda block: CalculatorInputs(**dict(block)), goal.calculate)
    target = _target(goal, day)
    return Goal(goal.party, Metric(goal.metric), target, goal.tier, goal.line, goal.unit, inputs, goal.due_day)


def _target(goal: GoalBlock, day: Decimal) -> Decimal:
    """The number to reach; a duration in seconds, each working day in it as long as a typical one."""
    if goal.calculate is not None:
        return exact(Fraction(CALCULATED[goal.metric](goal.calculate.calculation())))
    if isinstance(goal.target, Window):
        return Decimal(goal.target.time.total_seconds()) + goal.target.working_days * day
    return goal.target or Decimal(0)


def _post(post: PostBlock) -> Post:
    return Post(post.at, post.on)


def _duty(duty: DutyBlock, directory: Directory) -> Duty:
    owner, confirm_to = (_maybe(directory.person, person) for person in (duty.owner, duty.confirm_to))
    schedule = duty.every, duty.on, duty.by
    return Duty(duty.what, duty.giver, duty.receiver, *schedule, owner, confirm_to, duty.units, duty.report)


def _rule(rule: ConsequenceBlock) -> Rule:
    counts_breaches = rule.when == "breaches"
    return Rule(
        when=rule.when,
        then=tuple(rule.then),
        count=rule.count,
        of=rule.of or ("party" if counts_breaches else None),
        within=rule.within or ("period" if counts_breaches else None),
        by=rule.by,
        diagnosis_within=rule.diagnosis_within,
        credit=_maybe(_credit, rule.credit),
        milestones=tuple(sorted(rule.milestones)),
        over=rule.over,
        decay=rule.decay,
    )


def _credit(credit: CreditBlock) -> Credit:
    return Credit(credit.currency, credit.amount, credit.percent_of_fee, credit.fee, credit.cap_percent)
