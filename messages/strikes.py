"""Strikes as a reader may see them, with what each may do; the make-up plans and credits beside them; the diagnosis."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from messages import credit, dates, durations, make_up, mrkdwn, strike_steps
from messages import strike as words
from messages.blocks import Block, Message, actions, at_most, context, divider, section
from messages.blocks import field as input_field
from messages.elements import Element, datepicker, plain_text_input
from messages.text import Untrusted
from messages.views import View, modal
from sla.agreement import Goal
from sla.credit import Balance, ServiceCredit
from sla.outcome_figures import MakeUpFigures
from sla.period import Period
from sla.strike import StepKind, Strike, StrikeState

FORM: Final = "form:diagnose"
ROOM: Final = 46
_MOST_ENDED: Final = 5


@dataclass(frozen=True)
class Seen:
    """A strike with what the reader may do and see.

    `is_told`: all that it says; `is_theirs`: they answer for it; `is_judge`: they may excuse it, and judge a contest.
    """

    strike: Strike
    is_told: bool
    is_theirs: bool
    is_judge: bool = False


@dataclass(frozen=True)
class Beside:
    """What else the agreement has running: plans with their goals; credits, balances, and which of them is theirs."""

    plans: Sequence[tuple[MakeUpFigures, Goal]] = ()
    credits: Sequence[tuple[ServiceCredit, bool]] = ()
    balances: Sequence[tuple[Balance, bool]] = ()
    ended: Sequence[Strike] = ()


NOTHING_BESIDE: Final = Beside()


@dataclass
class _Listing:
    """A message that grows: its words, and its entries of blocks."""

    said: list[str] = field(default_factory=list)
    entries: list[list[Block]] = field(default_factory=list)

    def begin(self, line: str) -> None:
        """Something else than before, below a thin line."""
        self.said.append(line)
        self.entries.append([*([divider()] if self.entries else []), section(line)])

    def add(self, line: str, *blocks: Block) -> None:
        self.said.append(line)
        self.entries.append([section(line), *blocks])


def listing(title: str, seen: Sequence[Seen], beside: Beside = NOTHING_BESIDE) -> Message:
    """The strikes that stand, those that wait first, then plans and credits; with the buttons the reader may press."""
    ordered = sorted(seen, key=_order)
    lead_in, follows, listed = _lead_in(title, seen), _next(seen), _Listing()
    for number, each in enumerate(ordered):
        line = _line(each)
        listed.said.append(line)
        listed.entries.append(_entry(each, line, number))
    _plans(listed, beside)
    _credits(listed, beside)
    if beside.ended:
        listed.add(_ended(beside.ended))
    return Message(
        text="\n".join([lead_in, *listed.said, follows]),
        blocks=(section(lead_in), *at_most(listed.entries, "entries", room=ROOM), context(follows)),
    )


def form(strike: Strike, due: date) -> View:
    """Asks for the diagnosis: the cause, the remedy, and by when."""
    shown = [
        section(Untrusted(strike.promise).mrkdwn(500)),
        _lines("What got in the way?", "cause", "Two of three reps were at the fair; nobody stood in for them."),
        _lines("What mends it?", "remedy", "A stand-in for every day away, agreed a week ahead."),
        input_field("Mended by", datepicker("by", initial=due), block_id="by"),
    ]
    return modal(
        f"Diagnosis of {strike.short_id}", shown, callback_id=FORM, submit="Write it", private_metadata=str(strike.id)
    )


def diagnosed(strike: Strike) -> str:
    """The diagnosis is written."""
    assert strike.diagnosis is not None
    by = dates.day(strike.diagnosis.by_date)
    return f":white_check_mark: The diagnosis of {strike.short_id} is written. Its remedy is due by {by}."


def mended(strike: Strike, *, is_done: bool) -> str:
    """What became of the remedy is on record."""
    if is_done:
        return f":white_check_mark: Noted: the remedy for {strike.short_id} is done."
    return f":spiral_note_pad: Noted: the remedy for {strike.short_id} is not done yet. Your contact can see that."


def _order(each: Seen) -> tuple[bool, object, int]:
    waits = each.strike.state in (StrikeState.OPEN, StrikeState.CONTESTED, StrikeState.UPHELD)
    return not waits, each.strike.opened_at, each.strike.id


def _lead_in(title: str, seen: Sequence[Seen]) -> str:
    number = sum(each.strike.diagnosis is None for each in seen)
    about = Untrusted(title).mrkdwn()
    if not seen:
        return f":white_check_mark: *No strikes* stand under {about}."
    written = len(seen) - number
    rest = f", and {written} with a diagnosis" if written else ""
    return f"*{durations.several(number, 'open strike')}* under {about}{rest}."


def _next(seen: Sequence[Seen]) -> str:
    if any(each.is_judge and each.strike.state is StrikeState.CONTESTED for each in seen):
        return "A contest waits for you, as the other party's contact: uphold the strike or withdraw it, and say why."
    if any(each.is_theirs and words.asked(each.strike) and each.strike.diagnosis is None for each in seen):
        return "Yours wait for a diagnosis: what got in the way, what mends it, and by when."
    if all(each.is_told for each in seen):
        return "A strike is diagnosed by the people whom it names."
    return "Whom a strike names, and what they write, is for them and their party's contact to see."


def _line(each: Seen) -> str:
    strike = each.strike
    whose = f"{strike.short_id} for {words.party_of(strike)}, {dates.period(Period.named(strike.period))}"
    state = _state(strike)
    if not each.is_told and not _is_to_judge(each):
        return f"{whose}: {state}."
    about = f", on {mrkdwn.user(strike.person)}'s leads" if strike.person else ""
    instead = f" Instead of {Untrusted(strike.instead_of).mrkdwn()}." if strike.instead_of else ""
    return f"{whose}{about}: {state}.{instead}\n{Untrusted(strike.promise).mrkdwn(500)}{_contest(each)}"


def _is_to_judge(each: Seen) -> bool:
    return each.is_judge and each.strike.state is StrikeState.CONTESTED


def _contest(each: Seen) -> str:
    contest = each.strike.step(StepKind.CONTEST)
    upheld = each.strike.step(StepKind.UPHOLD)
    said = f"\n{mrkdwn.user(contest.by)} contests it{words.reason_words(contest)}." if contest else ""
    return said + (f"\n{mrkdwn.user(upheld.by)} upheld it{words.reason_words(upheld)}." if upheld else "")


def _state(strike: Strike) -> str:
    if strike.state is StrikeState.CONTESTED:
        return "contested, to be judged by the other party's contact"
    if strike.diagnosis is not None:
        return f"diagnosed by {mrkdwn.user(strike.diagnosis.written_by)}{_remedy(strike)}"
    due = f", its diagnosis due by {mrkdwn.date(strike.diagnosis_due_at)}" if strike.diagnosis_due_at else ""
    return f"{strike.state}{due}"


def _remedy(strike: Strike) -> str:
    if strike.step(StepKind.MEND):
        return ", its remedy done"
    return ", its remedy not done yet" if strike.step(StepKind.NOT_MENDED) else ""


def _entry(each: Seen, line: str, number: int) -> list[Block]:
    """One strike with what was written on it, and the buttons that the reader may press."""
    shown: list[Block] = [*([divider()] if number else []), section(line)]
    if each.strike.diagnosis is not None and each.is_told:
        shown += words.diagnosis(each.strike.diagnosis)
    buttons = _buttons(each, number)
    return [*shown, *([actions(*buttons)] if buttons else [])]


def _buttons(each: Seen, number: int) -> list[Element]:
    theirs = [*words.asked(each.strike, number), *strike_steps.mending(each.strike, number)] if each.is_theirs else []
    return [*theirs, *(strike_steps.judging(each.strike, number) if each.is_judge else ())]


def _plans(listed: _Listing, beside: Beside) -> None:
    if beside.plans:
        lines = [f"• {make_up.plan_line(figures, goal)}" for figures, goal in beside.plans]
        listed.begin("\n".join(["*Make-up plans*", *lines[:10]]))


def _credits(listed: _Listing, beside: Beside) -> None:
    if not beside.credits:
        return
    listed.begin(f"*Service credits*: {credit.balance_line([balance for balance, _ in beside.balances])}.")
    settled = (
        credit.settle_all_button(balance, number)
        for number, (balance, may_settle) in enumerate(beside.balances)
        if may_settle and balance.number > 1
    )
    if buttons := list(settled):
        listed.entries[-1].append(actions(*buttons))
    for number, (each, may_settle) in enumerate(beside.credits):
        line = credit.credit_line(each)
        listed.add(line, *([actions(credit.settle_button(each, number))] if may_settle else []))


def _ended(ended: Sequence[Strike]) -> str:
    """The last strikes that people or time put an end to, without names and reasons."""
    shown = [f"{told.short_id} {told.state}" for told in ended[-_MOST_ENDED:]]
    return f"*No longer counted*: {', '.join(shown)}."


def _lines(label: str, name: str, placeholder: str) -> Block:
    line = plain_text_input(name, multiline=True, max_length=1000, placeholder=placeholder)
    return input_field(label, line, block_id=name)
