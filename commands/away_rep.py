"""A lead that was meant for somebody who is away: whoever hands it off is told, and asked."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from commands.answers import Answers
from commands.door import WrongFields
from commands.errors import RepIsAway
from commands.gesture import Gesture
from messages import away
from sla.leave import Leave
from storage import leaves, people

ANYWAY = "anyway"


def leave_of(session: Session, gesture: Gesture, rep: str | None) -> Leave | None:
    """The leave that the rep is on now."""
    return leaves.leave_at(session, gesture.workspace.id, rep, gesture.now) if rep else None


def ask(session: Session, gesture: Gesture, rep: str, anyway: str, to_next: str) -> None:
    """Raises RepIsAway when the rep is away; with what to type for the rep anyway, and for the next in turn."""
    leave = leave_of(session, gesture, rep)
    if leave is not None:
        raise RepIsAway(leave, f"{anyway} {ANYWAY}:yes", to_next)


def refuse(session: Session, gesture: Gesture, answers: Answers, rep: str | None) -> None:
    """Raises WrongFields when the rep is away and the form does not say that the lead goes to them anyway."""
    leave = leave_of(session, gesture, rep)
    if leave is None or answers.is_ticked(ANYWAY):
        return
    name = people.name(session, gesture.workspace.id, leave.person)
    how = " or tick the box below" if ANYWAY in answers.fields else ""
    said = f"{name} is away {away.until_plain(leave)}. Choose somebody else, nobody for the next in turn,{how}."
    raise WrongFields({"rep": said.replace(",.", ".")})


def marked(session: Session, gesture: Gesture, shown: Mapping[str, str]) -> tuple[dict[str, str], bool]:
    """The reps as a menu shows them, with until when they are away; and whether anybody is."""
    known = leaves.presences(session, gesture.workspace.id, shown, gesture.now)
    found = {key: leave for key, each in known.items() if (leave := each.leave(gesture.now))}
    until = {key: f" (away {away.until_plain(leave)})" for key, leave in found.items()}
    told = {key: f"{name}{until.get(key, '')}" for key, name in shown.items()}
    return told, bool(found)
