"""The review of an agreement whose condition of cancellation holds: the facts, other targets, three ways on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final

from messages import dates, goals, mrkdwn
from messages.blocks import Block, Message, actions, divider, field, header, section
from messages.elements import button, plain_text_input
from messages.text import Untrusted
from messages.views import View, modal
from sla.agreement import Goal, Metric, Terms
from sla.cancellation import BUY_IN_WITHDRAWN, CancellationReview, Choice, Closed, verdict_of
from sla.period import Period
from sla.window import Window

NEW_TERMS: Final = "act:cancel_new_terms"
GO_ON: Final = "act:cancel_go_on"
END_IT: Final = "act:cancel_end"
NEW_TERMS_FORM: Final = "form:cancel_new_terms"
GO_ON_FORM: Final = "form:cancel_go_on"
END_FORM: Final = "form:cancel_end"
_MOST_FIELDS: Final = 20
_MISSED: Final = ("missed", "behind")


@dataclass(frozen=True)
class Told:
    """A review with its facts: the missed periods, the goals as they could be, by key; why a buy-in was withdrawn."""

    terms: Terms
    review: CancellationReview
    missed: Sequence[Closed] = ()
    offered: Sequence[Goal] = ()
    why: str = ""


def review(told: Told) -> Message:
    """To each contact: why the agreement is up for cancellation, and the three ways on."""
    title = mrkdwn.bold(Untrusted(told.terms.title))
    lead_in = f":scales: {title} is up for cancellation: {_condition(told)}."
    facts, offers = _facts(told), _offers(told)
    follows = "Decide together: new terms that every party signs, go on as is, or end it. Any contact can press."
    said = [lead_in, *facts, *offers, _decided(told) or follows]
    blocks: list[Block] = [header("Cancellation review"), section(lead_in), *map(section, facts)]
    blocks += [divider(), *map(section, offers)] if offers else []
    blocks += [section(_decided(told))] if told.review.choice else [section(follows), _buttons(told.review)]
    payload = {"agreement": told.terms.slug, "rule": told.review.rule, "party": told.review.party}
    return Message("\n".join(said), tuple(blocks), "sla_cancellation_review", payload)


def new_terms_form(told: Told, targets: Sequence[Goal]) -> View:
    """Asks for the targets of new terms, filled in with those that are offered; `targets` in the form's order."""
    asked = [
        field(
            f"{goal.party}: {goals.NAMES[goal.metric]}{f', {goal.tier}' if goal.tier else ''}",
            plain_text_input("target", initial=Untrusted(_written(goal)), max_length=40),
            block_id=f"goal_{number}",
            hint=_now(told.terms, goal),
        )
        for number, goal in enumerate(targets[:_MOST_FIELDS])
    ]
    review_id = str(told.review.id)
    follows = section("The targets are proposed as new terms, which every party's contact signs. Change what you like.")
    return modal(
        "New terms", [follows, *asked], callback_id=NEW_TERMS_FORM, submit="Propose", private_metadata=review_id
    )


def go_on_form(told: Told) -> View:
    """Asks why the agreement goes on as is."""
    about = section(f"{mrkdwn.bold(Untrusted(told.terms.title))} goes on with the same terms.")
    line = plain_text_input("reason", multiline=True, max_length=500, placeholder="Two reps start on Monday.")
    asked = field("Why?", line, block_id="reason", hint="The contacts of all parties will read this.")
    return modal(
        "Go on as is", [about, asked], callback_id=GO_ON_FORM, submit="Go on", private_metadata=str(told.review.id)
    )


def end_form(terms: Terms, place: str, callback_id: str = END_FORM, *, at_once: bool = True) -> View:
    """Asks why the agreement ends; sending it off confirms it, or proposes it where every party is to sign."""
    title = mrkdwn.bold(Untrusted(terms.title))
    means = f"*{'This ends' if at_once else 'You propose to end'}* {title}. Every clock stops, and it stays readable."
    signs = "" if at_once else " The contact of every party is asked to sign that."
    line = plain_text_input(
        "reason", multiline=True, max_length=500, placeholder="We agreed on a new one with service."
    )
    asked = field("Why?", line, block_id="reason", hint="Everybody in the channel will read this.")
    return modal(
        "End the agreement",
        [section(f"{means}{signs}"), asked],
        callback_id=callback_id,
        submit="End it" if at_once else "Propose to end",
        private_metadata=place,
    )


def decided(terms: Terms, told: CancellationReview) -> str:
    """What somebody is told who decided."""
    title = mrkdwn.bold(Untrusted(terms.title))
    done = {
        Choice.NEW_TERMS: f":memo: New terms for {title} are proposed; every party's contact is asked to sign.",
        Choice.GO_ON: f":arrow_forward: {title} goes on as is; the other contacts are told why.",
        Choice.ENDED: f":black_square_for_stop: {title} has ended; the channel is told.",
        Choice.GIVEN_AGAIN: f":handshake: {title} has everybody's buy-in again.",
    }
    return done[told.choice] if told.choice else ""


def _condition(told: Told) -> str:
    party = mrkdwn.bold(Untrusted(told.review.party))
    if told.review.rule == BUY_IN_WITHDRAWN:
        return f"the contact of {party} withdrew their buy-in"
    count = len(told.review.periods)
    return f"{party} missed its goals {count} {told.terms.period if count == 1 else f'{told.terms.period}s'} in a row"


def _facts(told: Told) -> list[str]:
    """Period by period, which goals were missed and by how much."""
    if told.review.rule == BUY_IN_WITHDRAWN:
        return [f"The reason: {Untrusted(told.why).mrkdwn(500)}"] if told.why else []
    return [line for closed in told.missed if (line := _of_period(told, closed))]


def _of_period(told: Told, closed: Closed) -> str:
    theirs = [goal for goal in told.terms.goals if goal.party == told.review.party]
    found = [(goal, verdict_of(goal, closed)) for goal in theirs]
    lines = [
        f"• {_promised(goal, verdict['target'])}; reached: {_reached(goal, verdict['actual'])}"
        for goal, verdict in found
        if verdict and verdict["verdict"] in _MISSED
    ]
    return "\n".join([f"*{dates.period(Period.named(closed.name))}*", *lines]) if lines else ""


def _offers(told: Told) -> list[str]:
    if not told.offered:
        return []
    held = {goal.key: goal for goal in told.terms.goals}
    lines = [
        f"• {Untrusted(goal.party).mrkdwn()}: {goals.promise(goal)} instead of {goals.promise(held[goal.key])}"
        for goal in told.offered
        if goal.key in held
    ]
    how = "What the figures of these periods would bear:"
    return ["\n".join([how, *lines])]


def _decided(told: Told) -> str:
    made = told.review
    if made.choice is None or made.decided_at is None:
        return ""
    who, at = mrkdwn.opening(made.decided_by or "the operator"), mrkdwn.date(made.decided_at)
    did = {
        Choice.NEW_TERMS: "proposed new terms; every party's contact is asked to sign them",
        Choice.GO_ON: "decided to go on as is",
        Choice.ENDED: "ended the agreement",
        Choice.GIVEN_AGAIN: "gave the buy-in again, so the agreement goes on",
    }[made.choice]
    why = f" The reason: {Untrusted(made.reason).mrkdwn(500)}" if made.reason else ""
    return f":white_check_mark: {who} {did}, {at}.{why}"


def _buttons(made: CancellationReview) -> Block:
    value = str(made.id)
    return actions(
        button("New terms", NEW_TERMS, value, style="primary"),
        button("Go on as is", GO_ON, value),
        button("End it", END_IT, value, style="danger"),
    )


def _promised(goal: Goal, target: str | None) -> str:
    return goals.promise(goal if target is None else replace(goal, target=Decimal(target), calculate=None))


def _reached(goal: Goal, actual: str | None) -> str:
    """What was reached, as the goal counts; nothing where there was nothing to average."""
    return "nothing" if actual is None else goals.figure(goal, Fraction(actual))


def _written(goal: Goal) -> str:
    if goal.metric is Metric.SPEED:
        return str(Window(timedelta(seconds=int(goal.target))))
    return f"{goal.target.normalize():f}"


def _now(terms: Terms, goal: Goal) -> str:
    held = next((each for each in terms.goals if each.key == goal.key), goal)
    return f"Now: {_written(held)}"
