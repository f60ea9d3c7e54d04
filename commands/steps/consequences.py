"""The seventh step: what follows when goals are met or missed, and when the agreement ends."""

import re
from typing import Final

from commands.door import WrongFields
from commands.steps.step import Document, Path, Step, text, texts, without_empty
from messages.set_up import consequences as words
from messages.set_up.fields import Values
from sla.consequences import FOLLOWS

DETAILS: Final = {
    "goal_exceeded": ("by",),
    "goal_missed": ("diagnosis_within", "credit"),
    "breaches": ("count", "of", "diagnosis_within", "credit"),
    "strikes": ("count",),
    "duty_missed": ("diagnosis_within", "credit"),
}
"""What is asked about a rule beside what follows."""
_CREDIT: Final = re.compile(
    r"(?:(?P<amount>[\d.,]+)|(?P<percent_of_fee>[\d.]+)\s*% of (?P<fee>[\d.,]+))\s*(?P<currency>[A-Za-z]{3})"
    r"(?:\s*,\s*at most (?P<cap_percent>[\d.]+)\s*%)?"
)
BAD_CREDIT: Final = "Write 25 USD, or 10% of 2000 USD, at most 30%"
CREDIT_NEEDED: Final = "Say how much the service credit is, such as 25 USD."


def _written(document: Document) -> Values:
    values: Values = {}
    for when in FOLLOWS:
        rule = _rule(document, when)
        values[f"then_{when}"] = list(rule.get("then", []))
        for detail in DETAILS.get(when, ()):
            said = rule.get(detail, "")
            values[f"{detail}_{when}"] = _credit_words(said) if detail == "credit" and said else said
    for condition in document.get("cancellation", []):
        values[condition["when"]] = condition.get("periods") or ["yes"]
    return {field: value for field, value in values.items() if value}


def _read(document: Document, values: Values) -> Document:
    asked = [when for when in FOLLOWS if texts(values, f"then_{when}")]
    rules = {when: _entered(document, when, values) for when in asked}
    known = [rule["when"] for rule in document.get("consequences", [])]
    kept = [rule for rule in document.get("consequences", []) if rule is not _rule(document, rule["when"])]
    order = [*dict.fromkeys(when for when in known if when in rules), *(when for when in rules if when not in known)]
    cancellation = [
        *([{"when": "missed_in_a_row", "periods": said}] if (said := text(values, "missed_in_a_row")) else []),
        *([{"when": "buy_in_withdrawn"}] if texts(values, "buy_in_withdrawn") else []),
    ]
    read = {"consequences": [*(rules[when] for when in order), *kept], "cancellation": cancellation}
    return without_empty({**document, **read})


def _entered(document: Document, when: str, values: Values) -> Document:
    """The rule as entered, on top of what the form does not ask about."""
    known, ticked = _rule(document, when), texts(values, f"then_{when}")
    then = [*(act for act in known.get("then", []) if act in ticked), *(act for act in FOLLOWS[when] if act in ticked)]
    rule = {**known, "when": when, "then": list(dict.fromkeys(then))}
    for detail in DETAILS.get(when, ()):
        rule[detail] = text(values, f"{detail}_{when}")
    if "credit" in rule:
        rule["credit"] = _credit(when, rule["credit"]) if "service_credit" in ticked else ""
    if "strike" not in ticked:
        rule |= {"diagnosis_within": "", "decay": ""}
    return without_empty(rule)


def _credit(when: str, said: str) -> Document:
    found = _CREDIT.fullmatch(said)
    if found is None:
        raise WrongFields({f"credit_{when}": BAD_CREDIT if said else CREDIT_NEEDED})
    return without_empty({**found.groupdict(), "currency": found["currency"].upper()})


def _credit_words(credit: Document) -> str:
    if "amount" in credit:
        said = f"{credit['amount']} {credit['currency']}"
    else:
        said = f"{credit.get('percent_of_fee')}% of {credit.get('fee')} {credit['currency']}"
    return said + (f", at most {credit['cap_percent']}%" if "cap_percent" in credit else "")


def _rule(document: Document, when: str) -> Document:
    """The first rule for this event; an empty one where there is none."""
    return next((rule for rule in document.get("consequences", []) if rule["when"] == when), {})


def _field_of(document: Document, path: Path) -> str:
    numbered = len(path) > 1 and isinstance(path[1], int)
    rules = document.get(str(path[0]), [])
    when = rules[path[1]]["when"] if numbered and path[1] < len(rules) else "goal_met"  # type: ignore[operator]
    if path[0] == "cancellation":
        return str(when) if numbered else "missed_in_a_row"
    detail = str(path[2]) if len(path) > 2 and path[2] in DETAILS.get(when, ()) else "then"
    return f"{detail}_{when}"


STEP: Final = Step(
    "consequences", "What follows", ("consequences", "cancellation"), _written, _read, _field_of, words.blocks
)
