"""`/sla calc TIER QUOTA SHARE DEAL RATE; …` and its form: each tier's own goal, and what all of them are worth."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from commands import calculating
from commands.answers import Answers
from commands.door import WrongFields
from commands.errors import BadWords
from commands.gesture import Gesture
from messages import calc_tiers, goals
from messages.views import View
from sla.agreement import Agreement, CalculatorInputs, Terms
from sla.calculator import Calculation
from sla.errors import BadCalculation, BadFigure
from sla.figures import percent

FORM_WORD: Final = "tiers"
FIGURES: Final = 4
MOST: Final = 20
USAGE: Final = (
    "Write each tier with its four figures, such as `/sla calc ceo 2000 100% 200 40%; director 3000 100% 100 50%`."
)
_QUOTES: Final = "\"'“”"


def is_meant(spoken: str) -> bool:
    """Whether the words are about tiers: they ask for the form, hold several, or begin with a name."""
    if ";" in spoken or spoken.lower() == FORM_WORD:
        return True
    return len(spoken.split()) > FIGURES and (spoken[0].isalpha() or spoken[0] in _QUOTES)


def say(gesture: Gesture, spoken: str) -> None:
    """Answers at once, or opens the form."""
    about = calculating.here(gesture)
    if spoken.lower() == FORM_WORD:
        gesture.open(calc_tiers.form(_known(about), place=str(about.id) if about else ""))
        return
    by_tier = _read(about, spoken.split(";"))
    gesture.say(calc_tiers.answer(by_tier, _values(about), _hours(gesture, about, by_tier)))


def submit(gesture: Gesture, answers: Answers) -> View:
    """The form: shows each tier's steps above the lines, which may be changed and worked out again."""
    written, about = answers.text(calc_tiers.FIELD), calculating.kept(gesture, answers.place)
    try:
        by_tier = _read(about, written.splitlines())
    except (BadFigure, BadCalculation, BadWords) as error:
        raise WrongFields({calc_tiers.FIELD: str(error)}) from error
    checked = _hours(gesture, about, by_tier)
    return calc_tiers.form(written, by_tier, _values(about), checked=checked, place=answers.place)


def _read(about: Agreement | None, lines: Sequence[str]) -> dict[str, Calculation]:
    """Each tier's calculation; raises BadWords, BadFigure and BadCalculation with the tier that is meant."""
    found: dict[str, Calculation] = {}
    for line in filter(None, map(str.strip, lines)):
        tier, figures = _parts(about, line)
        if tier in found:
            raise BadWords(f"{tier} is here a second time; give each tier one line.")
        found[tier] = _calculated(tier, figures)
    if not found:
        raise BadWords(f"No tier is here yet. {USAGE}")
    if len(found) > MOST:
        raise BadWords(f"The calculator takes {MOST} tiers at once, and there are {len(found)}.")
    return found


def _parts(about: Agreement | None, line: str) -> tuple[str, list[str]]:
    name, figures = line.split()[:-FIGURES], line.split()[-FIGURES:]
    if not name:
        raise BadWords(f"“{line[:40]}” has no tier and four figures. {USAGE}")
    return _tier(about, " ".join(name).strip(_QUOTES)), figures


def _tier(about: Agreement | None, written: str) -> str:
    """The tier as the agreement spells it; without tiers there, any name is one."""
    if about is None or not about.terms.tiers:
        return written[:80]
    found = next((tier.name for tier in about.terms.tiers if tier.name.lower() == written.lower()), None)
    if found is None:
        known = ", ".join(tier.name for tier in about.terms.tiers)
        raise BadWords(f"There is no tier “{written[:40]}” under this agreement. Its tiers: {known}.")
    return found


def _calculated(tier: str, figures: Sequence[str]) -> Calculation:
    try:
        return calculating.read(figures)
    except (BadFigure, BadCalculation) as error:
        raise BadWords(f"{tier}: {error}") from error


def _hours(gesture: Gesture, about: Agreement | None, by_tier: Mapping[str, Calculation]) -> list[str]:
    return calculating.hours(gesture, about, sum(each.leads for each in by_tier.values()))


def _values(about: Agreement | None) -> dict[str, Decimal]:
    tiers = about.terms.tiers if about else ()
    return {tier.name: tier.value for tier in tiers if tier.value is not None}


def _known(about: Agreement | None) -> str:
    """A line for each tier of the agreement, with the figures of its goal where it was calculated."""
    return "" if about is None else "\n".join(_line(about.terms, tier.name) for tier in about.terms.tiers)


def _line(terms: Terms, tier: str) -> str:
    inputs = next((goal.calculate for goal in terms.goals if goal.tier == tier and goal.calculate), None)
    return " ".join([tier, *(_figures(inputs) if inputs else ())])


def _figures(inputs: CalculatorInputs) -> tuple[str, ...]:
    return (
        goals.amount(inputs.quota),
        percent(inputs.marketing_share),
        goals.amount(inputs.deal_size),
        percent(inputs.close_rate),
    )
