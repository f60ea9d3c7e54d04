"""What both calculators share: reading the four figures, the agreement that they are about, and the reps' hours."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from commands import place
from commands.gesture import Gesture
from messages import bandwidth
from sla.agreement import Agreement
from sla.calculator import Calculation, Inputs, calculate
from sla.errors import BadCalculation, SlaError
from sla.figures import money, share
from storage import agreements, workloads

READERS: Final[Mapping[str, Callable[[str], Fraction]]] = {"quota": money, "share": share, "deal": money, "rate": share}
LARGEST: Final = Fraction(10**15)


def read(figures: Sequence[str]) -> Calculation:
    """The calculation from quota, share, deal size and close rate as written; raises BadFigure and BadCalculation."""
    return worked_out({name: READERS[name](figure) for name, figure in zip(READERS, figures, strict=True)})


def worked_out(found: Mapping[str, Fraction]) -> Calculation:
    """The calculation from the four figures by name; raises BadCalculation."""
    result = calculate(Inputs(found["quota"], found["share"], found["deal"], found["rate"]))
    if result.leads_exact > LARGEST:
        raise BadCalculation("That takes more leads than there are people; check the four figures.")
    return result


def here(gesture: Gesture) -> Agreement | None:
    """The agreement around that leads are handed off under, if there is one; of several, the first."""
    with gesture.sessions.read() as session:
        return next(filter(place.hands_leads, place.around(session, gesture)), None)


def kept(gesture: Gesture, agreement_id: str) -> Agreement | None:
    """The agreement that a form was opened for."""
    if not (agreement_id.isdecimal() and len(agreement_id) < 19):
        return None
    try:
        with gesture.sessions.read() as session:
            return agreements.of_id(session, gesture.workspace.id, int(agreement_id), gesture.now)
    except SlaError:
        return None


def hours(gesture: Gesture, agreement: Agreement | None, leads: int) -> list[str]:
    """Whether the agreement's reps have the hours for so many leads a period (mrkdwn); nothing where it says none."""
    if agreement is None:
        return []
    with gesture.sessions.read() as session:
        checked = workloads.of_terms(session, gesture.workspace.id, agreement.terms, gesture.now, leads=Fraction(leads))
    return bandwidth.told(checked.load, checked.period) if checked else []
