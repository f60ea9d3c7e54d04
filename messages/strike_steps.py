"""The words of what a strike asks for on its way: a reminder, a contest to judge, a judgement, a remedy's date."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from messages import dates, mrkdwn, rich
from messages.blocks import Block, Message, actions, section
from messages.elements import Element, button
from messages.strike import asked, ending_words, party_of, reason_words, strike_payload
from messages.text import Untrusted
from sla.agreement import Terms
from sla.period import Period
from sla.strike import StepKind, Strike, StrikeState

UPHOLD: Final = "act:uphold"
WITHDRAW: Final = "act:withdraw"
EXCUSE: Final = "act:excuse"
MENDED: Final = "act:mended"
NOT_MENDED: Final = "act:not_mended"


@dataclass(frozen=True)
class Spoken:
    """What one step says: its lines (mrkdwn), what stands below them, and the buttons."""

    lines: tuple[str, ...]
    below: tuple[Block, ...] = ()
    buttons: tuple[Element, ...] = ()


def step(terms: Terms, told: Strike, kind: str, *, reader_answers: bool = False) -> Message:
    """To one person: what the strike asks of them by now. `reader_answers`: the strike names the reader."""
    spoken = _STEPS[kind](told, reader_answers) if told.stands or kind in _JUDGED else _over(told)
    rows = [actions(*spoken.buttons)] if spoken.buttons else []
    quoted = [rich.spoken(*block["elements"][0]["elements"]) for block in spoken.below]
    return Message(
        text=" ".join([*spoken.lines, *quoted]),
        blocks=(section("\n".join(spoken.lines)), *spoken.below, *rows),
        event_type="sla_strike_step",
        payload=_payload(terms, told, kind),
    )


def judging(told: Strike, number: int | None = None) -> tuple[Element, ...]:
    """The buttons of whoever may judge a strike, as it stands."""
    suffix = "" if number is None else f":{number}"
    if not told.stands:
        return ()
    excuse = button("Excuse it", f"{EXCUSE}{suffix}", str(told.id))
    if told.state is not StrikeState.CONTESTED:
        return (excuse,)
    return (
        button("Uphold it", f"{UPHOLD}{suffix}", str(told.id)),
        button("Withdraw it", f"{WITHDRAW}{suffix}", str(told.id)),
        excuse,
    )


def mending(told: Strike, number: int | None = None) -> tuple[Element, ...]:
    """The buttons of whom a strike names, about its remedy; none before the diagnosis, or once they have said."""
    suffix = "" if number is None else f":{number}"
    said = told.step(StepKind.MEND) or told.step(StepKind.NOT_MENDED)
    if told.diagnosis is None or said is not None or not told.stands or told.state is StrikeState.CONTESTED:
        return ()
    return (
        button("It is done", f"{MENDED}{suffix}", str(told.id), style="primary"),
        button("Not yet", f"{NOT_MENDED}{suffix}", str(told.id)),
    )


def _diagnosis_due(told: Strike, reader_answers: bool) -> Spoken:
    if told.diagnosis is not None or told.state is StrikeState.CONTESTED:
        return _settled(told)
    by = f" by {mrkdwn.date(told.diagnosis_due_at)}" if told.diagnosis_due_at else ""
    lead_in = f":spiral_note_pad: The diagnosis of {_strike(told, reader_answers)} is due{by}."
    asks = "It takes three lines: what got in the way, what mends it, and by when."
    return Spoken((lead_in, _promise(told), asks), buttons=tuple(asked(told)))


def _diagnosis_overdue(told: Strike, reader_answers: bool) -> Spoken:
    if told.diagnosis is not None or told.state is StrikeState.CONTESTED:
        return _settled(told)
    was = f"was due {mrkdwn.date(told.diagnosis_due_at)}" if told.diagnosis_due_at else "is due"
    lead_in = f":hourglass: The diagnosis of {_strike(told, reader_answers)} {was} and is not written yet."
    if reader_answers:
        asks = "It is yours to write: what got in the way, what mends it, and by when."
        return Spoken((lead_in, _promise(told), asks), buttons=tuple(asked(told)))
    named = " and ".join(map(mrkdwn.user, told.people))
    return Spoken((lead_in, _promise(told), f"{named} is asked for it; perhaps a word with you helps."))


def _remedy_due(told: Strike, reader_answers: bool) -> Spoken:
    if told.diagnosis is None or not mending(told):
        return _settled(told)
    by = dates.day(told.diagnosis.by_date)
    lead_in = f":wrench: The remedy for {_strike(told, reader_answers)} is due on {by}. Is it done?"
    remedy = rich.rich_quote(rich.text(Untrusted(told.diagnosis.remedy), limit=500))
    return Spoken((lead_in,), (remedy,), mending(told))


def _contested(told: Strike, _reader_answers: bool) -> Spoken:
    contest = told.step(StepKind.CONTEST)
    if contest is None or told.state is not StrikeState.CONTESTED:
        return _settled(told)
    lead_in = f":scales: {mrkdwn.user(contest.by)} contests {_strike(told, contest.by == told.person)}."
    asks = "You decide, as the other party's contact: uphold it, or withdraw it, and say why. The reason they give:"
    reason = rich.rich_quote(rich.text(Untrusted(contest.reason or ""), limit=500))
    return Spoken((lead_in, _promise(told), asks), (reason,), judging(told))


def _upheld(told: Strike, reader_answers: bool) -> Spoken:
    upheld = told.step(StepKind.UPHOLD)
    by = f" by {mrkdwn.user(upheld.by)}" if upheld else ""
    lead_in = f":scales: {_strike(told, reader_answers)} is upheld{by}{reason_words(upheld)}."
    if told.diagnosis is not None or not told.stands:
        return Spoken((lead_in, _promise(told)))
    due = f" by {mrkdwn.date(told.diagnosis_due_at)}" if told.diagnosis_due_at else ""
    asks = f"Its diagnosis is asked for again{due}: what got in the way, what mends it, and by when."
    return Spoken((lead_in, _promise(told), asks), buttons=tuple(asked(told)) if reader_answers else ())


def _over(told: Strike, reader_answers: bool = False) -> Spoken:
    lead_in = f":white_check_mark: {_strike(told, reader_answers)} is {ending_words(told)}. There is nothing to do."
    return Spoken((lead_in, _promise(told)))


def _settled(told: Strike) -> Spoken:
    """What is left to say once somebody has done what was asked."""
    if not told.stands:
        return _over(told)
    said = told.step(StepKind.MEND) or told.step(StepKind.NOT_MENDED)
    if said is not None:
        how = "is done" if said.kind is StepKind.MEND else "is not done yet"
        return Spoken((f":wrench: The remedy for {_strike(told)} {how}, says {mrkdwn.user(said.by)}.",))
    if told.diagnosis is not None:
        by = dates.day(told.diagnosis.by_date)
        return Spoken(
            (
                f":white_check_mark: The diagnosis of {_strike(told)} is written, by "
                f"{mrkdwn.user(told.diagnosis.written_by)}. Its remedy is due by {by}.",
            )
        )
    if told.state is StrikeState.CONTESTED:
        return Spoken((f":scales: {_strike(told)} is contested; the other party's contact decides.",))
    upheld = told.step(StepKind.UPHOLD)
    by_whom = f" by {mrkdwn.user(upheld.by)}" if upheld else ""
    return Spoken((f":scales: {_strike(told)} is {told.state}{by_whom}{reason_words(upheld)}.",))


def _strike(told: Strike, is_theirs: bool = False) -> str:
    """The strike, its party and its period; and on whose leads, unless they are the reader's or the speaker's own."""
    about = f" on {mrkdwn.user(told.person)}'s leads" if told.person and not is_theirs else ""
    return f"{told.short_id} for {party_of(told)}{about}, {dates.period(Period.named(told.period))}"


def _promise(told: Strike) -> str:
    return Untrusted(told.promise).mrkdwn(500)


def _payload(terms: Terms, told: Strike, kind: str) -> dict[str, Any]:
    return {**strike_payload(terms, told, named=True), "step": kind}


_JUDGED: Final = ("upheld", "withdrawn", "excused")
_STEPS: Final[Mapping[str, Callable[[Strike, bool], Spoken]]] = {
    "diagnosis_due": _diagnosis_due,
    "diagnosis_overdue": _diagnosis_overdue,
    "remedy_due": _remedy_due,
    "contested": _contested,
    "upheld": _upheld,
    "withdrawn": _over,
    "excused": _over,
}
