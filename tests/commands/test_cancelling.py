"""The review of an agreement whose condition of cancellation holds, its three buttons, and the end."""

import pytest

from jobs import cancellations as watching
from sla.agreement import Status
from sla.period import Period
from storage import closes, first_due
from tests.bot_world import COMPANY_X, BotWorld
from tests.commands.acting import HERE, answered, handed_off, outcome, press, told
from tests.slack_world import Seen, Shown


def missed(world: BotWorld, *months: str) -> None:
    """Sales has missed its customers in these months, and what follows is said."""
    agreement = world.agreement()
    verdict = {"party": "sales", "metric": "customers", "tier": None, "target": "50", "actual": "40.00"}
    with world.writing() as session:
        for month in months:
            period = Period.named(month)
            closes.add(session, agreement, period, world.now(), [{**verdict, "verdict": "missed"}])
        watching.watch(session, agreement, world.now(), opening=world.now())
    world.settle()


def review(world: BotWorld, reader: str) -> Seen:
    """The newest review that somebody reads, as it stands now."""
    world.settle()
    return [seen for seen in world.messages(f"@{reader}") if seen.event_type == "sla_cancellation_review"][-1]


@pytest.fixture
def in_question(fresh: BotWorld) -> BotWorld:
    missed(fresh, "2026-07", "2026-08", "2026-09")
    return fresh


def test_new_terms_are_proposed_with_the_targets_that_the_facts_bear(in_question: BotWorld) -> None:
    asked = review(in_question, "amy")
    assert "missed its goals 3 months in a row" in asked.text and "50 customers; reached: 40" in asked.text
    assert "40 customers instead of 50 customers" in asked.text
    form = press(in_question, "amy", asked, "New terms").form()
    form.submit()
    assert "New terms" in outcome(in_question, "amy")
    assert "goal sales customers: 50 -&gt; 40" in told(in_question, "josh", "agreement")
    assert "proposed new terms" in review(in_question, "josh").text and not review(in_question, "josh").buttons()


def test_it_goes_on_as_is_and_is_asked_again_after_three_more(in_question: BotWorld) -> None:
    press(in_question, "josh", review(in_question, "josh"), "Go on as is").form().submit(reason="Two reps start.")
    assert "decided to go on as is" in review(in_question, "amy").text and "Two reps" in review(in_question, "amy").text
    missed(in_question, "2026-10", "2026-11")
    assert not review(in_question, "amy").buttons()
    missed(in_question, "2026-12")
    assert "End it" in review(in_question, "amy").buttons()


def test_the_end_stops_every_clock_says_so_once_and_stays_readable(in_question: BotWorld) -> None:
    lead = handed_off(in_question, "Ada Ended")
    press(in_question, "amy", review(in_question, "amy"), "End it").form().submit(reason="We start anew with service.")
    in_question.settle()
    assert in_question.agreement().status is Status.ENDED
    ended = [seen for seen in in_question.messages(HERE) if seen.event_type == "sla_ended"]
    assert len(ended) == 1 and "We start anew with service." in ended[0].text
    with in_question.reading() as session:
        assert not any(first_due.first_due(session, in_question.workspace.id).values())
    for words in ("status", "agreement", "leads", f"why {lead}", "review", "strikes"):
        assert "This agreement ended on" in told(in_question, "rita", words), words
    for words in (f"log {lead} call", "lead Bob, Acme @rita", f"won {lead} 100", "goal marketing leads 120"):
        assert "has ended" in told(in_question, "josh" if "lead" in words or "goal" in words else "rita", words), words
    in_question.apply(COMPANY_X.read_text(), signed=True)
    assert in_question.agreement().status is Status.IN_FORCE


def test_without_a_condition_the_end_takes_every_party_s_signature(fresh: BotWorld) -> None:
    choose(fresh, "josh", "end").form().submit(reason="Done")
    josh, amy = _proposals(fresh, "josh")[-1], _proposals(fresh, "amy")[-1]
    assert "proposes to end" in amy.text
    press(fresh, "josh", josh, "Sign for marketing")
    assert fresh.agreement().status is Status.IN_FORCE
    press(fresh, "amy", amy, "Sign for sales")
    assert fresh.agreement().status is Status.ENDED


def test_withdrawn_buy_in_puts_the_agreement_in_question_until_it_is_given_again(fresh: BotWorld) -> None:
    choose(fresh, "amy", "withdraw_buy_in").form().submit(reason="Half of the team is gone.")
    assert "withdrew their buy-in" in review(fresh, "josh").text and "Half of the team" in review(fresh, "josh").text
    choose(fresh, "amy", "give_buy_in")
    assert "gave the buy-in again" in review(fresh, "josh").text and not review(fresh, "josh").buttons()


def choose(world: BotWorld, user: str, verb: str) -> Shown:
    """A choice of the menu below the agreement, which stands in its last message."""
    world.forget_messages()
    answered(world, user, "agreement")
    menu = next(seen for seen in reversed(world.messages(HERE, user)) if "act:agreement_further" in str(seen.blocks))
    return world.press(user, HERE, menu, "act:agreement_further", f"{verb}.{world.agreement().id}")


def _proposals(world: BotWorld, reader: str) -> list[Seen]:
    world.settle()
    return [seen for seen in world.messages(f"@{reader}") if seen.event_type == "sla_proposal"]
