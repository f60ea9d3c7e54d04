"""The six elements of an agreement in lines (mrkdwn); what is on record and not acted on yet says so."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from messages import dates, durations, fit, goals, mrkdwn
from messages.rules import IDLE, rule_line
from messages.text import Untrusted
from sla.agreement import CalculatorInputs, CancellationCondition, Duty, Goal, Kind, Party, Person, Terms, Tier
from sla.duty import goal_of, is_recorded
from sla.figures import percent, plain
from sla.posting import WEEKDAYS
from sla.wording import hours

_DATES: Final = ("holidays", "closed", "exceptions")
_KINDS: Final = {
    Kind.INTERNAL: "between two departments",
    Kind.CUSTOMER: "between a supplier and a customer",
    Kind.MULTI_LEVEL: "between parties in a chain",
}


def summary(terms: Terms) -> list[str]:
    """What it is for, between whom, over which periods and hours."""
    said = {days: opened for days, opened in hours(terms.calendar, None).items() if days not in _DATES}
    week = ", ".join(_opened(days, opened) for days, opened in said.items())
    closed = f", closed on public holidays ({_said(terms.holidays)})" if terms.holidays else ""
    since = f"{dates.day(terms.starts)} {terms.starts.year}"
    return [
        Untrusted(terms.summary).mrkdwn(900),
        f"An agreement {_KINDS[terms.kind]}, by the {terms.period}, since {since}.",
        f"Business hours ({terms.timezone}): {week or 'see the dates of its calendar'}{closed}.",
    ]


def owed(terms: Terms) -> list[str]:
    """The goals of both parties, and how soon leads are followed up."""
    lines = [f"• {_goal(terms, goal)}{'' if _is_counted(terms, goal) else IDLE}" for goal in terms.goals]
    if terms.has_leads:
        lines.append(f"• {_windows(terms)}")
    acted_on = [each.lead_hand_off for each in terms.links]
    lines += [f"• {_handed_on(each)}" for each in terms.links if each.link == "customer"]
    idle = [rule for rule in terms.hand_offs if rule not in acted_on]
    lines += [f"• {_said(rule.giver)} hands each {rule.what} to {_said(rule.receiver)}{IDLE}" for rule in idle]
    if terms.bandwidth is not None:
        told = terms.bandwidth
        hours_a_week = f"{plain(told.hours_per_rep_per_week)} h a week for each rep"
        share = f"{percent(told.marketing_leads_share)} of it for marketing's leads"
        minutes = f"{plain(told.minutes_per_attempt)} min for each attempt"
        automated = f", {percent(told.automated_share)} of them automated" if told.automated_share else ""
        leave = f", less {durations.several(Fraction(told.leave_days), 'day')} of leave" if told.leave_days else ""
        lines.append(f"• Bandwidth: {hours_a_week}{leave}, {share}, {minutes}{automated}")
    return [*lines, *(f"• {line}" for line in fit.lines(terms))]


def needs(terms: Terms) -> list[str]:
    """What each party needs from the other, and the duties that follow."""
    said = ((party.name, need) for party in terms.parties for need in party.needs)
    lines = [f"• {_said(name)} needs: {Untrusted(need).mrkdwn(300)}" for name, need in said]
    return [*lines, *(f"• {_duty(terms, duty)}" for duty in terms.duties)]


def contacts(terms: Terms) -> list[str]:
    """Who answers for each party, who works for it, who uses what it gets, and who talks to whom about what."""
    return [*(f"• {_party(party)}" for party in terms.parties), *(f"• {line}" for line in _talks(terms))]


def consequences(terms: Terms) -> list[str]:
    """What follows when goals are met or not, and when reps are reminded."""
    lines = [f"• {rule_line(terms, rule)}" for rule in terms.consequences]
    if terms.has_leads:
        lines += [f"• A {each.link} without an attempt: {_ladder(each)}" for each in terms.links]
    if terms.pacing:
        lines.append(f"• The daily post: {terms.pacing.at:%H:%M}, on {terms.pacing.on.replace('_', ' ')}")
    if terms.weekly_report:
        lines.append(
            f"• The weekly report: {terms.weekly_report.at:%H:%M}, on {terms.weekly_report.on.replace('_', ' ')}"
        )
    return lines


def cancellation(terms: Terms) -> list[str]:
    """When the agreement ends in favour of a better one."""
    return [f"• {_condition(terms, condition)}" for condition in terms.cancellation]


ELEMENTS: Final = (
    ("Summary", summary),
    ("Goals of the parties", owed),
    ("What each party needs", needs),
    ("Points of contact", contacts),
    ("If goals are met, or not", consequences),
    ("Cancellation", cancellation),
)
"""The six elements, each with its lines."""


def _is_counted(terms: Terms, goal: Goal) -> bool:
    """Whether anything is recorded that the goal could count: deliveries by duty, and one party's follow-up alone."""
    if goal.metric.is_mean:
        return terms.link_to(goal.party) is not None
    return is_recorded(terms, goal)


def _goal(terms: Terms, goal: Goal) -> str:
    how = f" ({_calculated(goal.calculate)})" if goal.calculate else ""
    line = ", measured on working days" if goal.line == "working_days" else ""
    return f"{_said(goal.party)} promises {goals.promise(goal)}{goals.due(goal, terms.period)}{line}{how}"


def _calculated(inputs: CalculatorInputs) -> str:
    quota, deal = goals.amount(inputs.quota), goals.amount(inputs.deal_size)
    share, rate = percent(inputs.marketing_share), percent(inputs.close_rate)
    return f"{quota} × {share} ÷ {deal} ÷ {rate}"


def _windows(terms: Terms) -> str:
    receiver, usual = _said(terms.receiver.name), durations.window(terms.window(None))
    tiers = [
        f"{_said(tier.name)} {durations.window(terms.window(tier.name))}{_asks(tier)}"
        + (f" (worth {goals.amount(tier.value)})" if tier.value is not None else "")
        for tier in terms.tiers
    ]
    by_tier = f"; by tier: {', '.join(tiers)}" if tiers else ""
    return f"{receiver} makes a first attempt on each lead within {usual}{by_tier}"


def _asks(tier: Tier) -> str:
    """What a lead of the tier needs before it is handed off."""
    if tier.minimum is None:
        return ""
    said = ("score", tier.minimum.score), ("activity", tier.minimum.activity)
    return f" from {' and '.join(f'{name} {least}' for name, least in said if least is not None)} on"


def _handed_on(terms: Terms) -> str:
    giver, receiver, window = _said(terms.giver.name), _said(terms.receiver.name), durations.window(terms.window(None))
    return f"{giver} hands each customer to {receiver}, who makes a first contact within {window}"


def _duty(terms: Terms, duty: Duty) -> str:
    on = duty.on.capitalize() if duty.on in WEEKDAYS else duty.on.replace("_", " ")
    when = f"every {duty.every}, {_said(on)} by {duty.by:%H:%M}"
    owner = f", by {_person(duty.owner)}" if duty.owner else ""
    confirmed = f", confirmed to {_person(duty.confirm_to)}" if duty.confirm_to else ""
    goal = goal_of(terms, duty.giver, duty.what)
    units = f", {goals.figure(goal, duty.units)} each time" if goal and duty.units else ""
    return f"{_said(duty.giver)} owes {_said(duty.receiver)}: {_said(duty.what)}, {when}{units}{owner}{confirmed}"


def _party(party: Party) -> str:
    said = [f"{_person(party.contact)} answers for its goals"]
    if party.members:
        said.append(f"{_people(party.members)} work{'' if len(party.members) > 1 else 's'} for it")
    if party.users:
        said.append(f"{_people(party.users)} use{'' if len(party.users) > 1 else 's'} what it gets")
    if party.reports:
        said.append(f"{_person(party.reports)} reports on it")
    return f"{_said(party.name)}: {'; '.join(said)}."


def _talks(terms: Terms) -> Iterator[str]:
    """Who talks to whom: the contacts about goals, whoever owes something to whoever it is for."""
    contacts = [f"{_person(party.contact)} ({_said(party.name)})" for party in terms.parties]
    yield f"About goals and terms: {', '.join(contacts[:-1])} and {contacts[-1]}."
    for duty in terms.duties:
        giver, receiver = terms.party(duty.giver), terms.party(duty.receiver)
        who = duty.owner or (giver.reports if duty.report else None) or giver.contact
        to = duty.confirm_to or receiver.contact
        yield f"About the {_said(duty.what)}: {_person(who)} to {_person(to)}."


def _people(people: Iterable[Person]) -> str:
    *most, last = map(_person, people)
    return f"{', '.join(most)} and {last}" if most else last


def _ladder(terms: Terms) -> str:
    return ", ".join(_rungs(terms))


def _rungs(terms: Terms) -> Iterator[str]:
    for rung in terms.ladder:
        told = "its rep" if rung.tell == "rep" else f"{_said(rung.tell)}'s contact"
        yield f"{rung.level} tells {told}{', and passes it on' if rung.reassign else ''}"


def _condition(terms: Terms, condition: CancellationCondition) -> str:
    if condition.when == "missed_in_a_row":
        return f"Goals missed {durations.several(condition.periods or 1, terms.period)} in a row"
    if condition.when == "buy_in_withdrawn":
        return "A party no longer stands behind it"
    return _said(condition.when.replace("_", " ").capitalize())


def _opened(days: str, opened: object) -> str:
    times = " and ".join(map(str, opened)) if isinstance(opened, list) else str(opened)
    return f"{days} {times}"


def _person(person: Person) -> str:
    return mrkdwn.user(person.user) if person.user else _said(person.written)


def _said(text: str | None) -> str:
    return Untrusted(text or "").mrkdwn()
