"""The words of a strike: the promise that was missed, what came, and the diagnosis that is asked for."""

from collections.abc import Sequence
from typing import Any, Final

from messages import dates, durations, goals, mrkdwn, rich
from messages.blocks import Block, Message, actions, context, section
from messages.elements import Element, button
from messages.text import Untrusted
from sla.agreement import Terms
from sla.duty_outcomes import MissedDuty
from sla.lead import short_id
from sla.period import Period
from sla.standing import GoalFigures
from sla.strike import Diagnosis, Excuse, Step, StepKind, Strike, StrikeState
from sla.swamped import Flood

DIAGNOSE: Final = "act:diagnose"
CONTEST: Final = "act:contest"
EXCUSES: Final = {
    Excuse.OUTAGE: "an outage",
    Excuse.LEAVE: "leave",
    Excuse.WRONG_TERMS: "wrong terms",
    Excuse.OTHER: "another reason",
}
_LEADS_SHOWN: Final = 10


def strike(terms: Terms, told: Strike, *, reader_is_person: bool = False, held: Sequence[str] = ()) -> Message:
    """In private, to somebody who answers for it: the promise, what came, and the diagnosis that is asked for.

    `held` says of its leads who used up their windows (mrkdwn).
    """
    if not told.stands:
        return _ended(terms, told)
    lead_in = f":triangular_flag_on_post: {_of_whom(told, reader_is_person)}"
    promise = Untrusted(told.promise).mrkdwn(500)
    leads = f"The leads: {_first(told.leads)}." if told.leads else ""
    follows = _follows(told)
    leads = "\n".join([leads, *held])
    said = [lead_in, promise, *([leads] if leads else []), follows]
    shown: list[Block] = [section("\n".join(said[:-1])), section(follows)]
    shown += diagnosis(told.diagnosis) if told.diagnosis else []
    buttons = asked(told)
    shown += [actions(*buttons)] if buttons else []
    return Message(" ".join(said), tuple(shown), "sla_strike", strike_payload(terms, told, named=True))


def strike_line(terms: Terms, told: Strike) -> Message:
    """To the channel, at the close: the party's name alone, and the promise."""
    promise = Untrusted(told.promise).mrkdwn(500)
    said = f":triangular_flag_on_post: {told.short_id} for {party_of(told)}: {promise}"
    if told.state in (StrikeState.WITHDRAWN, StrikeState.EXCUSED):
        said = f"~{told.short_id}~ for {party_of(told)} is {told.state}{_publicly(told)}."
    elif told.state is StrikeState.CONTESTED:
        said = f"{said} It is contested, and not judged yet."
    return Message(said, (section(said),), "sla_strike", strike_payload(terms, told, named=False))


def asked(told: Strike, number: int | None = None) -> list[Element]:
    """The buttons of whom a strike names, as it stands: write the diagnosis, contest it; `number` tells lists apart."""
    suffix = "" if number is None else f":{number}"
    if not told.stands or told.state is StrikeState.CONTESTED:
        return []
    shown = []
    if told.diagnosis is None:
        shown.append(button("Write the diagnosis", f"{DIAGNOSE}{suffix}", str(told.id), style="primary"))
    if told.step(StepKind.CONTEST) is None:
        shown.append(button("Contest it", f"{CONTEST}{suffix}", str(told.id)))
    return shown


def goal_promise(figures: GoalFigures, period: Period) -> str:
    """What a goal promised and what came, as plain text that is kept with a strike."""
    goal, pace = figures.goal, figures.pace
    due = f" by {dates.short_day(figures.due_on)}" if figures.due_on else ""
    count = pace.actual if pace.judged is None else pace.judged
    came = "nothing" if count is None else goals.plain_figure(goal, count)
    promised = f"{goal.party} promised {goals.plain_promise(goal)}{due} in {dates.period(period)}"
    return f"{promised}; it came to {came}{' by then' if due else ''}."


def breach_promise(terms: Terms, number: int, period: Period, within: str | None) -> str:
    """What was promised about windows and how often one passed, as plain text that is kept with a strike."""
    party = terms.receiver.name
    stretch = f"within {within}" if within not in (None, "period") else f"in {dates.period(period)}"
    counted = durations.several(number, "window")
    return (
        f"{party} promised a first attempt within each {terms.link}'s window; {counted} passed without one {stretch}."
    )


def duty_promise(terms: Terms, missed: MissedDuty) -> str:
    """What a duty promised by when, as plain text that is kept with a strike."""
    due = missed.due_at.astimezone(terms.hours.zone)
    by = f"{dates.day(due.date())}, {due:%H:%M}"
    return f"{missed.giver} owed {missed.receiver} “{missed.what}” by {by}; it had not come by then."


def flood_promise(terms: Terms, found: Flood) -> str:
    """How leads came late and whose follow-up they swamped, as plain text that is kept with a strike."""
    late = f"{found.late} of {found.total} in the last two working days of {dates.period(found.period)}"
    receiver = terms.receiver.name
    pace = f"where the reps of {receiver} can take on {found.allowed}"
    return f"Leads came late: {late}, {pace}. The follow-up by {receiver} that they swamped is excused."


def party_of(told: Strike) -> str:
    """The party's name, as mrkdwn."""
    return mrkdwn.bold(Untrusted(told.party))


def diagnosis(written: Diagnosis) -> list[Block]:
    """What was written on a strike."""
    runs = [rich.bold("Cause: "), rich.text(Untrusted(written.cause), limit=500), rich.text("\n")]
    runs += [rich.bold("Remedy: "), rich.text(Untrusted(written.remedy), limit=500), rich.text("\n")]
    runs += [rich.bold("By: "), rich.text(dates.day(written.by_date))]
    return [rich.rich_text(*runs)]


def ending_words(told: Strike) -> str:
    """How a strike ended, by whom and why: `withdrawn by @amy: …`; for those who may read it."""
    step = told.ending
    if step is None:
        return str(told.state)
    if step.kind is StepKind.DECAY:
        return f"decayed: {durations.several(told.decay or 0, 'period')} have closed since, and it counts no more"
    why = f" ({EXCUSES[step.excuse]})" if step.excuse else ""
    return f"{told.state}{_by(step)}{why}{reason_words(step)}"


def reason_words(step: Step | None) -> str:
    """`: the reason` of a step, as mrkdwn; nothing where none was given."""
    return f": {Untrusted(step.reason).mrkdwn(500).rstrip('.')}" if step and step.reason else ""


def strike_payload(terms: Terms, told: Strike, named: bool) -> dict[str, Any]:
    """What machines read of a strike; `named`: with the person, where its rule is on a rep."""
    shown = {
        "agreement": terms.slug,
        "period": told.period,
        "party": told.party,
        "rule": told.rule,
        "metric": told.metric,
        "strike": told.short_id,
    }
    return {**shown, "person": told.person} if named else shown


def _of_whom(told: Strike, reader_is_person: bool) -> str:
    if reader_is_person:
        return f"{told.short_id} names you, for {party_of(told)}."
    about = f", on {mrkdwn.user(told.person)}'s leads" if told.person else ""
    return f"{told.short_id} for {party_of(told)}{about}: you answer for it."


def _first(leads: Sequence[int]) -> str:
    more = len(leads) - _LEADS_SHOWN
    return ", ".join(map(short_id, leads[:_LEADS_SHOWN])) + (f" and {more} more" if more > 0 else "")


def _follows(told: Strike) -> str:
    """What is asked, or what it waits for."""
    if told.state is StrikeState.CONTESTED:
        return "It is contested: the other party's contact decides. Until then its diagnosis is not asked for."
    upheld = told.step(StepKind.UPHOLD)
    judged = f"It was contested, and upheld{_by(upheld)}{reason_words(upheld)}. " if upheld else ""
    if told.diagnosis is not None:
        return f"{judged}Its diagnosis is written, by {mrkdwn.user(told.diagnosis.written_by)}."
    by = f" by {mrkdwn.date(told.diagnosis_due_at)}" if told.diagnosis_due_at else ""
    right = "" if upheld else " If it is not right, contest it: the other party's contact decides."
    return f"{judged}Please write its diagnosis{by}: what got in the way, what mends it, and by when.{right}"


def _by(step: Step | None) -> str:
    return f" by {mrkdwn.user(step.by)}" if step and mrkdwn.is_person(step.by) else ""


def _publicly(told: Strike) -> str:
    """Why it does not stand, as far as it is for everyone."""
    step = told.ending
    if step is None or mrkdwn.is_person(step.by):
        return f", as {mrkdwn.user(step.by)} judged" if step and step.kind is StepKind.WITHDRAW else ""
    return f": {Untrusted(_lowered(step.reason)).mrkdwn(300).rstrip('.')}" if step.reason else ""


def _lowered(reason: str | None) -> str:
    return f"{(reason or '')[:1].lower()}{(reason or '')[1:]}"


def _ended(terms: Terms, told: Strike) -> Message:
    follows = "It is for the record alone." if told.state is StrikeState.DECAYED else "There is nothing to do."
    said = f":white_check_mark: {told.short_id} for {party_of(told)} is {ending_words(told)}. {follows}"
    if told.state is StrikeState.DECAYED:
        said = said.replace(" is decayed", " has decayed")
    return Message(
        said, (section(said), context(Untrusted(told.promise))), "sla_strike", strike_payload(terms, told, True)
    )
