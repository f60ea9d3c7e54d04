"""What follows from facts: strikes and escalations, make-up plans and credits, judged again when they are sent."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from jobs.announce.subjects import agreement_of, as_owed, goal_of, of_period, under
from messages import consequences as words
from messages import credit as credit_words
from messages import legs, strike_steps
from messages import make_up as make_up_words
from messages import strike as strike_words
from messages.blocks import Message
from sla.agreement import Agreement
from sla.credit import balances, same
from sla.duty_outcomes import MissedDuty
from sla.pacing import kept
from sla.period import Period
from sla.strike import StepKind, Strike
from storage import make_ups, outcomes, service_credits, ways
from storage.outgoing import Cancelled, Outgoing

ENDED: Final = "The strike did not stand any more before it was told."
FEWER: Final = "Fewer strikes stand by now."
KEPT: Final = "By the facts as they are now the promise was kept."
SETTLED: Final = "Somebody has seen to it already."
WITHDRAWN: Final = "What it was for was kept after all."


def strike(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """In private to those who answer for it; to the channel the party's name alone."""
    told = outcomes.by_id(session, outgoing.workspace_id, int(outgoing.args["strike"]))
    if not told.stands and not outgoing.is_edit:
        return Cancelled(ENDED)
    agreement = under(session, agreement_of(session, outgoing, now), told.terms_id)
    if outgoing.args.get("in_channel"):
        return strike_words.strike_line(agreement.terms, told)
    held = _held(session, agreement, told)
    return strike_words.strike(agreement.terms, told, reader_is_person=outgoing.to == told.person, held=held)


def _held(session: Session, agreement: Agreement, told: Strike) -> list[str]:
    """Who used up the windows of the strike's leads, as far as the leads are still there."""
    place = agreement.workspace_id
    found = ((number, ways.charge_on(session, place, number)) for number in told.leads[: legs.SHOWN])
    return [legs.held(told.party, number, charge) for number, charge in found if charge is not None]


def strike_step(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """To one person: what the strike asks of them; nothing once somebody has seen to it."""
    told = outcomes.by_id(session, outgoing.workspace_id, int(outgoing.args["strike"]))
    kind = str(outgoing.args["step"])
    if not outgoing.is_edit and _is_over(kind, told.stands, told.diagnosis is not None, {s.kind for s in told.steps}):
        return Cancelled(SETTLED)
    agreement = under(session, agreement_of(session, outgoing, now), told.terms_id)
    return strike_steps.step(agreement.terms, told, kind, reader_answers=outgoing.to in told.people)


def escalation(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """To the party's contact: the strikes that stand, or the promise that was not kept."""
    if outgoing.args["rule"] != "strikes":
        return _missed(session, outgoing, now)
    agreement = agreement_of(session, outgoing, now)
    party, reached = str(outgoing.args["party"]), int(outgoing.args["strikes"])
    found = outcomes.standing(session, outgoing.workspace_id, outgoing.agreement_id)
    theirs = [told for told in found if told.party == party]
    if len(theirs) < reached:
        return Cancelled(FEWER)
    return words.escalation(agreement.terms, party, theirs, len(theirs))


def make_up(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """To the channel: a plan was opened, or all of it is made up."""
    plan = make_ups.by_id(session, outgoing.workspace_id, int(outgoing.args["plan"]))
    is_closing = outgoing.args["state"] == "closed"
    if not outgoing.is_edit and (plan.withdrawn_at or (is_closing and plan.made_up_at is None)):
        return Cancelled(WITHDRAWN)
    terms = under(session, agreement_of(session, outgoing, now), plan.terms_id).terms
    return make_up_words.closed(terms, plan) if is_closing else make_up_words.opened(terms, plan)


def service_credit(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """To the channel: a credit, and the balance that runs up."""
    credit = service_credits.by_id(session, outgoing.workspace_id, int(outgoing.args["credit"]))
    if credit.withdrawn_at and not outgoing.is_edit:
        return Cancelled(WITHDRAWN)
    agreement = under(session, agreement_of(session, outgoing, now), credit.terms_id)
    open_ones = service_credits.unsettled(session, outgoing.workspace_id, agreement.id)
    balance = next(iter(balances(each for each in open_ones if same(each) == same(credit))), None)
    return credit_words.service_credit(agreement.terms, credit, balance)


def _is_over(kind: str, stands: bool, is_diagnosed: bool, steps: set[StepKind]) -> bool:
    """Whether nobody needs to be told any more."""
    if kind in ("withdrawn", "excused"):
        return False
    is_contested = StepKind.CONTEST in steps and StepKind.UPHOLD not in steps
    over = {
        "diagnosis_due": is_diagnosed or is_contested,
        "diagnosis_overdue": is_diagnosed or is_contested,
        "remedy_due": not is_diagnosed or bool(steps & {StepKind.MEND, StepKind.NOT_MENDED}),
        "contested": not is_contested,
    }
    return not stands or over.get(kind, False)


def _missed(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    agreement, rule = as_owed(session, outgoing, now), str(outgoing.args["rule"])
    promise = _PROMISES[rule](session, agreement, outgoing, now)
    return (
        promise
        if isinstance(promise, Cancelled)
        else words.missed(agreement.terms, str(outgoing.args["party"]), rule, promise)
    )


def _goal_promise(session: Session, agreement: Agreement, outgoing: Outgoing, now: datetime) -> str | Cancelled:
    period = Period.named(str(outgoing.args["period"]))
    figures = goal_of(of_period(session, agreement, period, now), outgoing)
    if figures is None or kept(figures.pace) is not False:
        return Cancelled(KEPT)
    return strike_words.goal_promise(figures, period)


def _breach_promise(_session: Session, agreement: Agreement, outgoing: Outgoing, _now: datetime) -> str | Cancelled:
    args, period = outgoing.args, Period.named(str(outgoing.args["period"]))
    return strike_words.breach_promise(agreement.terms, int(args["count"]), period, str(args["within"]))


def _duty_promise(_session: Session, agreement: Agreement, outgoing: Outgoing, _now: datetime) -> str | Cancelled:
    args = outgoing.args
    due_at = datetime.fromisoformat(str(args["due_at"]))
    return strike_words.duty_promise(
        agreement.terms, MissedDuty(str(args["what"]), str(args["party"]), str(args["to"]), due_at)
    )


_PROMISES: Final[dict[str, Callable[[Session, Agreement, Outgoing, datetime], str | Cancelled]]] = {
    "goal_missed": _goal_promise,
    "breaches": _breach_promise,
    "duty_missed": _duty_promise,
}
