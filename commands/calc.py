"""`/sla calc` and its form: how many leads a sales quota takes, and whether the reps have the hours for them."""

from fractions import Fraction
from typing import Final

from commands import calc_tiers, calculating, words
from commands.answers import Answers
from commands.calculating import READERS
from commands.door import Door, WrongFields
from commands.errors import BadWords
from commands.gesture import Gesture
from messages import calc, goals
from messages import calc_tiers as words_by_tier
from messages.views import View
from sla.agreement import CalculatorInputs, Terms
from sla.errors import BadCalculation, BadFigure
from sla.figures import percent

USAGE: Final = "Write `/sla calc QUOTA SHARE DEAL RATE`, such as `/sla calc 5000 100% 100 50%`."


def say(gesture: Gesture, typed: str) -> None:
    """`calc QUOTA SHARE DEAL RATE` answers at once, `calc TIER QUOTA …; TIER …` by tier; `calc` opens the form."""
    spoken = words.spoken(typed)
    if calc_tiers.is_meant(spoken):
        calc_tiers.say(gesture, spoken)
        return
    about = calculating.here(gesture)
    if not spoken:
        known = _written(about.terms) if about else {}
        gesture.open(calc.form(known, place=str(about.id) if about else ""))
        return
    figures = spoken.split()
    if len(figures) != len(READERS):
        raise BadWords(f"The calculator takes four figures, and there are {len(figures)}. {USAGE}")
    found = calculating.read(figures)
    gesture.say(calc.answer(found, calculating.hours(gesture, about, found.leads)))


def submit(gesture: Gesture, answers: Answers) -> View:
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
    found, about = calculating.worked_out(read), calculating.kept(gesture, answers.place)
    known = {name: answers.text(name) for name in READERS}
    checked = calculating.hours(gesture, about, found.leads)
    return calc.form(known, found, checked=checked, place=answers.place)


def _positive(name: str, figure: Fraction) -> Fraction:
    """The figure, if the calculation can stand on it; each field has its own sentence."""
    if figure <= 0:
        raise BadCalculation("That must be more than 0.")
    if name in ("share", "rate") and figure > 1:
        raise BadCalculation("A share is at most 100%; write it as 50% or 0.5.")
    return figure


def _written(terms: Terms) -> dict[str, str]:
    """The figures that the agreement's goal was calculated from, to begin with."""
    found = next((goal.calculate for goal in terms.goals if goal.calculate is not None), None)
    return _as_written(found) if found else {}


def _as_written(inputs: CalculatorInputs) -> dict[str, str]:
    return {
        "quota": goals.amount(inputs.quota),
        "share": percent(inputs.marketing_share),
        "deal": goals.amount(inputs.deal_size),
        "rate": percent(inputs.close_rate),
    }


DOORS = (
    Door("word", "calc", say),
    Door("form", calc.FORM, submit),
    Door("form", words_by_tier.FORM, calc_tiers.submit),
)
