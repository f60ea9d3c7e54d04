"""`/sla leads [mine|overdue]`: the open leads here, each with its due instant and buttons."""

from typing import Final

from sqlalchemy.orm import Session

from commands import place
from commands.door import Door
from commands.errors import BadWords
from commands.gesture import Gesture
from messages import leads as told
from messages.blocks import Message
from messages.leads import LIST, Listed
from sla.agreement import Agreement
from sla.lead import Lead
from sla.permissions import Act, Subject, may
from storage import leads

SCOPES: Final = ("mine", "overdue")
ROOM: Final = 20
MOST: Final = 200


def say(gesture: Gesture, typed: str) -> None:
    """The open leads of the agreements here; `mine` are one's own, `overdue` those whose window has passed."""
    with gesture.sessions.read() as session:
        found, rest = place.several(session, gesture, typed, place.hands_leads)
        scope = rest.lower() or "all"
        if scope not in (*SCOPES, "all"):
            raise BadWords(f"“{rest[:40]}” is no kind of leads. Write `/sla leads`, or add mine or overdue.")
        message = _listing(session, gesture, found, scope, "")
    gesture.say(message)


def is_list(block_id: str) -> bool:
    """Whether a row of buttons stands in such a list."""
    return block_id.startswith(f"{LIST}:")


def again(session: Session, gesture: Gesture, block_id: str, lead_in: str) -> Message:
    """The list that a row of buttons stood in, as it is now, after a line that says what was done."""
    _, scope, _, asked = (*block_id.split(":", 3), "", "", "")[:4]
    ids = {int(number) for number in asked.split(",") if number.isdecimal()}
    known = {each.id: each for each in (*place.around(session, gesture), *place.mine(session, gesture))}
    found = [agreement for number, agreement in known.items() if number in ids]
    return _listing(session, gesture, found, scope if scope in SCOPES else "all", lead_in)


def _listing(session: Session, gesture: Gesture, found: list[Agreement], scope: str, lead_in: str) -> Message:
    for agreement in found:
        place.require(session, gesture, agreement, Act.SEE)
    ids = [agreement.id for agreement in found]
    every = leads.open_leads(
        session,
        gesture.workspace.id,
        ids,
        gesture.user if scope == "mine" else None,
        gesture.now if scope == "overdue" else None,
        limit=MOST,
    )
    shown = every[:ROOM]
    theirs = {lead.id for lead in shown if _may_act(session, gesture, found, lead)}
    asked = ",".join(map(str, ids))
    return told.listing(Listed(scope, shown, len(every), theirs, asked, lead_in), gesture.now)


def _may_act(session: Session, gesture: Gesture, found: list[Agreement], lead: Lead) -> bool:
    agreement = next(each for each in found if each.id == lead.agreement_id)
    actor = gesture.actor(agreement.channel, belongs=True)
    return may(actor, Act.FOLLOW_UP, Subject(agreement.terms, rep=lead.rep))


DOORS = (Door("word", "leads", say),)
