"""What must hold between the fields of an agreement file."""

from collections.abc import Iterator
from datetime import date

from intake import business_calendar
from intake.chain_rules import chain_faults
from intake.draft import Draft
from intake.faults import Fault, Steps, known, two_parties
from intake.mistakes import quoted
from sla.errors import NeverOpen
from sla.hours import BusinessHours
from sla.period import MOST_DAYS

NO_WEEK = "There are no weekly opening hours; give at least one day some, such as “mon-fri: 09:00-17:00”."


def faults(draft: Draft, today: date) -> Iterator[Fault]:
    """Where the file contradicts itself or can't work, each with one sentence."""
    yield from _parties(draft)
    yield from _goals(draft)
    yield from chain_faults(draft)
    yield from _duties(draft)
    yield from _consequences(draft)
    yield from _hours(draft, today)


def _parties(draft: Draft) -> Iterator[Fault]:
    if len(draft.party_names) < 2:
        yield Fault(("parties",), "An agreement is between at least two parties; add the other one.", at_key=True)
    for name, party in draft.model.parties.items():
        if name.lower() == "rep":
            yield Fault(
                ("parties", name),
                "A party can't be called “rep”, which means a lead's rep; name it otherwise.",
                at_key=True,
            )
        yield from _doubled(("parties", name, "members"), party.members)
        yield from _doubled(("parties", name, "users"), party.users)
    lowered = [name.lower() for name in draft.party_names]
    for number, name in enumerate(draft.party_names):
        if name.lower() in lowered[:number]:
            yield Fault(
                ("parties", name),
                f"There is another party called {quoted(name)}; name one of them otherwise.",
                at_key=True,
            )


def _goals(draft: Draft) -> Iterator[Fault]:
    seen: set[tuple[str, str, str | None]] = set()
    for number, goal in enumerate(draft.model.goals):
        yield from known(("goals", number, "party"), goal.party, draft.party_names, "party")
        if goal.tier is not None:
            yield from known(("goals", number, "tier"), goal.tier, draft.tier_names, "tier")
        if goal.due_day is not None and goal.due_day > (most := MOST_DAYS[draft.model.period]):
            sentence = f"No {draft.model.period} has a day {goal.due_day}; write a day from 1 to {most}."
            yield Fault(("goals", number, "due_day"), sentence)
        if (goal.party, goal.metric, goal.tier) in seen:
            what = f"{goal.party} {goal.metric}" + (f" of {goal.tier}" if goal.tier else "")
            yield Fault(("goals", number), f"There is a goal “{what}” already; keep one of them.")
        seen.add((goal.party, goal.metric, goal.tier))


def _duties(draft: Draft) -> Iterator[Fault]:
    owed = [(duty.giver, duty.what) for duty in draft.model.duties]
    for number, duty in enumerate(draft.model.duties):
        yield from two_parties(("duties", number), duty.giver, duty.receiver, draft.party_names)
        if owed[number] in owed[:number]:
            yield Fault(
                ("duties", number, "what"), f"{quoted(duty.giver)} owes a {quoted(duty.what)} already; keep one."
            )
        if duty.units and not _promises_deliveries(draft, duty.giver):
            sentence = f"{quoted(duty.giver)} has no goal of deliveries that these units count towards; add it."
            yield Fault(("duties", number, "units"), sentence)


def _promises_deliveries(draft: Draft, party: str) -> bool:
    return any(goal.party == party and goal.metric == "deliveries" for goal in draft.model.goals)


def _consequences(draft: Draft) -> Iterator[Fault]:
    rules = [(rule.when, rule.count, rule.of, rule.within, rule.by) for rule in draft.model.consequences]
    for number, rule in enumerate(rules):
        if rule in rules[:number]:
            yield Fault(
                ("consequences", number), f"There is such a rule for “{rule[0]}” already; put both into one “then”."
            )


def _hours(draft: Draft, today: date) -> Iterator[Fault]:
    block = draft.model.business_hours
    for written, day in business_calendar.doubled_days(block):
        yield Fault(("business_hours", written), f"“{day}” has its hours already; name each day once.", at_key=True)
    closed = business_calendar.closures(block)
    if block.holidays:
        years = business_calendar.holiday_years(draft.model.starts, today)
        try:
            closed = business_calendar.holiday_dates(block.holidays, years) | closed
        except ValueError as error:
            yield Fault(("business_hours", "holidays"), str(error))
    if not any(block.week.values()):
        yield Fault(("business_hours",), NO_WEEK, at_key=True)
        return
    hours = BusinessHours(business_calendar.calendar(block, draft.model.timezone, closed))
    try:
        hours.check(draft.model.starts)
    except NeverOpen as error:
        yield Fault(("business_hours",), str(error), at_key=True)


def _doubled(steps: Steps, names: list[str]) -> Iterator[Fault]:
    for number, name in enumerate(names):
        if name in names[:number]:
            yield Fault((*steps, number), f"{quoted(name)} is here a second time; take one out.")
