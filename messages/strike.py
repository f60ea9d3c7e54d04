"""The words of a strike: the promise that was missed, what came, and the diagnosis that is asked for."""

from collections.abc import Sequence
from typing import Any, Final

from messages import dates, durations, goals, mrkdwn, rich
from messages.blocks import Block, Message, actions, context, section
from messages.elements import button
from messages.text import Untrusted
from sla.agreement import Terms
from sla.lead import short_id
from sla.period import Period
from sla.standing import GoalFigures
from sla.strike import Diagnosis, Strike

DIAGNOSE: Final = "act:diagnose"
_LEADS_SHOWN: Final = 10


def strike(terms: Terms, told: Strike, *, reader_is_person: bool = False) -> Message:
    """In private, to somebody who answers for it: the promise, what came, and the diagnosis that is asked for."""
    if told.withdrawn_at:
        return _withdrawn(terms, told)
    lead_in = f":triangular_flag_on_post: {_of_whom(told, reader_is_person)}"
    promise = Untrusted(told.promise).mrkdwn(500)
    leads = f"The leads: {_first(told.leads)}." if told.leads else ""
    follows = _diagnosis_line(told)
    said = [lead_in, promise, *([leads] if leads else []), follows]
    shown: list[Block] = [section("\n".join(said[:-1])), section(follows)]
    if told.diagnosis is None:
        shown.append(actions(button("Write the diagnosis", DIAGNOSE, str(told.id), style="primary")))
    else:
        shown += _diagnosis_blocks(told.diagnosis)
    return Message(" ".join(said), tuple(shown), "sla_strike", _strike_payload(terms, told, named=True))


def strike_line(terms: Terms, told: Strike) -> Message:
    """To the channel, at the close: the party's name alone, and the promise."""
    promise = Untrusted(told.promise).mrkdwn(500)
    if told.withdrawn_at:
        said = f"~{told.short_id}~ for {_party(told)} is withdrawn: a later record shows that the promise was kept."
    else:
        said = f":triangular_flag_on_post: {told.short_id} for {_party(told)}: {promise}"
    return Message(said, (section(said),), "sla_strike", _strike_payload(terms, told, named=False))


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
    return f"{party} promised a first attempt within each lead's window; {counted} passed without one {stretch}."


def _of_whom(told: Strike, reader_is_person: bool) -> str:
    if reader_is_person:
        return f"{told.short_id} names you, for {_party(told)}."
    about = f", on {mrkdwn.user(told.person)}'s leads" if told.person else ""
    return f"{told.short_id} for {_party(told)}{about}: you answer for it."


def _party(told: Strike) -> str:
    return mrkdwn.bold(Untrusted(told.party))


def _first(leads: Sequence[int]) -> str:
    more = len(leads) - _LEADS_SHOWN
    return ", ".join(map(short_id, leads[:_LEADS_SHOWN])) + (f" and {more} more" if more > 0 else "")


def _diagnosis_line(told: Strike) -> str:
    if told.diagnosis is not None:
        return f"Its diagnosis is written, by {mrkdwn.user(told.diagnosis.written_by)}."
    by = f" by {mrkdwn.date(told.diagnosis_due_at)}" if told.diagnosis_due_at else ""
    return f"Please write its diagnosis{by}: what got in the way, what mends it, and by when."


def _diagnosis_blocks(written: Diagnosis) -> list[Block]:
    runs = [rich.bold("Cause: "), rich.text(Untrusted(written.cause), limit=500), rich.text("\n")]
    runs += [rich.bold("Remedy: "), rich.text(Untrusted(written.remedy), limit=500), rich.text("\n")]
    runs += [rich.bold("By: "), rich.text(dates.day(written.by_date))]
    return [rich.rich_text(*runs)]


def _withdrawn(terms: Terms, told: Strike) -> Message:
    reason = Untrusted(told.withdrawn_reason or "a later record shows that the promise was kept").mrkdwn(300)
    said = f":white_check_mark: {told.short_id} for {_party(told)} is withdrawn: {reason} There is nothing to do."
    return Message(
        said, (section(said), context(Untrusted(told.promise))), "sla_strike", _strike_payload(terms, told, True)
    )


def _strike_payload(terms: Terms, told: Strike, named: bool) -> dict[str, Any]:
    shown = {
        "agreement": terms.slug,
        "period": told.period,
        "party": told.party,
        "rule": told.rule,
        "metric": told.metric,
        "strike": told.short_id,
    }
    return {**shown, "person": told.person} if named else shown
