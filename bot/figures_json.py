"""Figures as the one JSON object that scripts rely on (exact decimals as strings or integers)."""

from datetime import UTC, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from sla import duties_json
from sla.figures import fixed, plain
from sla.follow_up import FollowUp
from sla.outcome_figures import CreditFigures, MakeUpFigures, StrikeFigures
from sla.standing import Figures, GoalFigures, HandOffFigures


def as_object(figures: Figures) -> dict[str, Any]:
    """What `status --json` and `report --json` print."""
    period, day = figures.period, figures.day
    return {
        "agreement": figures.agreement,
        "at": local(figures.at, figures.zone),
        "period": {
            "name": period.name,
            "first_day": period.first_day.isoformat(),
            "last_day": period.last_day.isoformat(),
            "day": day.day,
            "days": day.days,
            "working_day": day.working_day,
            "working_days": day.working_days,
        },
        "goals": [_goal(each) for each in figures.goals],
        "follow_up": _follow_up(figures.follow_up),
        "strikes": [_strike(each) for each in figures.strikes],
        "credits": [_credit(each) for each in figures.credits],
        "duties": [duties_json.as_json(each, figures.at, figures.zone) for each in figures.duties],
        "make_up": [_make_up(each) for each in figures.make_up],
        "hand_offs": [_hand_off(each) for each in figures.hand_offs],
        **({} if figures.nurtured is None else {"nurtured": figures.nurtured}),
    }


def local(at: datetime, zone: ZoneInfo) -> str:
    """The instant with the offset of the agreement's zone."""
    return at.astimezone(zone).isoformat()


def _goal(each: GoalFigures) -> dict[str, Any]:
    goal, pace = each.goal, each.pace
    return {
        "party": goal.party,
        "metric": str(goal.metric),
        "tier": goal.tier,
        "target": plain(pace.target),
        "actual": None if pace.actual is None else plain(pace.actual),
        "line": _fixed(pace.line),
        "gap": _fixed(pace.gap),
        "verdict": str(pace.verdict),
        "needed_per_day": _fixed(pace.needed_per_day),
        "projected": _fixed(pace.projected),
        **({"due_on": each.due_on.isoformat()} if each.due_on else {}),
    }


def _hand_off(each: HandOffFigures) -> dict[str, Any]:
    return {"from": each.giver, "to": each.receiver, "what": each.what, **_follow_up(each.follow_up)}


def _follow_up(found: FollowUp) -> dict[str, Any]:
    return {
        "handed_off": found.handed_off,
        "followed_up": found.followed_up,
        "within_window": found.within_window,
        "breached": found.breached,
        "open_overdue": found.open_overdue,
        "speed_seconds": found.speed_seconds,
        "speed_wall_seconds": found.speed_wall_seconds,
        "unconnected": found.unconnected,
        "depth": _fixed(found.depth),
    }


def _strike(strike: StrikeFigures) -> dict[str, Any]:
    return {
        "id": strike.id,
        "party": strike.party,
        "person": strike.person,
        "on": strike.on.isoformat(),
        "state": strike.state,
        "rule": strike.rule,
        "metric": strike.metric,
        "tier": strike.tier,
        "diagnosis_due_at": _utc(strike.diagnosis_due_at),
        "instead_of": strike.instead_of,
    }


def _credit(each: CreditFigures) -> dict[str, Any]:
    return {
        "id": each.id,
        "party": each.payer,
        "to": each.receiver,
        "rule": each.rule,
        "metric": each.metric,
        "tier": each.tier,
        "period": each.period,
        "on": each.on.isoformat(),
        "amount": plain(each.amount),
        "currency": each.currency,
        "state": each.state,
    }


def _make_up(each: MakeUpFigures) -> dict[str, Any]:
    return {
        "id": each.id,
        "party": each.party,
        "metric": each.metric,
        "tier": each.tier,
        "period": each.period,
        "deficit": plain(each.deficit),
        "made_up": plain(each.made_up),
        "due": plain(each.due),
        "line": _fixed(each.line),
        "state": each.state,
    }


def _utc(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat()


def _fixed(value: Fraction | None) -> str | None:
    return None if value is None else fixed(value)
