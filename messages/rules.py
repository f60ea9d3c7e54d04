"""The rules of an agreement in words: what happens, and what follows, with its details."""

from typing import Final

from messages import durations, goals
from messages.text import Untrusted
from sla.agreement import Rule, Terms
from sla.consequences import FOLLOWS
from sla.figures import percent, plain

IDLE: Final = " _(on record, not acted on yet)_"
_ACTS: Final = {
    "celebrate": "a celebration in the channel",
    "thank_contact": "thanks to the contact",
    "strike": "a strike, told in private",
    "make_up": "a plan to make up for it",
    "service_credit": "a service credit",
    "escalate": "the party's contact is told",
}


def rule_line(terms: Terms, rule: Rule) -> str:
    """The rule in words; what of it is not acted on stands last, and says so once."""
    acted_on = [act for act in rule.then if act in FOLLOWS.get(rule.when, ())]
    idle = [act for act in rule.then if act not in acted_on]
    done = ", ".join(_act(terms, rule, act) for act in acted_on)
    kept = f"{', '.join(_act(terms, rule, act) for act in idle)}{IDLE}" if idle else ""
    return f"{_when(terms, rule)}: {', and '.join(filter(None, (done, kept)))}"


def _when(terms: Terms, rule: Rule) -> str:
    """What happens before the rule does, in words."""
    whose = "a rep's" if rule.of == "rep" else "a party's"
    stretch = f"a {terms.period}" if rule.within in (None, "period") else _said(rule.within)
    said = {
        "goal_met": "A goal is met",
        "goal_missed": "A goal is missed at the close",
        "goal_exceeded": f"A goal is exceeded by {percent(rule.by)}" if rule.by else "A goal is exceeded",
        "breaches": f"{rule.count} of {whose} windows pass within {stretch}",
        "strikes": f"{durations.several(rule.count or 1, 'strike')} of a party count at once",
        "duty_missed": "A duty is missed",
    }
    return said.get(rule.when) or _said(rule.when.replace("_", " ").capitalize())


def _act(terms: Terms, rule: Rule, act: str) -> str:
    """What follows, with its details."""
    said = _ACTS.get(act) or _said(act.replace("_", " "))
    details = _DETAILS[act](terms, rule) if act in _DETAILS else []
    return f"{said} ({'; '.join(details)})" if details else said


def _of_celebration(_terms: Terms, rule: Rule) -> list[str]:
    marks = " and ".join(map(percent, rule.milestones))
    return [f"on the way too, at {marks}"] if marks else []


def _of_strike(terms: Terms, rule: Rule) -> list[str]:
    due = rule.diagnosis_within and f"diagnosis due within {durations.window(rule.diagnosis_within)}"
    decay = rule.decay and f"it counts until {durations.several(rule.decay, f'more {terms.period}')} have closed"
    return [detail for detail in (due, decay) if detail]


def _of_make_up(terms: Terms, rule: Rule) -> list[str]:
    over = rule.over or 1
    return [f"over the next {durations.several(over, terms.period) if over > 1 else terms.period}"]


def _of_credit(_terms: Terms, rule: Rule) -> list[str]:
    if rule.credit is None:
        return []
    said, told = [], rule.credit
    if told.amount is not None:
        said.append(f"{_said(told.currency)} {goals.amount(told.amount)} each time")
    elif told.percent_of_fee is not None and told.fee is not None:
        share, fee = plain(told.percent_of_fee), goals.amount(told.fee)
        said.append(f"{share}% of the fee of {_said(told.currency)} {fee} each time")
    if told.cap_percent is not None:
        said.append(f"at most {plain(told.cap_percent)}% of it in a period")
    return said


_DETAILS: Final = {
    "celebrate": _of_celebration,
    "strike": _of_strike,
    "make_up": _of_make_up,
    "service_credit": _of_credit,
}


def _said(text: str | None) -> str:
    return Untrusted(text or "").mrkdwn()
