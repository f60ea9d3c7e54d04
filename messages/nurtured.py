"""Leads that marketing nurtures: what is missing, the list of them, and the form of their score and activity."""

from collections.abc import Collection, Sequence
from typing import Final

from messages import durations, mrkdwn
from messages.blocks import Block, Message, actions, at_most, context, field, section
from messages.elements import button, plain_text_input
from messages.text import Untrusted
from messages.views import View, modal
from sla.agreement import Terms
from sla.clauses import Minimum
from sla.minimum import Nurtured, lacking, minimum_of

UPDATE: Final = "act:nurtured"
FORM: Final = "form:nurtured"
_ROOM: Final = 40


def titled(lead: Nurtured) -> str:
    """`N-4F7K *Jane Doe*, Acme, director` (mrkdwn)."""
    rest = (Untrusted(foreign).mrkdwn() for foreign in (lead.new.company, lead.new.tier) if foreign)
    return ", ".join((f"{lead.short_id} {mrkdwn.bold(Untrusted(lead.new.name))}", *rest))


def stays(lead: Nurtured, terms: Terms) -> str:
    """The lead is not handed off yet: what is missing, and how it goes on."""
    how = f"`/sla lead {lead.short_id} {_example(minimum_of(terms, lead.new.tier))}` hands it off once it has grown."
    return f":seedling: Not handed off yet: {titled(lead)} stays with {_giver(terms)} at {_has(lead, terms)}. {how}"


def qualifies(lead: Nurtured) -> str:
    """The lead has what its tier asks for; the sentence that it is handed off follows."""
    return f":seedling: {lead.short_id} qualifies."


def listing(leads: Sequence[tuple[Nurtured, Terms]], mine: Collection[int], lead_in: str = "") -> Message:
    """The nurtured leads, those of longest first, with a button at those whom the reader may update."""
    title = f"{durations.several(len(leads), 'lead')} nurtured" if leads else "No lead is nurtured"
    lines = [f"{titled(lead)}\n{_has(lead, terms)}, since {mrkdwn.date(lead.since_at)}" for lead, terms in leads]
    shown = [_entry(lead, line, mine) for (lead, _), line in zip(leads, lines, strict=True)]
    follows = "A nurtured lead has no clock, and counts once it is handed off. `/sla leads` shows those with sales."
    before = [section(lead_in)] if lead_in else []
    return Message(
        text="\n".join([*([lead_in] if lead_in else []), title, *lines, follows]),
        blocks=(*before, section(f":seedling: *{title}*"), *at_most(shown, "leads", room=_ROOM), context(follows)),
    )


def form(lead: Nurtured, terms: Terms) -> View:
    """Asks what the lead's score and activity are by now."""
    asked = minimum_of(terms, lead.new.tier) or Minimum()
    shown: list[Block] = [section(f"{titled(lead)}\n{_has(lead, terms)}. It is handed off as soon as it qualifies.")]
    for name, least in (("score", asked.score), ("activity", asked.activity)):
        has = getattr(lead.new, name)
        if least is not None:
            line = plain_text_input(name, initial=None if has is None else Untrusted(str(has)), max_length=9)
            shown.append(field(name.capitalize(), line, block_id=name, hint=f"From {least} on it qualifies."))
    return modal("Update a lead", shown, callback_id=FORM, submit="Update", private_metadata=str(lead.id))


def _entry(lead: Nurtured, line: str, mine: Collection[int]) -> list[Block]:
    if lead.id not in mine:
        return [section(line)]
    return [section(line), actions(button("Update", f"{UPDATE}:{lead.id}", str(lead.id)))]


def _has(lead: Nurtured, terms: Terms) -> str:
    asked = minimum_of(terms, lead.new.tier)
    return lacking(asked, lead.new) if asked else "what its tier asks for"


def _example(asked: Minimum | None) -> str:
    said = (("score", asked.score), ("activity", asked.activity)) if asked else (("score", 1),)
    return " ".join(f"{name}:{least}" for name, least in said if least is not None)


def _giver(terms: Terms) -> str:
    return Untrusted(terms.giver.name).mrkdwn()
