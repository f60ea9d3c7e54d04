"""`/sla leads [mine|overdue]`: the open leads here, each with its due instant and buttons."""

from dataclasses import replace
from typing import Final

from sqlalchemy.orm import Session

from commands import not_a_fit, nurtured, pass_on, place, snooze, words
from commands.door import Door, Pressed
from commands.errors import BadWords
from commands.gesture import Gesture
from messages import leads as told
from messages.blocks import Message
from messages.leads import LIST, MOST_COUNTED, Listed
from sla.agreement import Agreement
from sla.lead import Lead
from sla.permissions import Act, Subject, may
from storage import leads

MORE_ACTS: Final = {"snooze": snooze.press, "pass_on": pass_on.press, "not_a_fit": not_a_fit.press}
NURTURED: Final = "nurtured"
SCOPES: Final = ("mine", "overdue")
ROOM: Final = 20


def say(gesture: Gesture, typed: str) -> None:
    """The open leads of the agreements here; `mine` are one's own, `overdue` those whose window has passed."""
    with gesture.sessions.read() as session:
        found, rest = place.several(session, gesture, typed, place.hands_leads)
        scope = rest.lower() or "all"
        if scope == NURTURED:
            nurtured.show(session, gesture, found)
            return
        if scope not in (*SCOPES, "all"):
            raise BadWords(f"“{words.spoken(rest)[:40]}” is no kind of leads. Add mine, overdue or nurtured.")
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
        limit=MOST_COUNTED,
    )
    shown = every[:ROOM]
    theirs = {lead.id for lead in shown if _may_act(session, gesture, found, lead)}
    asked = ",".join(map(str, ids))
    message = told.listing(Listed(scope, shown, len(every), theirs, asked, lead_in), gesture.now)
    return place.marked(session, found[0], message) if len(found) == 1 else message


def _may_act(session: Session, gesture: Gesture, found: list[Agreement], lead: Lead) -> bool:
    agreement = next(each for each in found if each.id == lead.agreement_id)
    actor = gesture.actor(agreement.channel, belongs=True)
    return may(actor, Act.FOLLOW_UP, Subject(agreement.terms, rep=lead.rep))


def more(gesture: Gesture, pressed: Pressed) -> None:
    """The menu behind the buttons of a lead: each choice is one of the rarer acts."""
    verb, _, value = pressed.value.partition(".")
    act = MORE_ACTS.get(verb)
    if act is None:
        raise BadWords("That choice does nothing any more; `/sla leads` shows the list anew.")
    act(gesture, replace(pressed, value=value))


DOORS = (
    Door("word", "leads", say),
    Door("action", told.MORE, more),
)
