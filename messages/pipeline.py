"""The pipeline in words: what a status report starts out with, and what the weekly report tells the channel."""

from collections.abc import Iterator

from messages import dates, durations, goals
from sla.agreement import Terms
from sla.pipeline import OpenLeads, Pipeline
from sla.standing import Sums


def title(terms: Terms, told: Pipeline) -> str:
    """`Pipeline in week 41 of 2026, Monday 5 October to Friday 9 October`: up to the day of the report."""
    first, last = told.week.first_day, min(told.week.last_day, terms.hours.local_date(told.at))
    days = dates.day(first) if last <= first else f"{dates.day(first)} to {dates.day(last)}"
    return f"Pipeline in {dates.period(told.week)}, {days}"


def lines(terms: Terms, told: Pipeline) -> list[str]:
    """The week's figures and the open leads, line by line. Foreign text, as tiers are."""
    sums = told.standing.total
    return [
        f"Handed off: {_handed_off(sums)}",
        *_by_tier(terms, told),
        f"Followed up: {_followed_up(sums)}",
        f"Speed: {_speed(sums)}",
        f"Depth: {_depth(sums)}",
        f"Customers: {sums.customers}, revenue {goals.amount(sums.revenue)}{_other(sums)}",
        f"Open leads: {_open(told.open_leads)}",
        *_handed_on(terms, told),
    ]


def draft(terms: Terms, told: Pipeline) -> str:
    """What the form of the report starts out with; plain text."""
    return "\n".join([title(terms, told), *lines(terms, told)])


def _handed_on(terms: Terms, told: Pipeline) -> list[str]:
    """The chain's next link: the customers handed off in the week, and how they were followed up."""
    if not terms.hands_customers:
        return []
    sums = told.standing.of_link("customer")
    handed = durations.several(sums.handed_off, "customer")
    speed = "" if sums.speed is None else f"; {_speed(sums)}"
    rest = f"; followed up {_followed_up(sums)}{speed}" if sums.handed_off else ""
    return [f"Handed to {terms.of_customers.receiver.name}: {handed}{rest}"]


def _handed_off(sums: Sums) -> str:
    back = f", {sums.returned} given back" if sums.returned else ""
    return f"{durations.several(sums.handed_off, 'lead')}{back}"


def _by_tier(terms: Terms, told: Pipeline) -> list[str]:
    """Each tier's leads and customers, in the order of the terms."""
    names = [tier.name for tier in terms.tiers] + [None]
    shown = [_tier(name, told.standing.tiers[name]) for name in names if name in told.standing.tiers]
    return [f"By tier: {'; '.join(shown)}"] if shown and terms.tiers else []


def _tier(name: str | None, sums: Sums) -> str:
    counted = ((sums.followed_up, "followed up"), (sums.breached, "past the window"), (sums.customers, "won"))
    details = ", ".join(f"{number} {words}" for number, words in counted if number)
    return f"{name or 'no tier'} {sums.handed_off}{f' ({details})' if details else ''}"


def _followed_up(sums: Sums) -> str:
    if not sums.handed_off:
        return "nothing to follow up"
    late = f", {sums.breached} past it" if sums.breached else ""
    return f"{sums.followed_up} of {sums.handed_off}, {sums.within_window} within the window{late}"


def _speed(sums: Sums) -> str:
    if sums.speed is None:
        return "no first attempt yet"
    return f"first attempt after {durations.seconds(sums.speed)} of business hours on average"


def _depth(sums: Sums) -> str:
    if sums.depth is None:
        return "every lead connected" if sums.handed_off else "no leads"
    unconnected = durations.several(sums.unconnected, "lead")
    return f"{durations.several(sums.depth, 'attempt')} on average on {unconnected} without a connection"


def _other(sums: Sums) -> str:
    return f"; {goals.amount(sums.other_revenue)} from sales that marketing did not bring" if sums.other_revenue else ""


def _open(counted: OpenLeads) -> str:
    if not counted.total:
        return "none"
    return f"{counted.total}: {', '.join(_states(counted))}"


def _states(counted: OpenLeads) -> Iterator[str]:
    if counted.waiting:
        late = f" ({counted.overdue} overdue)" if counted.overdue else ""
        yield f"{counted.waiting} waiting for a first attempt{late}"
    for number, words in (
        (counted.on_hold, "on hold"),
        (counted.followed_up, "followed up, not connected"),
        (counted.connected, "connected"),
    ):
        if number:
            yield f"{number} {words}"
