"""The acts of an agreement's life in the menu below it: propose again, withdraw or give buy-in, propose its end."""

from typing import Final

from sqlalchemy.orm import Session

from commands import buy_in, cancelling, place, proposals
from commands.door import Pressed
from commands.further import Further
from commands.gesture import Gesture
from messages import cancellation
from sla.agreement import Agreement, Status
from sla.permissions import Act, Subject, may
from storage import agreements, buy_ins


def _can_propose_again(session: Session, gesture: Gesture, agreement: Agreement) -> bool:
    is_waiting = agreements.proposed(session, agreement.id) is not None
    asks, about = place.actor(session, gesture, agreement), Subject(agreement.terms)
    return agreement.status is Status.PROPOSED and not is_waiting and may(asks, Act.PROPOSE, about)


def _propose_again(gesture: Gesture, agreement: Agreement) -> None:
    proposals.press_again(gesture, Pressed("", str(agreement.terms_id), ""))


def _has_given(session: Session, gesture: Gesture, agreement: Agreement) -> bool:
    return _is_contact(gesture, agreement) and not _is_gone(session, gesture, agreement)


def _has_withdrawn(session: Session, gesture: Gesture, agreement: Agreement) -> bool:
    return _is_contact(gesture, agreement) and _is_gone(session, gesture, agreement)


def _can_end(_session: Session, gesture: Gesture, agreement: Agreement) -> bool:
    return _is_contact(gesture, agreement)


def _ask_to_end(gesture: Gesture, agreement: Agreement) -> None:
    form = cancellation.end_form(agreement.terms, str(agreement.id), cancelling.END_PROPOSED, at_once=False)
    gesture.open(form)


def _is_contact(gesture: Gesture, agreement: Agreement) -> bool:
    return agreement.status is Status.IN_FORCE and any(agreement.terms.contact_of(gesture.user))


def _is_gone(session: Session, gesture: Gesture, agreement: Agreement) -> bool:
    party = next(agreement.terms.contact_of(gesture.user)).name
    return any(each.party == party for each in buy_ins.withdrawn(session, agreement.id))


TABLE: Final = (
    Further("again", "Propose it again", _can_propose_again, _propose_again),
    Further("withdraw_buy_in", "Withdraw buy-in", _has_given, buy_in.ask),
    Further("give_buy_in", "Give buy-in again", _has_withdrawn, buy_in.give),
    Further("end", "Propose to end it", _can_end, _ask_to_end),
)
"""What this adds to the menu."""
