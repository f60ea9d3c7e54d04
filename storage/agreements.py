"""Agreements: found by slug, channel or id, with the terms that hold at an instant; saved and signed."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, bindparam, select
from sqlalchemy.orm import Session

from sla.agreement import Agreement, Status
from sla.errors import NoAgreement
from storage.agreement_rows import AgreementRow, TermsRow
from storage.base import table_of
from storage.signing import Signing, save_new, sign, signing, vouch
from storage.terms import (
    Dated,
    TermsVersion,
    history,
    holding,
    newest,
    of_lead,
    proposed,
    reigns,
    remember,
    terms,
    terms_at,
    version,
    versions,
)
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
    "of_lead",
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
    "versions",
    "vouch",
    "wake_ups",
]

AGREEMENT, VERSION = table_of(AgreementRow).c, table_of(TermsRow).c
COLUMNS = [AGREEMENT[name] for name in ("id", "workspace_id", "slug", "status", "channel")]
ALL = (
    select(*COLUMNS, VERSION.document, *(VERSION[each.name].label(f"terms_{each.name}") for each in fields(Dated)))
    .where(VERSION.agreement_id == AGREEMENT.id, AGREEMENT.workspace_id == bindparam("place"))
    .order_by(AGREEMENT.slug, VERSION.number)
)
"""Each agreement as often as it has versions of terms."""
BY_SLUG = ALL.where(AGREEMENT.slug == bindparam("slug"))
BY_ID = ALL.where(AGREEMENT.id == bindparam("agreement_id"))
IN_CHANNEL = ALL.where(AGREEMENT.channel == bindparam("channel"), AGREEMENT.status != Status.ENDED)


def by_slug(session: Session, workspace_id: int, slug: str, at: datetime) -> Agreement:
    """The agreement of this slug with the terms that hold at the instant; raises NoAgreement."""
    found = _found(session, BY_SLUG, at, place=workspace_id, slug=slug.strip().lower())
    if not found:
        raise NoAgreement(f"There is no agreement called “{slug[:80]}”; an operator adds one with `sla-bot apply`.")
    return found[0]


def in_channel(session: Session, workspace_id: int, channel: str, at: datetime) -> list[Agreement]:
    """The agreements that live in a channel, proposed ones included and ended ones not, by slug."""
    return _found(session, IN_CHANNEL, at, place=workspace_id, channel=channel)


def known(session: Session, workspace_id: int, slug: str) -> int | None:
    """The id of the agreement of this slug, when there is one."""
    return session.scalars(BY_SLUG, {"place": workspace_id, "slug": slug.strip().lower()}).first()


def of_id(session: Session, workspace_id: int, agreement_id: int, at: datetime) -> Agreement:
    """The agreement of this id with the terms that hold at the instant; raises NoAgreement."""
    found = _found(session, BY_ID, at, place=workspace_id, agreement_id=agreement_id)
    if not found:
        raise NoAgreement("That agreement does not exist here.")
    return found[0]


def all_of(session: Session, workspace_id: int, at: datetime) -> list[Agreement]:
    """Every agreement of the workspace, by slug."""
    return _found(session, ALL, at, place=workspace_id)


def _found(session: Session, wanted: Select[Any], at: datetime, **about: Any) -> list[Agreement]:
    rows = session.execute(wanted, about).all()
    return [_agreement(session, list(versions), at) for _, versions in groupby(rows, key=lambda row: row.id)]


def _agreement(session: Session, rows: Sequence[Row[*tuple[Any, ...]]], at: datetime) -> Agreement:
    """The agreement of these rows, one for each version of its terms."""
    row, versions = rows[0], tuple(Dated(*each[len(COLUMNS) + 1 :]) for each in rows)
    held = holding(versions, at)
    document = next(each.document for each in rows if each.terms_id == held.id)
    return Agreement(
        id=row.id,
        workspace_id=row.workspace_id,
        slug=row.slug,
        status=Status(row.status),
        channel=row.channel,
        terms_id=held.id,
        terms_number=held.number,
        terms=remember(session, row.id, versions, held.id, document),
    )
