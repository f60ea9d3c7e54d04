"""What is owed to whom when consequences take their course; as owed.py, a room of its own for what follows.

`Args` are what a template gets.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Unpack

from sqlalchemy.orm import Session

from sla.agreement import Agreement, Person
from sla.credit import ServiceCredit
from sla.make_up import Plan
from sla.strike import Strike
from storage import readers
from storage.obligations import skip
from storage.owed import FUN_LIFE
from storage.saying import Said, When, distinct, keys_of, post, say

STEP: Final = "sla_strike_step"

Goal = Mapping[str, str]
"""A goal of a period, and the rule: period, party, rule, metric, tier (""), share ("1.1")."""


def thanks(
    session: Session, agreement: Agreement, goal: Goal, now: datetime, not_before: datetime | None = None
) -> bool:
    """`sla_thanks` to the channel, once for each goal, rule and period. Args: those of the goal."""
    said = Said("sla_thanks", "thanks", ":".join(goal.values()), goal, "fun", **_for_fun(now, not_before))
    return post(session, agreement, said, now)


def milestone(session: Session, agreement: Agreement, goal: Goal, now: datetime) -> bool:
    """`sla_milestone` to the channel, once for each mark on the way to a goal. Args: those of the goal."""
    said = Said("sla_milestone", "milestone", ":".join(goal.values()), goal, "fun", **_for_fun(now, None))
    return post(session, agreement, said, now)


def passed_milestone(session: Session, agreement: Agreement, goal: Goal, now: datetime, why: str) -> bool:
    """The milestone was reached and is not said; on record, with the reason."""
    said = Said("sla_milestone", "milestone", ":".join(goal.values()))
    return skip(session, **keys_of(agreement, said, now), reason=why)


def make_up(session: Session, agreement: Agreement, plan: Plan, now: datetime, **when: Unpack[When]) -> bool:
    """`sla_make_up` to the channel: a plan was opened, or by now is closed. Args: plan, state ("opened", "closed")."""
    state = "closed" if plan.made_up_at else "opened"
    args: dict[str, int | str] = {"plan": plan.id, "state": state}
    occurrence = state if plan.times <= 1 else f"{state}:{plan.times}"
    return post(session, agreement, Said("sla_make_up", about_plan(plan), occurrence, args, "digest", **when), now)


def service_credit(
    session: Session, agreement: Agreement, credit: ServiceCredit, now: datetime, **when: Unpack[When]
) -> bool:
    """`sla_service_credit` to the channel. Args: credit."""
    said = Said("sla_service_credit", about_credit(credit), "given", {"credit": credit.id}, "digest", **when)
    return post(session, agreement, said, now)


def capped(session: Session, agreement: Agreement, cause: str, now: datetime, why: str) -> bool:
    """A credit would have been due and is not given, as the cap is reached; on record, with the reason."""
    return skip(session, **keys_of(agreement, Said("sla_service_credit", "credit", cause), now), reason=why)


def strike_call(
    session: Session, agreement: Agreement, strike: Strike, call: str, *, at: datetime, to: str | None, now: datetime,
    expires_at: datetime,
) -> bool:  # fmt: skip
    """`sla_strike_step` to one person: what the strike asks of them, or of theirs, by now. Args: strike, step."""
    args: dict[str, int | str] = {"strike": strike.id, "step": call}
    said = Said(STEP, about_strike(strike), f"{call}:{at.isoformat()}:{to}", args, due_at=at, expires_at=expires_at)
    return say(session, agreement, to, said, now)


def strike_contested(session: Session, agreement: Agreement, strike: Strike, judges: list[str], now: datetime) -> int:
    """`sla_strike_step` to the first who may judge the contest; returns to how many. Args: strike, step ("contested").

    With nobody to judge it there is nobody to tell; that is on record.
    """
    args: dict[str, int | str] = {"strike": strike.id, "step": "contested"}
    known = (readers.known(session, agreement, Person(user, user)) for user in judges)
    judge = next((user for user in known if user), None)
    said = Said(STEP, about_strike(strike), "contested", args)
    if judge is None:
        skip(session, **keys_of(agreement, said, now), reason="Nobody of another party is there to judge it.")
        return 0
    return int(say(session, agreement, judge, said, now))


def strike_judged(session: Session, agreement: Agreement, strike: Strike, step: str, now: datetime) -> int:
    """`sla_strike_step` to those whom the strike names: it was upheld, withdrawn or excused. Args: strike, step."""
    args: dict[str, int | str] = {"strike": strike.id, "step": step}
    contact = readers.contact(session, agreement, strike.party)
    told = distinct(readers.known(session, agreement, Person(key, key)) or contact for key in strike.people)
    return sum(say(session, agreement, to, Said(STEP, about_strike(strike), f"{step}:{to}", args), now) for to in told)


def about_strike(strike: Strike) -> str:
    """The subject of everything that is said about a strike."""
    return f"strike:{strike.id}"


def about_plan(plan: Plan) -> str:
    """The subject of everything that is said about a make-up plan."""
    return f"make_up:{plan.id}"


def about_credit(credit: ServiceCredit) -> str:
    """The subject of everything that is said about a service credit."""
    return f"credit:{credit.id}"


def _for_fun(now: datetime, not_before: datetime | None) -> When:
    return {"not_before": not_before, "expires_at": (not_before or now) + FUN_LIFE}
