"""Company X for tests: its people, its terms, its agreement on record; each with whatever a test wants different."""

from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from sla.agreement import (
    Agreement,
    Bandwidth,
    CalculatorInputs,
    CancellationCondition,
    Duty,
    Goal,
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
from sla.window import Window
from storage import agreements, people, workspaces
from storage.people import DirectoryChannel, DirectoryEntry
from storage.workspaces import Workspace
from tests.moments import at

CHANNEL = "C0SMARKETING"
JOSH = Person("@josh", "U0JOSH")
AMY = Person("@amy", "U0AMY")
RITA = Person("@rita", "U0RITA")
REMO = Person("@remo", "U0REMO")
ROSA = Person("@rosa", "U0ROSA")
PEOPLE = (JOSH, AMY, RITA, REMO, ROSA)
SPLIT_DAY = (Opening.parse("09:00-13:00"), Opening.parse("14:00-18:00"))
STARTED = at("2026-10-01 00:00")

CLOSED = {
    date(2026, 11, 1): "All Saints' Day",
    date(2026, 12, 8): "Immaculate Conception",
    date(2026, 12, 25): "Christmas Day",
    date(2026, 12, 26): "Saint Stephen's Day",
    date(2027, 1, 1): "New Year's Day",
    date(2027, 1, 6): "Epiphany",
}


def make_calendar(**changes: Any) -> Calendar:
    """Rome, Monday to Friday, 09:00-13:00 and 14:00-18:00, closed on Italy's holidays of the winter of 2026."""
    calendar = Calendar(
        timezone="Europe/Rome",
        week=(SPLIT_DAY,) * 5 + ((), ()),
        closed=CLOSED,
        exceptions={date(2026, 12, 24): (Opening.parse("09:00-13:00"),), date(2026, 12, 31): ()},
    )
    return replace(calendar, **changes)


def company_x(**changes: Any) -> Terms:
    """The internal agreement of Company X, as its example file has it."""
    terms = Terms(
        slug="company-x",
        title="Smarketing at Company X",
        kind=Kind.INTERNAL,
        channel="#smarketing",
        timezone="Europe/Rome",
        period="month",
        starts=date(2026, 10, 1),
        summary=SUMMARY,
        calendar=make_calendar(),
        holidays="IT",
        parties=(
            Party("marketing", JOSH, (), ("A weekly status report on the sales pipeline, to tune campaigns by",)),
            Party(
                "sales",
                AMY,
                (RITA, REMO, ROSA),
                ("Leads that meet the qualified tier", "A month's leads spread over its working days"),
            ),
        ),
        tiers=(
            Tier("ceo", Decimal(100), Window.parse("30m")),
            Tier("director", Decimal(50), Window.parse("1h")),
            Tier("manager", Decimal(40), Window.parse("4h")),
        ),
        goals=(
            Goal("marketing", Metric.LEADS, Decimal(100), calculate=CALCULATED),
            Goal("marketing", Metric.LEAD_VALUE, Decimal(4500), line="working_days"),
            Goal("sales", Metric.SPEED, Decimal(3600)),
            Goal("sales", Metric.DEPTH, Decimal(6)),
            Goal("sales", Metric.CUSTOMERS, Decimal(50)),
        ),
        alerts=LADDER,
        pacing=Post(time(9), "working_days"),
        weekly_report=Post(time(16), "friday"),
        duties=(Duty("Pipeline status report", "sales", "marketing", "week", "friday", time(17)),),
        consequences=(
            Rule("goal_met", ("celebrate",)),
            Rule("goal_exceeded", ("celebrate", "thank_contact"), by=Decimal("0.1")),
            Rule("goal_missed", ("strike", "make_up"), diagnosis_within=Window.parse("5d")),
            Rule("breaches", ("strike",), count=3, of="rep", within="period"),
            Rule("strikes", ("escalate",), count=3),
        ),
        cancellation=(CancellationCondition("missed_in_a_row", 3), CancellationCondition("buy_in_withdrawn")),
        bandwidth=Bandwidth(Decimal(10), Decimal(30), Decimal("0.6")),
    )
    return replace(terms, **changes)


make_terms = company_x

SUMMARY = (
    "Marketing hands sales 100 qualified leads a month. Sales follows each one up within the window "
    "of its tier, an hour on average, and tries an unconnected lead six times. "
    "Success: 50 new customers and $5,000 closed a month."
)
CALCULATED = CalculatorInputs(Decimal(5000), Decimal(1), Decimal(100), Decimal("0.5"))
LADDER = (
    Rung(Decimal("0.5"), "rep"),
    Rung(Decimal("0.8"), "rep"),
    Rung(Decimal(1), "rep"),
    Rung(Decimal("1.5"), "sales"),
    Rung(Decimal(2), "marketing", reassign=True),
)


def make_workspace(session: Session, team_id: str = "T0COMPANYX", now: datetime = STARTED) -> Workspace:
    """A workspace whose bot is `U0BOT`."""
    return workspaces.ensure(session, team_id, "Company X", "U0BOT", "B0BOT", ["chat:write"], now)


def make_people(session: Session, workspace: Workspace, now: datetime = STARTED) -> None:
    """Company X's people and channel are in the workspace's directory."""
    known = [_entry(person) for person in PEOPLE]
    people.remember(session, workspace.id, known, now)
    people.remember_channels(session, workspace.id, [DirectoryChannel(CHANNEL, "smarketing", is_member=True)])


def make_agreement(
    session: Session,
    terms: Terms | None = None,
    *,
    workspace: Workspace | None = None,
    channel: str = CHANNEL,
    now: datetime = STARTED,
    vouched: bool = True,
) -> Agreement:
    """An agreement on record (Company X's unless told), in force unless it is not vouched for."""
    place = workspace or make_workspace(session, now=now)
    saved = agreements.save_new(
        session,
        place.id,
        terms or company_x(),
        source="tests",
        channel=channel,
        now=now,
        by=None,
        vouched=vouched,
    )
    return agreements.of_id(session, place.id, saved.agreement_id, now)


def _entry(person: Person) -> DirectoryEntry:
    handle = person.written.removeprefix("@")
    return DirectoryEntry(person.key, handle, handle.title(), f"{handle}@company-x.example", "Europe/Rome")
