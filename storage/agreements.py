"""Agreements: found by slug, channel or id, with the terms that hold at an instant; saved and signed."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from sla.agreement import Agreement, Status
from sla.errors import NoAgreement
from storage.agreement_rows import AgreementRow
from storage.base import table_of
from storage.signing import Signing, save_new, sign, signing, vouch
from storage.terms import TermsVersion, history, holding, newest, proposed, reigns, terms, terms_at, version
from storage.wake_ups import (
    WakeUps,
    close_due,
    move_close,
    move_pacing,
    next_pacing,
    pacing_due,
    start_wake_ups,
    wake_ups,
)

__all__ = [
    "Signing",
    "TermsVersion",
    "WakeUps",
    "all_of",
    "by_slug",
    "close_due",
    "history",
    "holding",
    "in_channel",
    "known",
    "move_close",
    "move_pacing",
    "newest",
    "next_pacing",
    "of_id",
    "pacing_due",
    "proposed",
    "reigns",
    "save_new",
    "sign",
    "signing",
    "start_wake_ups",
    "terms",
    "terms_at",
    "version",
    "vouch",
    "wake_ups",
]

AGREEMENT = table_of(AgreementRow).c
ALL = (
    select(*(AGREEMENT[name] for name in ("id", "workspace_id", "slug", "status", "channel")))
    .where(AGREEMENT.workspace_id == bindparam("place"))
    .order_by(AGREEMENT.slug)
)
BY_SLUG = ALL.where(AGREEMENT.slug == bindparam("slug"))
BY_ID = ALL.where(AGREEMENT.id == bindparam("agreement_id"))
IN_CHANNEL = ALL.where(AGREEMENT.channel == bindparam("channel"), AGREEMENT.status != Status.ENDED)


def by_slug(session: Session, workspace_id: int, slug: str, at: datetime) -> Agreement:
    """The agreement of this slug with the terms that hold at the instant; raises NoAgreement."""
    row = session.execute(BY_SLUG, {"place": workspace_id, "slug": slug.strip().lower()}).first()
    if row is None:
        raise NoAgreement(f"There is no agreement called “{slug[:80]}”; an operator adds one with `sla-bot apply`.")
    return _agreement(session, row, at)


def in_channel(session: Session, workspace_id: int, channel: str, at: datetime) -> list[Agreement]:
    """The agreements that live in a channel, proposed ones included and ended ones not, by slug."""
    found = session.execute(IN_CHANNEL, {"place": workspace_id, "channel": channel}).all()
    return [_agreement(session, row, at) for row in found]


def known(session: Session, workspace_id: int, slug: str) -> int | None:
    """The id of the agreement of this slug, when there is one."""
    return session.scalars(BY_SLUG, {"place": workspace_id, "slug": slug.strip().lower()}).first()


def of_id(session: Session, workspace_id: int, agreement_id: int, at: datetime) -> Agreement:
    """The agreement of this id with the terms that hold at the instant; raises NoAgreement."""
    row = session.execute(BY_ID, {"place": workspace_id, "agreement_id": agreement_id}).first()
    if row is None:
        raise NoAgreement("That agreement does not exist here.")
    return _agreement(session, row, at)


def all_of(session: Session, workspace_id: int, at: datetime) -> list[Agreement]:
    """Every agreement of the workspace, by slug."""
    found = session.execute(ALL, {"place": workspace_id}).all()
    return [_agreement(session, row, at) for row in found]


def _agreement(session: Session, row: Row[*tuple[Any, ...]], at: datetime) -> Agreement:
    held = holding(history(session, row.id), at)
    return Agreement(
        id=row.id,
        workspace_id=row.workspace_id,
        slug=row.slug,
        status=Status(row.status),
        channel=row.channel,
        terms_id=held.id,
        terms_number=held.number,
        terms=terms(session, held.id),
    )
