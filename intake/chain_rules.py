"""What must hold along the chain of hand-offs of an agreement file, and for its alert ladders."""

from collections.abc import Iterator, Sequence

from intake.agreement_model import AlertBlock
from intake.draft import Draft
from intake.faults import Fault, Steps, known, two_parties
from intake.mistakes import quoted


def chain_faults(draft: Draft) -> Iterator[Fault]:
    """Where the hand-offs make no chain, and where a ladder tells nobody, or twice."""
    whats = [rule.what for rule in draft.model.hand_offs]
    for number, rule in enumerate(draft.model.hand_offs):
        steps = "hand_offs", number
        yield from two_parties(steps, rule.giver, rule.receiver, draft.party_names)
        if rule.what in whats[:number]:
            yield Fault(steps, f"A {rule.what} is handed off once along the chain, and there is a rule for it already.")
        elif rule.what == "customer":
            yield from _customer(draft, steps, rule.giver)
        if rule.alerts and rule.what == "lead":
            sentence = "The ladder of leads is the agreement's own; write it under “alerts”, beside “hand_offs”."
            yield Fault((*steps, "alerts"), sentence, at_key=True)
        yield from _alerts(draft, (*steps, "alerts"), rule.alerts)
    yield from _alerts(draft, ("alerts",), draft.model.alerts)


def _customer(draft: Draft, steps: Steps, giver: str) -> Iterator[Fault]:
    """A customer comes from the party that the leads are handed to, for that is who closes the deals."""
    before = next((rule for rule in draft.model.hand_offs if rule.what == "lead"), None)
    if before is None:
        sentence = f"No lead is handed off, so nobody becomes a customer; add who hands leads to {quoted(giver)}."
        yield Fault((*steps, "what"), sentence)
    elif before.receiver != giver:
        sentence = f"{quoted(giver)} closes no deals here; leads go to {quoted(before.receiver)}, so write that name."
        yield Fault((*steps, "from"), sentence)


def _alerts(draft: Draft, steps: Steps, alerts: Sequence[AlertBlock]) -> Iterator[Fault]:
    levels = [(alert.at, alert.tell) for alert in alerts]
    for number, (at, tell) in enumerate(levels):
        yield from known((*steps, number, "tell"), tell, ("rep", *draft.party_names), "reader")
        if (at, tell) in levels[:number]:
            yield Fault((*steps, number), f"{quoted(tell)} is told at this level already; keep one of them.")
