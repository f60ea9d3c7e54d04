"""Make-up plans: opened for a missed goal, paid off by later periods, closed when made up."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import Row, Select, bindparam, or_, select, update
from sqlalchemy.orm import Session

from sla.agreement import Agreement
from sla.errors import NoSuchPlan
from sla.make_up import Payment, Plan, plan_id
from sla.period import Period
from storage import audit
from storage.base import UtcDateTime
from storage.make_up_rows import PaymentRow, PlanRow, plan_of
from storage.once import insert_once
from storage.outcomes import BOT

AT = bindparam("at", type_=UtcDateTime())
PLAN, PAYMENT = (row.metadata.tables[row.__tablename__] for row in (PlanRow, PaymentRow))
STANDING: Select[Any] = (
    select(PLAN)
    .where(
        PLAN.c.workspace_id == bindparam("workspace_id"),
        PLAN.c.agreement_id == bindparam("agreement_id"),
        PLAN.c.withdrawn_at.is_(None),
        PLAN.c.first_day < bindparam("first_day"),
        PLAN.c.opened_at <= AT,
        or_(PLAN.c.made_up_at.is_(None), PLAN.c.made_up_at >= bindparam("starts_at", type_=UtcDateTime())),
    )
    .order_by(PLAN.c.first_day, PLAN.c.id)
)


@dataclass(frozen=True)
class Shortfall:
    """What a goal fell short by, and over how many periods it is to be made up."""

    party: str
    metric: str
    tier: str | None
    deficit: Fraction
    over: int


def open_plan(
    session: Session, agreement: Agreement, short: Shortfall, period: Period, opened_at: datetime
) -> Plan | None:
    """The plan that makes up for the goal that this period missed, on record; None when there is one already."""
    opened = insert_once(
        session,
        PlanRow,
        workspace_id=agreement.workspace_id,
        agreement_id=agreement.id,
        terms_id=agreement.terms_id,
        period=period.name,
        first_day=period.first_day,
        party=short.party,
        metric=short.metric,
        tier=short.tier or "",
        deficit=_exact(short.deficit),
        over=short.over,
        opened_at=opened_at,
    )
    if opened is None:
        return None
    plan = by_id(session, agreement.workspace_id, opened)
    _on_record(session, agreement.workspace_id, plan, "open_make_up", opened_at, after=str(_exact(short.deficit)))
    return plan


def by_id(session: Session, workspace_id: int, number: int) -> Plan:
    """The plan of this number; raises NoSuchPlan."""
    rows = session.execute(select(PLAN).where(PLAN.c.workspace_id == workspace_id, PLAN.c.id == number)).all()
    if not rows:
        raise NoSuchPlan
    return _plans(session, rows, None)[0]


def running(session: Session, agreement: Agreement, period: Period, at: datetime) -> list[Plan]:
    """The plans for goals that were missed before this period and that concern it, as of the instant (UTC).

    They are not withdrawn, and were not made up in an earlier period; oldest first. Only what periods before this one
    paid counts as paid.
    """
    about = {
        "workspace_id": agreement.workspace_id,
        "agreement_id": agreement.id,
        "first_day": period.first_day,
        "starts_at": period.starts_at(agreement.terms.timezone),
        "at": at,
    }
    rows = session.execute(STANDING, about).all()
    return [plan for plan in _plans(session, rows, period) if plan.remaining > 0]


def opened_since(session: Session, workspace_id: int, agreement_id: int, at: datetime) -> list[Plan]:
    """The agreement's plans that are not withdrawn, of those opened from this instant on (UTC)."""
    ours = PLAN.c.workspace_id == workspace_id, PLAN.c.agreement_id == agreement_id, PLAN.c.withdrawn_at.is_(None)
    found = select(PLAN).where(*ours, PLAN.c.opened_at >= at).order_by(PLAN.c.first_day, PLAN.c.id)
    return _plans(session, session.execute(found).all(), None)


def pay(session: Session, workspace_id: int, plan: Plan, period: Period, *, amount: Fraction, at: datetime) -> bool:
    """The period has closed and paid so much off the plan; False, and nothing changes, when it had already."""
    paid = insert_once(
        session,
        PaymentRow,
        workspace_id=workspace_id,
        plan_id=plan.id,
        period=period.name,
        first_day=period.first_day,
        amount=_exact(amount),
        at=at,
    )
    return paid is not None


def close(session: Session, workspace_id: int, plan: Plan, period: Period, at: datetime) -> Plan:
    """All of it is made up, on record."""
    times = plan.times + 1
    _set(session, workspace_id, plan, made_up_at=at, made_up_in=period.name, times=times)
    _on_record(session, workspace_id, plan, "close_make_up", at, after=period.name)
    return by_id(session, workspace_id, plan.id)


def reopen(session: Session, workspace_id: int, plan: Plan, at: datetime) -> Plan:
    """A later record took some of it back, so that it is not made up after all, on record."""
    _set(session, workspace_id, plan, made_up_at=None, made_up_in=None)
    _on_record(session, workspace_id, plan, "reopen_make_up", at)
    return by_id(session, workspace_id, plan.id)


def withdraw(session: Session, workspace_id: int, plan: Plan, reason: str, at: datetime) -> None:
    """The goal was kept after all: there is nothing to make up, on record."""
    _set(session, workspace_id, plan, withdrawn_at=at, withdrawn_reason=reason)
    _on_record(session, workspace_id, plan, "withdraw_make_up", at, reason=reason)


def correct(session: Session, workspace_id: int, plan: Plan, deficit: Fraction, *, reason: str, at: datetime) -> None:
    """There is less to make up than the close had shown, on record."""
    _set(session, workspace_id, plan, deficit=_exact(deficit))
    before, after = str(_exact(plan.deficit)), str(_exact(deficit))
    _on_record(session, workspace_id, plan, "correct_make_up", at, before=before, after=after, reason=reason)


def _plans(session: Session, rows: Sequence[Row[Any]], before: Period | None) -> list[Plan]:
    """The plans of these rows, with the payments of every period, or of those before one."""
    payments = _payments(session, [row.id for row in rows], before) if rows else {}
    return [plan_of(row, payments.get(row.id, ())) for row in rows]


def _payments(session: Session, plan_ids: Sequence[int], before: Period | None) -> dict[int, list[Payment]]:
    found: dict[int, list[Payment]] = defaultdict(list)
    wanted = select(PAYMENT.c.plan_id, PAYMENT.c.period, PAYMENT.c.amount).where(PAYMENT.c.plan_id.in_(plan_ids))
    if before is not None:
        wanted = wanted.where(PAYMENT.c.first_day < before.first_day)
    for plan_id_, period, amount in session.execute(wanted.order_by(PAYMENT.c.first_day)):
        found[plan_id_].append(Payment(period, Fraction(amount)))
    return found


def _exact(amount: Fraction) -> Decimal:
    return Decimal(amount.numerator) / amount.denominator


def _set(session: Session, workspace_id: int, plan: Plan, **values: Any) -> None:
    changed = update(PlanRow).where(PlanRow.id == plan.id, PlanRow.workspace_id == workspace_id).values(**values)
    session.execute(changed, execution_options={"synchronize_session": False})


def _on_record(session: Session, workspace_id: int, plan: Plan, act: str, at: datetime, **said: str | None) -> None:
    audit.record(session, workspace_id, plan.agreement_id, at=at, actor=BOT, act=act, subject=plan_id(plan.id), **said)
