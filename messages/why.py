"""The receipt of a lead's clock in words: what was promised, every interval that counted, and what did not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Self
from zoneinfo import ZoneInfo

from messages import dates, deeds, durations, lead_card, mrkdwn
from messages.acts import titled
from messages.blocks import Block, Message, context, header, section
from messages.text import Untrusted
from sla import receipt as clock
from sla.agreement import Terms
from sla.history import Happening
from sla.lead import Lead
from sla.receipt import ClosedDate, Counted
from sla.window import Pause

_PARTS: Final = 14
_MINUTE: Final = timedelta(minutes=1)
_CLOSED: Final = 8
_HAPPENED: Final = 12


@dataclass(frozen=True)
class Receipt:
    """A lead's clock from its hand-off until it stopped, or until now; `number` is that of its terms."""

    lead: Lead
    terms: Terms
    number: int
    counted: clock.Receipt
    happened: Sequence[Happening]
    held: Sequence[str] = ()

    @classmethod
    def of(
        cls,
        lead: Lead,
        terms: Terms,
        *,
        number: int,
        pauses: Sequence[Pause],
        happened: Sequence[Happening],
        now: datetime,
        held: Sequence[str] = (),
    ) -> Self:
        """The receipt; the first attempt by a person, or the return, stopped the clock. `held` says who held it."""
        stops = [at for at in (lead.first_attempt_at, lead.returned_at) if at is not None]
        counted = terms.hours.receipt(lead.handed_off_at, min(stops, default=now), pauses)
        return cls(lead, terms, number, counted, happened, held)


def receipt(told: Receipt, now: datetime) -> Message:
    """Everything that the clock of the lead counted, and why."""
    promise, counted, apart = _promise(told), _counted(told), _apart(told)
    verdict, history = _verdict(told, now), _history(told)
    shown: list[Block] = [
        header(f"The clock of {told.lead.short_id}"),
        section(titled(told.lead)),
        section(promise),
        section("\n".join(counted)),
        *([section("\n".join(apart))] if apart else []),
        section(verdict),
        *([section("\n".join(told.held))] if told.held else []),
        *([section("\n".join(history))] if history else []),
        context(f"All times are {told.terms.timezone}, the zone of the agreement. {_terms(told)}"),
    ]
    said = "\n".join([f"{titled(told.lead)}.", promise, *counted, *apart, verdict, *told.held, *history])
    return Message(said, tuple(shown))


def _promise(told: Receipt) -> str:
    lead, terms = told.lead, told.terms
    whose = f" of tier {Untrusted(lead.tier).mrkdwn()}" if lead.tier and lead.what == "lead" else ""
    window = durations.window(terms.window(lead.tier))
    worth = terms.hours.window_time(lead.handed_off_at, terms.window(lead.tier))
    also = f", here {durations.span(worth)}" if terms.window(lead.tier).working_days else ""
    due = f"*First follow-up due {_at(lead.due_at, told)}*." if lead.due_at else "*No due instant while it is on hold.*"
    start = f"Handed off {_at(lead.handed_off_at, told)}."
    return f"{start} A {lead.what}{whose} is promised a first attempt within {window} of business hours{also}.\n{due}"


def _counted(told: Receipt) -> list[str]:
    parts = told.counted.counted
    if not parts:
        return ["*Counted:* nothing, as no business hours lie between."]
    lines = [f"• {_part(part, told.terms.hours.zone)}" for part in _ends(parts)]
    if len(parts) > _PARTS:
        lines.insert(_PARTS // 2, f"• … and {len(parts) - _PARTS} more intervals …")
    return [f"*Counted: {durations.span(told.counted.total)}*", *lines]


def _ends(parts: Sequence[Counted]) -> Iterable[Counted]:
    """All parts, or the first and last of many."""
    return parts if len(parts) <= _PARTS else (*parts[: _PARTS // 2], *parts[-(_PARTS // 2) :])


def _part(part: Counted, zone: ZoneInfo) -> str:
    opens, closes = part.opens.astimezone(zone), part.closes.astimezone(zone)
    face = "%H:%M" if part.counted >= _MINUTE else "%H:%M:%S"
    until = f"{closes:{face}}" if opens.date() == closes.date() else f"{_day(closes)} {closes:{face}}"
    return f"{_day(opens)} {opens:{face}}–{until}: {durations.span(part.counted)}"


def _apart(told: Receipt) -> list[str]:
    """Pauses and closed days on the way, which did not count."""
    paused = [f"• on hold from {_at(pause.starts, told)} {_until(pause, told)}" for pause in told.counted.pauses]
    closed = [f"• {_closed(each)}" for each in told.counted.closed[:_CLOSED]]
    more = len(told.counted.closed) - _CLOSED
    rest = [f"• and {more} more closed days"] if more > 0 else []
    return ["*Not counted, besides closing hours*", *paused, *closed, *rest] if paused or closed else []


def _until(pause: Pause, told: Receipt) -> str:
    why = f": {Untrusted(pause.reason).mrkdwn()}" if pause.reason else ""
    return f"{f'until {_at(pause.ends, told)}' if pause.ends else 'until further notice'}{why}"


def _closed(each: ClosedDate) -> str:
    return f"{dates.day(each.day)}: {Untrusted(each.reason).mrkdwn()}"


def _verdict(told: Receipt, now: datetime) -> str:
    lead = told.lead
    if lead.first_attempt_at is not None:
        kept = lead.due_at is None or lead.first_attempt_at <= lead.due_at
        how = "within the window: the promise was kept" if kept else "after the window had passed"
        who = mrkdwn.user(lead.first_attempt_by) if lead.first_attempt_by else "Somebody"
        return f"*First attempt:* {who}, {_at(lead.first_attempt_at, told)}, {how}."
    if lead.returned_at is not None:
        return f"*Given back* {_at(lead.returned_at, told)}, which stopped the clock."
    if lead.is_held(now):
        return "*Now:* on hold, its clock stands still."
    if lead.is_overdue(now):
        return f"*Now:* overdue; nobody has tried to reach it yet. `/sla log {lead.short_id} call` logs an attempt."
    return "*Now:* waiting for its first attempt."


def _history(told: Receipt) -> list[str]:
    shown = [deeds.deed(each) for each in told.happened[-_HAPPENED:]]
    return ["*What happened*", *(f"• {lead_card.deed_line(deed)}" for deed in shown)] if shown else []


def _terms(told: Receipt) -> str:
    return f"The terms are number {told.number} of {Untrusted(told.terms.slug).mrkdwn()}."


def _at(at: datetime, told: Receipt) -> str:
    local = at.astimezone(told.terms.hours.zone)
    return f"{_day(local)} {local:%H:%M}"


def _day(local: datetime) -> str:
    return f"{local:%a} {local.day} {local:%b}"
