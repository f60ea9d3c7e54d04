"""`/sla calc` and its form: how many leads a sales quota takes."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

from commands import place, words
from commands.answers import Answers
from commands.door import Door, WrongFields
from commands.errors import BadWords
from commands.gesture import Gesture
from messages import calc, goals
from messages.views import View
from sla.agreement import CalculatorInputs
from sla.calculator import Calculation, Inputs, calculate
from sla.errors import BadCalculation, BadFigure
from sla.figures import money, percent, share

USAGE: Final = "Write `/sla calc QUOTA SHARE DEAL RATE`, such as `/sla calc 5000 100% 100 50%`."
READERS: Final[Mapping[str, Callable[[str], Fraction]]] = {"quota": money, "share": share, "deal": money, "rate": share}
LARGEST: Final = Fraction(10**15)


def say(gesture: Gesture, typed: str) -> None:
    """`calc QUOTA SHARE DEAL RATE` answers at once; bare `calc` opens the form."""
    if not typed:
        gesture.open(calc.form(_known(gesture)))
        return
    figures = words.spoken(typed).split()
    if len(figures) != len(READERS):
        raise BadWords(f"The calculator takes four figures, and there are {len(figures)}. {USAGE}")
    read = {name: READERS[name](figure) for name, figure in zip(READERS, figures, strict=True)}
    gesture.say(calc.answer(_worked_out(read)))


def submit(_gesture: Gesture, answers: Answers) -> View:
    """The form: shows each step above the figures, which may be changed and worked out again."""
    read: dict[str, Fraction] = {}
    wrong: dict[str, str] = {}
    for name, reader in READERS.items():
        try:
            read[name] = _positive(name, reader(answers.text(name)))
        except (BadFigure, BadCalculation) as error:
            wrong[name] = str(error)
    if wrong:
        raise WrongFields(wrong)
    return calc.form({name: answers.text(name) for name in READERS}, _worked_out(read))


def _positive(name: str, figure: Fraction) -> Fraction:
    """The figure, if the calculation can stand on it; each field has its own sentence."""
    if figure <= 0:
        raise BadCalculation("That must be more than 0.")
    if name in ("share", "rate") and figure > 1:
        raise BadCalculation("A share is at most 100%; write it as 50% or 0.5.")
    return figure


def _worked_out(read: Mapping[str, Fraction]) -> Calculation:
    found = calculate(Inputs(read["quota"], read["share"], read["deal"], read["rate"]))
    if found.leads_exact > LARGEST:
        raise BadCalculation("That takes more leads than there are people; check the four figures.")
    return found


def _known(gesture: Gesture) -> dict[str, str]:
    """The figures that the agreement here was calculated from, to begin with."""
    with gesture.sessions.read() as session:
        here = place.around(session, gesture)
    calculated = (goal.calculate for agreement in here for goal in agreement.terms.goals)
    found = next((inputs for inputs in calculated if inputs is not None), None)
    return _written(found) if found else {}


def _written(inputs: CalculatorInputs) -> dict[str, str]:
    return {
        "quota": goals.amount(inputs.quota),
        "share": percent(inputs.marketing_share),
        "deal": goals.amount(inputs.deal_size),
        "rate": percent(inputs.close_rate),
    }


DOORS = (
    Door("word", "calc", say),
    Door("form", calc.FORM, submit),
)
