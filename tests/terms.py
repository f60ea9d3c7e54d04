"""Terms of every shape that an agreement file can have, for hypothesis."""

from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st

from sla import calculator
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
    Person,
    Post,
    Rule,
    Rung,
    Terms,
    Tier,
)
from sla.calendar import Calendar, Opening
from sla.clauses import Minimum
from sla.window import Window

FEW = settings(max_examples=25, phases=[Phase.explicit, Phase.reuse, Phase.generate])
"""For tests over whole terms: they are large, and shrinking them takes minutes."""

TRICKY = [
    "null", "~", "true", "NO", "1.5", "0x1F", "1e3", "2026-10-01", "a: b", "# c", "'q'", '"d"', "[x]", "{y}", "&a",
    "*b", "!t", "|", ">", "%", "`", "-", "- z", "?", "<!channel>", "*x*", "\u202eabc", "é中🎉", "x,y", "=", "<<", "---",
    "...", "leads", "\\n", "$\\frac{", "rep's", "0", "a", "b",
]  # fmt: skip
LINES = st.lists(st.sampled_from(TRICKY), min_size=1, max_size=3).map(" ".join)
DATES = st.dates(date(2020, 1, 1), date(2039, 12, 31))
MINUTES = st.integers(0, 1439)


def _in_turn(minutes: list[int]) -> tuple[Opening, ...]:
    """Hours of one day that follow each other; one minute left over begins a night shift."""
    *pairs, night = sorted(minutes) if len(minutes) % 2 else [*sorted(minutes), None]
    openings = [Opening(*pair) for pair in zip(pairs[::2], pairs[1::2], strict=True)]
    return tuple(openings if night is None else [*openings, Opening(night, min(minutes))])


OPENINGS = st.lists(MINUTES, max_size=6, unique=True).map(_in_turn)
WINDOWS = st.builds(
    Window, st.integers(1, 999_999).map(lambda seconds: timedelta(seconds=seconds)), st.integers(0, 30)
) | st.builds(Window, st.just(timedelta(0)), st.integers(1, 30))
AMOUNTS = st.integers(1, 10**10).map(lambda units: Decimal(units) / 10_000)
SHARES = st.integers(1, 10_000).map(lambda units: Decimal(units) / 10_000)
WHOLE = st.integers(1, 100_000).map(Decimal)
MINIMA = st.builds(Minimum, st.integers(1, 100), st.none() | st.integers(1, 9)) | st.just(Minimum(activity=3))
TIMES = st.times().map(lambda at: time(at.hour, at.minute))
ONS = st.sampled_from(["day", "working_days", "last_working_day", "monday", "sunday", "1", "31"])
POSTS = st.builds(Post, TIMES, ONS)
PERSONS = LINES.filter(lambda name: "@" not in name).map(Person) | st.sampled_from("abcdef").map(
    lambda letter: Person(f"@{letter}", f"U{letter.upper()}")
)
INPUTS = st.builds(CalculatorInputs, WHOLE, SHARES, WHOLE, SHARES)


def people(written: str) -> str | None:
    """The Slack id of the handles that the strategies make."""
    return f"U{written[1:].upper()}" if written.startswith("@") else None


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    """Sound terms, as a file can say them."""
    names = draw(st.lists(LINES, min_size=2, max_size=4, unique_by=str.lower).filter(_has_no_rep))
    tiers = draw(st.lists(LINES, max_size=3, unique=True))
    timezone = draw(st.sampled_from(["Europe/Rome", "America/New_York", "Asia/Kolkata"]))
    return Terms(
        slug=draw(st.sampled_from(["a", "company-x", "0-1"])),
        title=draw(LINES),
        kind=draw(st.sampled_from(Kind)),
        channel=draw(LINES),
        timezone=timezone,
        period=draw(st.sampled_from(["week", "month", "quarter", "year"])),
        starts=draw(DATES),
        summary=draw(st.lists(LINES, min_size=1, max_size=3).map("\n".join)),
        calendar=draw(calendars(timezone)),
        parties=tuple(draw(_party(name)) for name in names),
        goals=tuple(draw(_goals(names, tiers))),
        tiers=tuple(
            draw(st.builds(Tier, st.just(name), _maybe(AMOUNTS), _maybe(WINDOWS), _maybe(MINIMA))) for name in tiers
        ),
        hand_offs=draw(_chain(names)),
        alerts=tuple(draw(_alerts(names))),
        pacing=draw(_maybe(POSTS)),
        weekly_report=draw(_maybe(POSTS)),
        duties=tuple(draw(_duties(names))),
        consequences=tuple(draw(st.lists(RULES, max_size=5, unique_by=_rule_key))),
        cancellation=tuple(draw(st.lists(CONDITIONS, max_size=3))),
        bandwidth=draw(_maybe(st.builds(Bandwidth, AMOUNTS, AMOUNTS, SHARES, _maybe(SHARES), _maybe(WHOLE)))),
    )


def calendars(timezone: str) -> st.SearchStrategy[Calendar]:
    """Calendars that are open on Mondays at least, closed on hand-picked dates."""
    week = st.tuples(OPENINGS.filter(len), *[OPENINGS] * 6)
    closed = st.dictionaries(DATES, LINES | st.just("closed"), max_size=5)
    return st.builds(Calendar, st.just(timezone), week, closed, st.dictionaries(DATES, OPENINGS, max_size=4))


def _has_no_rep(names: list[str]) -> bool:
    return all(name.lower() != "rep" for name in names)


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def _party(name: str) -> st.SearchStrategy[Party]:
    members = st.lists(PERSONS, max_size=3, unique_by=lambda person: person.written).map(tuple)
    return st.builds(Party, st.just(name), PERSONS, members, st.lists(LINES, max_size=2).map(tuple))


@st.composite
def _goals(draw: st.DrawFn, names: list[str], tiers: list[str]) -> list[Goal]:
    keys = st.tuples(st.sampled_from(names), st.sampled_from(Metric), st.sampled_from([None, *tiers]))
    lines = st.sampled_from(["calendar", "working_days"])
    found = []
    for party, metric, tier in draw(st.lists(keys, min_size=1, max_size=5, unique=True)):
        inputs = draw(INPUTS) if metric in (Metric.LEADS, Metric.CUSTOMERS) and draw(st.booleans()) else None
        aimed = _calculated(metric, inputs) if inputs else draw(WHOLE if metric is Metric.SPEED else AMOUNTS)
        due_day = None if metric.is_mean else draw(_maybe(st.integers(1, 7)))
        found.append(Goal(party, metric, aimed, tier, draw(lines), draw(_maybe(LINES)), inputs, due_day))
    return found


def _calculated(metric: Metric, inputs: CalculatorInputs) -> Decimal:
    found = calculator.calculate(calculator.Inputs(*(Fraction(each) for each in vars(inputs).values())))
    return Decimal(found.leads if metric is Metric.LEADS else found.customers)


def _tier(name: str) -> st.SearchStrategy[Tier]:
    return st.builds(Tier, st.just(name), _maybe(AMOUNTS), _maybe(WINDOWS), _maybe(MINIMA))


@st.composite
def _chain(draw: st.DrawFn, names: list[str]) -> tuple[HandOffRule, ...]:
    """No hand-off, one of leads, or a chain in which whoever gets the leads hands the customers on."""
    first, second = draw(st.permutations(names))[:2]
    third = draw(st.sampled_from([name for name in names if name != second]))
    lead = HandOffRule(first, second, "lead", draw(_maybe(WINDOWS)))
    customer = HandOffRule(second, third, "customer", draw(_maybe(WINDOWS)), tuple(draw(_alerts(names))))
    return (lead, customer)[: draw(st.integers(0, 2))]


def _alerts(names: list[str]) -> st.SearchStrategy[list[Rung]]:
    rungs = st.builds(Rung, SHARES, st.sampled_from(["rep", *names]), st.booleans())
    return st.lists(rungs, max_size=5, unique_by=lambda rung: (rung.at, rung.tell))


def _duties(names: list[str]) -> st.SearchStrategy[list[Duty]]:
    every = st.sampled_from(["day", "week", "month", "period"])
    duty = st.permutations(names).flatmap(
        lambda order: st.builds(
            Duty,
            LINES,
            st.just(order[0]),
            st.just(order[1]),
            every,
            ONS,
            TIMES,
            _maybe(PERSONS),
            _maybe(PERSONS),
            st.sampled_from([None, Decimal(0)]),
            st.sampled_from([None, "pipeline", "friction"]),
        )
    )
    return st.lists(duty, max_size=3, unique_by=lambda each: (each.giver, each.what))


CREDITS = st.builds(Credit, st.sampled_from(["EUR", "USD"]), amount=AMOUNTS) | st.builds(
    Credit, st.just("EUR"), percent_of_fee=AMOUNTS, fee=AMOUNTS, cap_percent=_maybe(AMOUNTS)
)
MARKS = st.sets(st.integers(1, 9999), max_size=3).map(lambda marks: tuple(Decimal(at) / 10_000 for at in sorted(marks)))
SOME = st.integers(1, 9)


def _acts(*acts: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(acts), min_size=1, unique=True).map(tuple)


RULES = st.one_of(
    st.builds(Rule, st.just("goal_met"), _acts("celebrate", "thank_contact")),
    st.builds(Rule, st.just("goal_met"), st.just(("celebrate",)), milestones=MARKS),
    st.builds(Rule, st.just("goal_missed"), _acts("strike", "make_up", "escalate")),
    st.builds(Rule, st.just("goal_missed"), st.just(("make_up",)), over=_maybe(SOME)),
    st.builds(
        Rule,
        st.sampled_from(["goal_missed", "duty_missed"]),
        st.just(("strike",)),
        diagnosis_within=_maybe(WINDOWS),
        decay=_maybe(SOME),
    ),
    st.builds(Rule, st.just("goal_missed"), st.just(("service_credit",)), credit=CREDITS),
    st.builds(Rule, st.just("goal_exceeded"), _acts("celebrate", "thank_contact"), by=SHARES),
    st.builds(Rule, st.just("strikes"), st.just(("escalate",)), count=st.integers(1, 99)),
    st.builds(
        Rule,
        st.just("breaches"),
        _acts("strike", "escalate"),
        count=st.integers(1, 99),
        of=st.sampled_from(["rep", "party"]),
        within=st.just("period") | WINDOWS.map(str),
    ),
)
CONDITIONS = st.builds(CancellationCondition, st.just("missed_in_a_row"), st.integers(1, 9)) | st.just(
    CancellationCondition("buy_in_withdrawn")
)


def _rule_key(rule: Rule) -> tuple[object, ...]:
    return rule.when, rule.count, rule.of, rule.within, rule.by
