"""How something is said: on record as owed, to a channel or person, else to the admin."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, TypedDict

from sqlalchemy.orm import Session

from sla.agreement import Agreement
from storage import readers
from storage.obligations import owe, skip

NOBODY: Final = "Nobody in Slack could be told."


class When(TypedDict, total=False):
    """When a message may be said: not before an instant, and not any more from another on."""

    not_before: datetime | None
    expires_at: datetime | None


@dataclass(frozen=True)
class Said:
    """One message: what it is about, and when it may be said."""

    kind: str
    subject: str
    occurrence: str
    args: Mapping[str, int | str] = field(default_factory=dict)
    lane: str = "alert"
    due_at: datetime | None = None
    not_before: datetime | None = None
    expires_at: datetime | None = None


def post(session: Session, agreement: Agreement, said: Said, now: datetime) -> bool:
    """To the agreement's channel, else to a contact."""
    return say(session, agreement, agreement.channel or readers.first_contact(session, agreement), said, now)


def say(session: Session, agreement: Agreement, to: str | None, said: Said, now: datetime) -> bool:
    """To a channel or person, else to the admin; on record where nobody can be told."""
    to, keys = to or readers.admin(session, agreement.workspace_id), keys_of(agreement, said, said.due_at or now)
    if to is None:
        skip(session, **keys, reason=NOBODY)
        return False
    return owe(
        session,
        **keys,
        to=to,
        lane=said.lane,
        args=said.args,
        not_before=said.not_before or now,
        expires_at=said.expires_at,
        fallback=readers.first_contact(session, agreement, apart_from=to),
    )


def keys_of(agreement: Agreement, said: Said, due_at: datetime) -> dict[str, Any]:
    """What tells one obligation from another."""
    return {
        "workspace_id": agreement.workspace_id,
        "agreement_id": agreement.id,
        "terms_id": agreement.terms_id,
        "kind": said.kind,
        "subject": said.subject,
        "occurrence": said.occurrence,
        "due_at": due_at,
    }


def distinct(told: Iterable[str | None]) -> list[str]:
    """The readers, each once, without those that are none."""
    return list(dict.fromkeys(reader for reader in told if reader))
