"""The fifth step, for agreements over leads: tiers, hand-offs with their windows, alerts, and the reps' hours."""

import re
from itertools import pairwise
from typing import Final

from commands.door import WrongFields
from commands.steps.step import Document, Path, Step, lines, text, without_empty
from messages.set_up import leads as words
from messages.set_up.fields import Values

BANDWIDTH: Final = {
    "minutes_per_attempt": "minutes",
    "hours_per_rep_per_week": "rep_hours",
    "marketing_leads_share": "share",
}
KEYS: Final = ("tiers", "hand_offs", "alerts", "bandwidth")
_ALERT: Final = re.compile(
    r"(?P<at>\S+?%?)\s+(?:tells?\s+)?(?P<tell>.+?)(?P<reassign>\s*,\s*pass(?:es)?(?: it)? on)?", re.I
)
_TIER: Final = re.compile(
    r"(?P<name>[^,]+?)(?:\s*,\s*worth\s+(?P<value>[^,\s]+))?(?:\s*,\s*within\s+(?P<window>[^,\s]+))?", re.I
)
BAD_TIER: Final = "Write a tier on each line, such as: director, worth 50, within 1h"
BAD_ALERT: Final = "Write a level on each line, such as: 80% rep, or: 200% marketing, pass on"
ALL_THREE: Final = "Give all three figures about the reps' hours, or none."


def _suits(document: Document) -> bool:
    return document.get("kind") != "customer"


def _written(document: Document) -> Values:
    alerts = document.get("alerts", [])
    values: Values = {
        "tiers": "\n".join(_tier_line(name, tier) for name, tier in document.get("tiers", {}).items()),
        "alerts": "\n".join(f"{each['at']} {each['tell']}{', pass on' * _passes(each)}" for each in alerts),
    }
    for number, pair in enumerate(pairs(document)):
        rule: Document = next(
            (rule for rule in document.get("hand_offs", []) if (rule["from"], rule["to"]) == pair), {}
        )
        values |= {
            f"handed_{number}": rule.get("what", "lead") if rule else "",
            f"window_{number}": rule.get("window", ""),
        }
    values |= {field: document.get("bandwidth", {}).get(name, "") for name, field in BANDWIDTH.items()}
    return {field: value for field, value in values.items() if value}


def _read(document: Document, values: Values) -> Document:
    asked = {field: text(values, field) for field in BANDWIDTH.values()}
    missing = [field for field, said in asked.items() if not said]
    if missing and len(missing) < len(asked):
        raise WrongFields(dict.fromkeys(missing, ALL_THREE))
    bandwidth = (
        {} if missing else {**document.get("bandwidth", {}), **{name: asked[f] for name, f in BANDWIDTH.items()}}
    )
    read = {
        "tiers": dict(_tier(line) for line in lines(values, "tiers")),
        "hand_offs": _hand_offs(document, values),
        "alerts": [_alert(line) for line in lines(values, "alerts")],
        "bandwidth": bandwidth,
    }
    return without_empty({**document, **read})


def pairs(document: Document) -> list[tuple[str, str]]:
    """Each party and the next one in the chain."""
    return list(pairwise(document.get("parties", {})))


def _hand_offs(document: Document, values: Values) -> list[Document]:
    """The chain's hand-offs as entered, then those that the form does not ask for."""
    asked = pairs(document)
    entered = {
        pair: {"from": pair[0], "to": pair[1], "what": what, "window": text(values, f"window_{number}")}
        for number, pair in enumerate(asked)
        if (what := text(values, f"handed_{number}"))
    }
    others = [rule for rule in document.get("hand_offs", []) if (rule["from"], rule["to"]) not in asked]
    return [*map(without_empty, entered.values()), *others]


def _tier_line(name: str, tier: Document) -> str:
    worth = f", worth {tier['value']}" if "value" in tier else ""
    return f"{name}{worth}{', within ' + tier['window'] if 'window' in tier else ''}"


def _tier(line: str) -> tuple[str, Document]:
    found = _TIER.fullmatch(line)
    if found is None:
        raise WrongFields({"tiers": BAD_TIER})
    return found["name"], without_empty({"value": found["value"], "window": found["window"]})


def _alert(line: str) -> Document:
    found = _ALERT.fullmatch(line)
    if found is None:
        raise WrongFields({"alerts": BAD_ALERT})
    return {"at": found["at"], "tell": found["tell"].strip(), **({"reassign": "true"} if found["reassign"] else {})}


def _passes(alert: Document) -> bool:
    return str(alert.get("reassign", "")).lower() == "true"


def _field_of(document: Document, path: Path) -> str:
    if path[0] == "bandwidth":
        return BANDWIDTH.get(str(path[-1]), "minutes")
    if path[0] == "hand_offs":
        rules = document.get("hand_offs", [])
        rule = rules[path[1]] if len(path) > 1 and isinstance(path[1], int) and path[1] < len(rules) else {}
        asked = pairs(document)
        pair = (rule.get("from"), rule.get("to"))
        number = asked.index(pair) if pair in asked else 0
        return f"{'window' if path[-1] == 'window' else 'handed'}_{number}"
    return str(path[0])


STEP: Final = Step("leads", "Leads and alerts", KEYS, _written, _read, _field_of, words.blocks, _suits)
