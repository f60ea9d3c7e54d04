"""Service credits: given once for a miss, capped by the period, settled by whom they are owed to."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Select, and_, bindparam, func, or_, select, update
from sqlalchemy.orm import Session

from sla.agreement import Agreement, Credit
from sla.credit import NewCredit, ServiceCredit, allowed, credit_id, state_at
from sla.errors import AlreadyDone, NoSuchCredit
from sla.outcome_figures import CreditFigures
from sla.period import Period
from storage import agreements, audit
from storage.base import UtcDateTime
from storage.credit_rows import CreditRow
from storage.ledger import open_book
from storage.obligations import clipped
from storage.outcomes import BOT
from storage.sentences import when, who

_CAUSE_LENGTH: Final = 290
AT = bindparam("at", type_=UtcDateTime())
CREDIT = CreditRow.metadata.tables[CreditRow.__tablename__]
OURS = CREDIT.c.workspace_id == bindparam("workspace_id"), CREDIT.c.agreement_id == bindparam("agreement_id")
OF_PERIOD = CREDIT.c.period == bindparam("period")
TOLD_OF = (
    "id", "payer", "receiver", "rule", "metric", "tier", "period", "on", "amount", "currency", "settled_at",
    "withdrawn_at",
)  # fmt: skip
TOLD: Select[Any] = (
    select(*(CREDIT.c[name] for name in TOLD_OF))
    .where(
        *OURS,
        CREDIT.c.given_at <= AT,
        or_(CREDIT.c.withdrawn_at.is_(None), CREDIT.c.withdrawn_at > AT, OF_PERIOD),
        or_(
            OF_PERIOD,
            and_(CREDIT.c.on <= bindparam("last_day"), or_(CREDIT.c.settled_at.is_(None), CREDIT.c.settled_at > AT)),
        ),
    )
    .order_by(CREDIT.c.given_at, CREDIT.c.id)
)


@dataclass(frozen=True)
class Given:
    """What came of a credit that a rule calls for: the credit; or that its cap is reached, or that it was there."""

    credit: ServiceCredit | None = None
    is_capped: bool = False


def give(session: Session, agreement: Agreement, new: NewCredit, receiver: str, *, key: str, credit: Credit) -> Given:
    """The credit, on record, of as much as the cap of its rule (of this key) leaves; once for its cause."""
    open_book(session, agreement.id)
    cause_key = _cause_key(new.cause)
    same = CreditRow.agreement_id == agreement.id, CreditRow.cause_key == cause_key
    if session.scalars(select(CreditRow.id).where(*same)).first() is not None:
        return Given()
    rule_key = clipped(key, 120)
    amount = allowed(credit, _given(session, agreement.id, new, rule_key, credit.currency))
    if not amount:
        return Given(is_capped=True)
    columns = {name: value for name, value in vars(new).items() if name not in ("cause", "receiver")}
    row = CreditRow(
        workspace_id=agreement.workspace_id,
        agreement_id=agreement.id,
        terms_id=agreement.terms_id,
        cause_key=cause_key,
        rule_key=rule_key,
        receiver=receiver,
        currency=credit.currency,
        amount=amount,
        **columns,
    )
    session.add(row)
    session.flush()
    found = row.credit()
    _on_record(session, agreement.workspace_id, found, at=new.given_at, by=BOT, act="give_credit", after=_said(found))
    return Given(found)


def _given(session: Session, agreement_id: int, new: NewCredit, rule_key: str, currency: str) -> Decimal:
    """What the rule has given in the period against this party, in this currency; what was withdrawn does not count."""
    same = (
        CreditRow.agreement_id == agreement_id,
        CreditRow.rule_key == rule_key,
        CreditRow.period == new.period,
        CreditRow.payer == new.payer,
        CreditRow.currency == currency,
        CreditRow.withdrawn_at.is_(None),
    )
    return session.scalar(select(func.sum(CreditRow.amount)).where(*same)) or Decimal(0)


def _said(credit: ServiceCredit) -> str:
    return f"{credit.currency} {credit.amount}"


def by_id(session: Session, workspace_id: int, number: int) -> ServiceCredit:
    """The credit of this number; raises NoSuchCredit."""
    ours = CreditRow.workspace_id == workspace_id, CreditRow.id == number
    row = session.scalars(select(CreditRow).where(*ours).execution_options(populate_existing=True)).first()
    if row is None:
        raise NoSuchCredit
    return row.credit()


def unsettled(session: Session, workspace_id: int, agreement_id: int) -> list[ServiceCredit]:
    """The agreement's credits that are neither settled nor withdrawn, oldest first."""
    ours = CreditRow.workspace_id == workspace_id, CreditRow.agreement_id == agreement_id
    still_open = CreditRow.settled_at.is_(None), CreditRow.withdrawn_at.is_(None)
    return _credits(session, select(CreditRow).where(*ours, *still_open))


def of_cause(session: Session, agreement_id: int, cause: Sequence[str]) -> list[ServiceCredit]:
    """The credit that was given for this cause, if there is one."""
    same = CreditRow.agreement_id == agreement_id, CreditRow.cause_key == _cause_key(cause)
    return _credits(session, select(CreditRow).where(*same))


def since(session: Session, workspace_id: int, agreement_id: int, at: datetime) -> list[ServiceCredit]:
    """The agreement's open credits that were given from this instant on (UTC), oldest first."""
    return [each for each in unsettled(session, workspace_id, agreement_id) if each.given_at >= at]


def of_agreement(session: Session, workspace_id: int, agreement_id: int) -> list[ServiceCredit]:
    """Every credit of the agreement, oldest first."""
    ours = CreditRow.workspace_id == workspace_id, CreditRow.agreement_id == agreement_id
    return _credits(session, select(CreditRow).where(*ours))


def settle(
    session: Session, workspace_id: int, credit: ServiceCredit, *, by: str, settled_for: str | None, now: datetime
) -> ServiceCredit:
    """The credit was paid or set off, on record; raises AlreadyDone when it was settled or withdrawn before."""
    open_book(session, credit.agreement_id)
    fresh = by_id(session, workspace_id, credit.id)
    if fresh.withdrawn_at is not None:
        raise AlreadyDone(f"{fresh.short_id} is withdrawn; there is nothing to settle any more.")
    if fresh.settled_at is not None:
        zone = agreements.terms(session, fresh.terms_id).hours.zone
        settled = f"{who(fresh.settled_by)} at {when(fresh.settled_at, zone)}"
        raise AlreadyDone(f"{fresh.short_id} was settled already, by {settled}.")
    _set(session, workspace_id, fresh, settled_at=now, settled_by=by, settled_for=settled_for)
    _on_record(session, workspace_id, fresh, at=now, by=by, act="settle_credit", after=settled_for)
    return by_id(session, workspace_id, credit.id)


def withdraw(session: Session, workspace_id: int, credit: ServiceCredit, reason: str, now: datetime) -> bool:
    """The facts disprove what it was given for: it is not owed any more; False once it is settled or withdrawn."""
    open_book(session, credit.agreement_id)
    fresh = by_id(session, workspace_id, credit.id)
    if not fresh.is_open:
        return False
    _set(session, workspace_id, fresh, withdrawn_at=now, withdrawn_reason=reason)
    _on_record(session, workspace_id, fresh, at=now, by=BOT, act="withdraw_credit", reason=reason)
    return True


def told(session: Session, agreement: Agreement, period: Period, at: datetime) -> tuple[CreditFigures, ...]:
    """The period's credits, and every earlier one that was still to be settled at the instant (UTC), in order."""
    place = {"workspace_id": agreement.workspace_id, "agreement_id": agreement.id}
    about = place | {"period": period.name, "last_day": period.last_day, "at": at}
    return tuple(_figures(row, at) for row in session.execute(TOLD, about))


def _figures(credit: Any, at: datetime) -> CreditFigures:
    return CreditFigures(
        id=credit_id(credit.id),
        payer=credit.payer,
        receiver=credit.receiver,
        rule=credit.rule,
        metric=credit.metric,
        tier=credit.tier,
        period=credit.period,
        on=credit.on,
        amount=credit.amount,
        currency=credit.currency,
        state=state_at(credit.settled_at, credit.withdrawn_at, at),
    )


def _cause_key(cause: Sequence[str]) -> str:
    return clipped(json.dumps(list(cause), ensure_ascii=False), _CAUSE_LENGTH)


def _credits(session: Session, found: Select[CreditRow]) -> list[ServiceCredit]:
    ordered = found.order_by(CreditRow.given_at, CreditRow.id).execution_options(populate_existing=True)
    return [row.credit() for row in session.scalars(ordered)]


def _set(session: Session, workspace_id: int, credit: ServiceCredit, **values: Any) -> None:
    itself = CreditRow.id == credit.id, CreditRow.workspace_id == workspace_id
    changed = update(CreditRow).where(*itself).values(**values)
    session.execute(changed, execution_options={"synchronize_session": False})


def _on_record(session: Session, workspace_id: int, credit: ServiceCredit, **said: Any) -> None:
    by = said.pop("by")
    audit.record(session, workspace_id, credit.agreement_id, actor=by, subject=credit.short_id, **said)
