"""What forms have in common: notices and confirmations in a form's place, and the fields that several of them ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from messages.acts import titled
from messages.blocks import Block, Message, field, section
from messages.elements import Element, option, plain_text_input, static_select
from messages.text import Text, Untrusted
from messages.views import View, modal
from sla.lead import Lead

MOST_OPTIONS: Final = 100
_KEY: Final = 75
AGREEMENT: Final = "agreement"
LEAD: Final = "lead"
OTHER_LEAD: Final = "other_lead"
NOTICE: Final = "form:notice"


@dataclass(frozen=True)
class Choice:
    """One choice of a menu: what it stands for, and what is shown of it."""

    value: str
    shown: str


def notice(said: Message, title: str = "SLA Bot") -> View:
    """A message where only a form can be shown."""
    return modal(title, said.blocks or [section(said.text)], callback_id=NOTICE, submit=None, close="Close")


def done(title: str, *lines: Text | Block) -> View:
    """What a form turns into once its act is done."""
    shown = [line if isinstance(line, dict) else section(line) for line in lines]
    return modal(title, shown, callback_id=NOTICE, submit=None, close="Done")


def agreement_field(choices: Sequence[Choice]) -> list[Block]:
    """Asks which agreement; nothing to ask when there is one."""
    if len(choices) < 2:
        return []
    menu = static_select(AGREEMENT, options(choices), placeholder="Choose an agreement")
    return [field("Agreement", menu, block_id=AGREEMENT)]


def lead_fields(leads: Sequence[Lead], chosen: int | None = None, *, hint: str = "") -> list[Block]:
    """Asks which lead: one of these, or another by its id or name; `hint` says what else may stand there."""
    other = plain_text_input(OTHER_LEAD, max_length=200, placeholder="L-4F7K, an external id, or a name")
    if not leads:
        why = "You have no open lead of your own; name another that you may act on."
        return [field("Lead", other, block_id=OTHER_LEAD, hint=f"{why} {hint}".rstrip())]
    menu = static_select(
        LEAD,
        options([Choice(str(lead.id), lead_words(lead)) for lead in leads]),
        initial=None if chosen is None else str(chosen),
        placeholder="One of your open leads",
    )
    return [
        field("Lead", menu, block_id=LEAD, optional=True),
        field(
            "Or another lead",
            other,
            block_id=OTHER_LEAD,
            optional=True,
            hint=f"Only if it is not in the list above. {hint}".rstrip(),
        ),
    ]


def options(choices: Sequence[Choice]) -> list[Element]:
    """The choices as options of a menu, as many as Slack takes."""
    return [option(Untrusted(choice.shown), choice.value) for choice in choices[:MOST_OPTIONS]]


def key(text: str) -> str:
    """A name as the value of a choice; a longer one keeps its beginning, which is to be compared with this again."""
    return text[:_KEY]


def lead_words(lead: Lead) -> str:
    """A lead in a menu: id, name, company. Foreign text."""
    return ", ".join(filter(None, (f"{lead.short_id} {lead.name}", lead.company)))


def about(lead: Lead) -> Block:
    """Which lead a form is about."""
    return section(titled(lead))


def sorted_choices(shown: Mapping[str, str]) -> list[Choice]:
    """Choices from values to what is shown of them, by what is shown."""
    return [Choice(key(value), words) for value, words in sorted(shown.items(), key=lambda each: each[1].casefold())]
