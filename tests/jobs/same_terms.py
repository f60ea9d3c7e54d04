"""What two workspaces agreed on: the same under the same names, for people and a channel of their own."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Literal

from sla.agreement import Duty, Goal, Kind, Metric, Party, Person, Rule, Rung, Terms, Tier
from sla.calendar import Calendar, Opening
from sla.window import Window

OFFICE = (Opening.parse("09:00-17:00"),)
WEEK = (OFFICE,) * 5 + ((), ())
HANDLES = ("josh", "amy", "rita", "remo")
WARM_VALUE, HOT_VALUE, WARM = Decimal(40), Decimal(100), timedelta(hours=3)
LAPSE = timedelta(hours=16)
Period = Literal["week", "month"]
ZONES = {"Alpha": "Europe/Rome", "Bravo": "America/New_York"}


@dataclass(frozen=True)
class Wanted:
    """What amendments change: the window of a hot lead, the leads that marketing owes, and over which period."""

    hot_minutes: int = 30
    leads: int = 3
    period: Period = "week"


def user_of(word: str, handle: str) -> str:
    """The Slack id of the person who goes by this handle in a workspace."""
    return f"U0{word}{handle}".upper()


def channel_of(word: str) -> str:
    """The channel in which a workspace's agreement lives."""
    return f"C0{word}".upper()


def terms_of(word: str, wanted: Wanted) -> Terms:
    """Small goals, short windows and every kind of consequence, for the people of one workspace."""
    josh, amy, rita, remo = (Person(f"@{each}", user_of(word, each)) for each in HANDLES)
    zone = ZONES[word]
    return replace(
        AGREED,
        title=f"Smarketing at {word}",
        timezone=zone,
        period=wanted.period,
        calendar=Calendar(zone, WEEK, {}, {}),
        parties=(Party("marketing", josh), Party("sales", amy, (rita, remo))),
        goals=(Goal("marketing", Metric.LEADS, Decimal(wanted.leads)), *AGREED.goals),
        tiers=(
            Tier("hot", HOT_VALUE, Window(timedelta(minutes=wanted.hot_minutes))),
            Tier("warm", WARM_VALUE, Window(WARM)),
        ),
    )


AGREED = Terms(
    slug="smarketing",
    title="",
    kind=Kind.INTERNAL,
    channel="#smarketing",
    timezone="Europe/Rome",
    period="week",
    starts=date(2026, 11, 2),
    summary="Marketing hands over leads; sales follows them up.",
    calendar=Calendar("Europe/Rome", WEEK, {}, {}),
    parties=(),
    lapse_after=Window(LAPSE),
    goals=(
        Goal("marketing", Metric.LEAD_VALUE, Decimal(150), line="working_days"),
        Goal("sales", Metric.SPEED, Decimal(3600)),
        Goal("sales", Metric.DEPTH, Decimal(2)),
        Goal("sales", Metric.CUSTOMERS, Decimal(1)),
        Goal("sales", Metric.REVENUE, Decimal(200)),
    ),
    alerts=(Rung(Decimal("0.8"), "rep"), Rung(Decimal(1), "sales"), Rung(Decimal(2), "marketing", reassign=True)),
    duties=(Duty("Pipeline status report", "sales", "marketing", "week", "friday", time(12)),),
    consequences=(
        Rule("goal_met", ("celebrate",)),
        Rule("goal_missed", ("strike", "make_up"), diagnosis_within=Window(working_days=2), over=2, decay=2),
        Rule("breaches", ("strike",), count=2, of="rep", within="period", diagnosis_within=Window(working_days=1)),
        Rule("breaches", ("strike",), count=3, of="party", within="2d"),
        Rule("duty_missed", ("strike",), decay=1),
        Rule("strikes", ("escalate",), count=2),
    ),
)
