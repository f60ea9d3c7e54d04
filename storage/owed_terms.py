"""What is owed to whom about proposals and the agreement's life; as owed.py, a room of its own for it.

`Args` are what a template gets.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from sla.agreement import Agreement, Terms
from storage import readers
from storage.saying import Said, distinct, say

STEP: Final = "sla_proposal_step"


def contacts(session: Session, agreement: Agreement, proposed: Terms | None = None) -> list[str]:
    """The contacts of all parties who can be told, of the terms in force and of proposed ones."""
    parties = (*agreement.terms.parties, *(proposed.parties if proposed else ()))
    return distinct(readers.known(session, agreement, party.contact) for party in parties)


def remark(
    session: Session, agreement: Agreement, terms_id: int, remark_id: int, *, told: Iterable[str], now: datetime
) -> int:
    """`sla_proposal_step` to these: somebody said something. Args: terms, step ("remark"), remark."""
    args: dict[str, int | str] = {"terms": terms_id, "step": "remark", "remark": remark_id}
    said = {to: Said(STEP, about(terms_id), f"remark:{remark_id}:{to}", args) for to in told}
    return sum(say(session, agreement, to, each, now) for to, each in said.items())


def step(
    session: Session, agreement: Agreement, terms_id: int, what: str, *, told: Iterable[str], now: datetime
) -> int:
    """`sla_proposal_step` to these, once: reminder, withdrawn, lapsed. Args: terms, step."""
    args: dict[str, int | str] = {"terms": terms_id, "step": what}
    said = {to: Said(STEP, about(terms_id), f"{what}:{to}", args) for to in told}
    return sum(say(session, agreement, to, each, now) for to, each in said.items())


def about(terms_id: int) -> str:
    """The subject of everything that is said about a proposal."""
    return f"terms:{terms_id}"
