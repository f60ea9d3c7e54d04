"""Drafts of agreements that somebody sets up step by step: kept after each step until proposed or discarded."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.set_up_rows import SetUpRow


@dataclass(frozen=True)
class SetUp:
    """One draft: the document that it began with, what was entered since by step and field, and the step it is at.

    `agreement_id` and `base_terms_id` are 0 for a new agreement.
    """

    id: int
    person: str
    channel: str
    agreement_id: int
    base_terms_id: int
    base: dict[str, Any]
    answers: dict[str, dict[str, str | list[str]]]
    step: str


def started(  # noqa: PLR0917 - what tells one draft from another
    session: Session, workspace_id: int, person: str, channel: str, base: dict[str, Any], now: datetime,
    *, step: str, agreement_id: int = 0, base_terms_id: int = 0,
) -> SetUp:  # fmt: skip
    """The person's draft in this channel: the one that there is, else a new one."""
    known = find(session, workspace_id, person, channel, agreement_id)
    if known is not None:
        return known
    row = SetUpRow(
        workspace_id=workspace_id,
        person=person,
        channel=channel,
        agreement_id=agreement_id,
        base_terms_id=base_terms_id,
        base=json.dumps(base, ensure_ascii=False),
        answers="{}",
        step=step,
        started_at=now,
        changed_at=now,
    )
    session.add(row)
    session.flush()
    return _value(row)


def find(session: Session, workspace_id: int, person: str, channel: str, agreement_id: int = 0) -> SetUp | None:
    """The person's draft in this channel, for a new agreement or for the one that it amends."""
    row = session.scalars(
        select(SetUpRow).where(
            SetUpRow.workspace_id == workspace_id,
            SetUpRow.person == person,
            SetUpRow.channel == channel,
            SetUpRow.agreement_id == agreement_id,
        )
    ).first()
    return _value(row) if row else None


def of_id(session: Session, workspace_id: int, set_up_id: int, person: str) -> SetUp | None:
    """The person's own draft of this id."""
    row = _row(session, workspace_id, set_up_id)
    return _value(row) if row is not None and row.person == person else None


def answer(  # noqa: PLR0917 - one after the other, as they are told apart by their types
    session: Session, workspace_id: int, set_up_id: int, step: str, values: dict[str, str | list[str]], now: datetime
) -> None:
    """What was entered in the step is kept."""
    row = _row(session, workspace_id, set_up_id)
    if row is not None:
        row.answers = json.dumps({**json.loads(row.answers), step: values}, ensure_ascii=False)
        row.changed_at = now


def move(session: Session, workspace_id: int, set_up_id: int, step: str) -> None:
    """The draft is at this step now."""
    row = _row(session, workspace_id, set_up_id)
    if row is not None:
        row.step = step


def discard(session: Session, workspace_id: int, set_up_id: int) -> None:
    """The draft is gone."""
    session.execute(delete(SetUpRow).where(SetUpRow.id == set_up_id, SetUpRow.workspace_id == workspace_id))


def _row(session: Session, workspace_id: int, set_up_id: int) -> SetUpRow | None:
    known = SetUpRow.id == set_up_id, SetUpRow.workspace_id == workspace_id
    return session.scalars(select(SetUpRow).where(*known)).first()


def _value(row: SetUpRow) -> SetUp:
    return SetUp(
        row.id,
        row.person,
        row.channel,
        row.agreement_id,
        row.base_terms_id,
        json.loads(row.base),
        json.loads(row.answers),
        row.step,
    )
