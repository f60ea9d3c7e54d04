"""What is owed to whom about proposals and the agreement's life; as owed.py, a room of its own for it.

`Args` are what a template gets.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, Unpack

from sqlalchemy.orm import Session

from sla.agreement import Agreement, Terms
from storage import readers
from storage.saying import Said, When, distinct, say

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


def cancellation_review(
    session: Session, agreement: Agreement, review_id: int, now: datetime, **when: Unpack[When]
) -> int:
    """`sla_cancellation_review` to the contacts of all parties, once; returns to how many. Args: review."""
    args = {"review": review_id}
    said = {
        to: Said("sla_cancellation_review", about_review(review_id), to, args, **when)
        for to in contacts(session, agreement)
    }
    return sum(say(session, agreement, to, each, now) for to, each in said.items())


def gone_on(session: Session, agreement: Agreement, review_id: int, *, by: str, now: datetime) -> int:
    """`sla_cancellation_review` to the other contacts anew: what was decided. Args: review, decided (1)."""
    args = {"review": review_id, "decided": 1}
    told = [each for each in contacts(session, agreement) if each != by]
    said = {to: Said("sla_cancellation_review", about_review(review_id), f"decided:{to}", args) for to in told}
    return sum(say(session, agreement, to, each, now) for to, each in said.items())


def ended(session: Session, agreement: Agreement, now: datetime) -> int:
    """`sla_ended` once to the channel, else to each contact; returns to how many. Args: ended_at (ISO)."""
    args = {"ended_at": now.isoformat()}
    told = [agreement.channel] if agreement.channel else contacts(session, agreement)
    said = {to: Said("sla_ended", f"ended:{agreement.id}", f"{now.isoformat()}:{to}", args) for to in told}
    return sum(say(session, agreement, to, each, now) for to, each in said.items())


def buy_in(session: Session, agreement: Agreement, buy_in_id: int, what: str, *, by: str, now: datetime) -> int:
    """`sla_buy_in` to the other contacts: withdrawn, or given again. Args: buy_in, what ("withdrawn", "given")."""
    args: dict[str, int | str] = {"buy_in": buy_in_id, "what": what}
    told = [each for each in contacts(session, agreement) if each != by]
    said = {to: Said("sla_buy_in", f"buy_in:{buy_in_id}", f"{what}:{to}", args) for to in told}
    return sum(say(session, agreement, to, each, now) for to, each in said.items())


def about_review(review_id: int) -> str:
    """The subject of what is said about a cancellation review."""
    return f"cancellation:{review_id}"
