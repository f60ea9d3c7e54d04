"""The list of open leads: each with its due instant, and the buttons of its acts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from messages import durations, lead_card, mrkdwn
from messages.acts import titled
from messages.blocks import Block, Message, actions, at_most, context, section
from messages.elements import Element, button, option, overflow
from sla.lead import Lead

MORE: Final = "act:more"
LIST: Final = "leads"
MOST_COUNTED: Final = 200
CUSTOMERS: Final = "Customers handed off, until somebody has reached them"
_MORE_ACTS: Final = (("snooze", "Snooze"), ("pass_on", "Pass on"), ("not_a_fit", "Not a fit"))


@dataclass(frozen=True)
class Listed:
    """Open leads as somebody asked for them: `scope` is all, mine or overdue.

    `total` also counts those that the list has no room for, up to MOST_COUNTED; `mine_to_act` are the leads whose
    buttons the reader gets. `asked` says again what was asked, and comes back with each press.
    """

    scope: str
    leads: Sequence[Lead]
    total: int
    mine_to_act: Collection[int]
    asked: str = ""
    lead_in: str = ""

    @property
    def customers(self) -> bool:
        """Whether there are customers among them."""
        return any(lead.what == "customer" for lead in self.leads)


def listing(told: Listed, now: datetime) -> Message:
    """The leads that wait first, by their due instants, then those that were followed up."""
    title = _title(told)
    told = replace(told, leads=sorted(told.leads, key=lambda lead: lead.what, reverse=True))
    lines = [_line(lead, now) for lead in told.leads]
    shown = [
        _entry(told, lead, line, number) for number, (lead, line) in enumerate(zip(told.leads, lines, strict=True))
    ]
    first = next((number for number, lead in enumerate(told.leads) if lead.what == "customer"), None)
    if first is not None:
        lines[first] = f"*{CUSTOMERS}*\n{lines[first]}"
        shown[first] = [section(f"*{CUSTOMERS}*"), *shown[first]]
    before = [section(told.lead_in)] if told.lead_in else []
    follows = _next(told)
    return Message(
        text="\n".join([*([told.lead_in] if told.lead_in else []), title, *lines, follows]),
        blocks=(*before, section(f"*{title}*"), *at_most(shown, "leads", room=44), context(follows)),
    )


def _title(told: Listed) -> str:
    what = {"mine": "open lead of yours", "overdue": "overdue lead"}.get(told.scope, "open lead")
    many = {"mine": "open leads of yours"}.get(told.scope)
    if not told.total:
        return {"mine": "No open leads of yours", "overdue": "No lead is overdue"}.get(told.scope, "No open leads")
    if told.customers:
        what, many = (
            what.replace("lead", "lead or customer"),
            (many or f"{what}s").replace("leads", "leads and customers"),
        )
    more = f", the first {len(told.leads)} of them" if told.total > len(told.leads) else ""
    at_least = "At least " if told.total >= MOST_COUNTED else ""
    return f"{at_least}{durations.several(told.total, what, many)}{more}"


def _next(told: Listed) -> str:
    if not told.leads:
        return "`/sla lead` hands one off." if told.scope != "overdue" else "Every promise is kept so far."
    if told.scope == "overdue":
        return "Take the one that is due first, and log each attempt with its button or `/sla log LEAD call`."
    return "`/sla leads mine` and `/sla leads overdue` show fewer; `/sla why LEAD` explains a due instant."


def _line(lead: Lead, now: datetime) -> str:
    rep = f" with {mrkdwn.user(lead.rep)}" if lead.rep else " with nobody yet"
    return f"{titled(lead)},{rep}\n{_stands(lead, now)}"


def _stands(lead: Lead, now: datetime) -> str:
    if lead.first_attempt_at is None and lead.due_at is not None and not lead.is_held(now):
        if now > lead.due_at:
            return f":bell: No attempt yet; the first was promised by {mrkdwn.date(lead.due_at)}."
        return f":hourglass_flowing_sand: First follow-up due {mrkdwn.date(lead.due_at)}."
    return lead_card.state_line(lead, now)


def _entry(told: Listed, lead: Lead, line: str, number: int) -> list[Block]:
    if lead.id not in told.mine_to_act:
        return [section(line)]
    block_id = f"{LIST}:{told.scope}:{number}:{told.asked}"
    return [section(line), actions(*_buttons(lead, number), block_id=block_id[:255])]


def _buttons(lead: Lead, number: int) -> list[Element]:
    value = lead_card.value(lead)
    acts = [("Called", lead_card.CALLED), ("E-mailed", lead_card.EMAILED)]
    acts += [("Connected", lead_card.CONNECTED)] if lead.connected_at is None else []
    acts += [("Won", lead_card.WON)] if lead.what == "lead" else []
    pressed = [button(text, f"{act}:{number}", value) for text, act in acts]
    more = [option(text, f"{act}.{value}") for act, text in _more(lead)]
    return [*pressed, overflow(f"{MORE}:{number}", more)]


def _more(lead: Lead) -> list[tuple[str, str]]:
    acts = [(act, text) for act, text in _MORE_ACTS if act != "snooze" or lead.waits]
    return acts if lead.what == "lead" else [(act, text) for act, text in acts if act != "not_a_fit"]
