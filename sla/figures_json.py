"""The figures of an agreement as other programs read them."""

from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from sla import duties_json
from sla.figures import fixed, plain
from sla.follow_up import FollowUp
from sla.outcome_figures import CreditFigures, MakeUpFigures, StrikeFigures
from sla.standing import Figures, GoalFigures


def as_json(figures: Figures) -> dict[str, Any]:
    """The object that `status --json` prints: exact decimals as text, counts and seconds as whole numbers."""
    return {
        "agreement": figures.agreement,
        "at": figures.at.astimezone(figures.zone).isoformat(),
        "period": _period(figures),
        "goals": [_goal(each) for each in figures.goals],
        "follow_up": _follow_up(figures.follow_up),
        "strikes": [_strike(each) for each in figures.strikes],
        "credits": [_credit(each) for each in figures.credits],
        "duties": [duties_json.as_json(each, figures.at, figures.zone) for each in figures.duties],
        "make_up": [_make_up(each) for each in figures.make_up],
    }


def _period(figures: Figures) -> dict[str, Any]:
    period, day = figures.period, figures.day
    return {
        "name": period.name,
        "first_day": period.first_day.isoformat(),
        "last_day": period.last_day.isoformat(),
        "day": day.day,
        "days": day.days,
        "working_day": day.working_day,
        "working_days": day.working_days,
    }


def _goal(each: GoalFigures) -> dict[str, Any]:
    pace = each.pace
    return {
        "party": each.goal.party,
        "metric": str(each.goal.metric),
        "tier": each.goal.tier,
        "target": plain(pace.target),
        "actual": None if pace.actual is None else plain(pace.actual),
        "line": _fixed(pace.line),
        "gap": _fixed(pace.gap),
        "verdict": str(pace.verdict),
        "needed_per_day": _fixed(pace.needed_per_day),
        "projected": _fixed(pace.projected),
        **({"due_on": each.due_on.isoformat()} if each.due_on else {}),
    }


def _follow_up(follow_up: FollowUp) -> dict[str, Any]:
    return {
        "handed_off": follow_up.handed_off,
        "followed_up": follow_up.followed_up,
        "within_window": follow_up.within_window,
        "breached": follow_up.breached,
        "open_overdue": follow_up.open_overdue,
        "speed_seconds": follow_up.speed_seconds,
        "speed_wall_seconds": follow_up.speed_wall_seconds,
        "unconnected": follow_up.unconnected,
        "depth": _fixed(follow_up.depth),
    }


def _strike(each: StrikeFigures) -> dict[str, Any]:
    return {
        "id": each.id,
        "party": each.party,
        "person": each.person,
        "on": each.on.isoformat(),
        "state": each.state,
        "rule": each.rule,
        "metric": each.metric,
        "tier": each.tier,
        "diagnosis_due_at": _utc(each.diagnosis_due_at),
        "instead_of": each.instead_of,
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
