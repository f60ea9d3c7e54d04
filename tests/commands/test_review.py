"""`/sla review`, and what becomes of the goals that a review proposes."""

from collections.abc import Iterator

import pytest

from sla.agreement import Metric
from storage import audit
from tests.bot_world import BotWorld
from tests.commands.acting import HERE, JOINER, answered, press, told
from tests.commands.october import October, reviewed, the_review

WEAK = October(leads=100, customers=42, other=0)
PROPOSED = "marketing: close rate 50% → 42%: 20 more leads (120 instead of 100)"


@pytest.fixture(scope="module")
def november(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotWorld]:
    """After a month in which 42 of 100 leads became customers, where half of them was agreed."""
    with reviewed(tmp_path_factory.mktemp("bot"), WEAK) as world:
        yield world


@pytest.fixture
def undecided(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotWorld]:
    """The same, for a test that decides."""
    with reviewed(tmp_path_factory.mktemp("bot"), WEAK) as world:
        yield world


def words(text: str) -> str:
    return text.replace(JOINER, "")


def leads_goal(world: BotWorld) -> str:
    return str(next(goal.target for goal in world.agreement().terms.goals if goal.metric is Metric.LEADS))


def test_the_review_gives_the_rates_in_both_ways_each_labelled(november: BotWorld) -> None:
    said = words(the_review(november).text)
    assert "*By hand-off*, the leads handed off in it: 42 customers, 100 leads: close rate *42%*; 4,200 in all" in said
    assert "*By closing*, the deals closed in it: 42 customers, 100 leads: close rate *42%*; 4,200 in all" in said
    assert "*Marketing's share* of the revenue closed: 4,200 of 4,200, *100%*" in said
    assert "*Average sales cycle* of the customers closed: 24 h from hand-off to closing" in said


def test_the_review_proposes_the_next_goal_with_its_reason(november: BotWorld) -> None:
    seen = the_review(november)
    assert "*Proposal for November 2026*, from the rates by hand-off:" in seen.words
    assert PROPOSED in words(seen.words) and PROPOSED in words(seen.text)
    assert {"Adopt", "Keep the goal"} <= set(seen.buttons())


def test_the_review_is_there_at_any_time(november: BotWorld) -> None:
    seen = answered(november, "josh", "review 2026-10")
    assert seen.is_ephemeral and "review of October 2026" in seen.words and PROPOSED in words(seen.words)
    assert {"Adopt", "Keep the goal"} <= set(seen.buttons())
    assert PROPOSED in told(november, "josh", "review last")


def test_only_contacts_get_the_buttons_and_only_they_decide(november: BotWorld) -> None:
    assert answered(november, "rita", "review last").buttons() == {}
    for label in ("Adopt", "Keep the goal"):
        said = press(november, "rita", the_review(november), label, HERE).reply().text
        assert "Only a party's contact decides on what a review proposes" in said


def test_the_running_period_is_reviewed_so_far(november: BotWorld) -> None:
    seen = answered(november, "rita", "review")
    assert "review of November 2026, so far" in seen.words and "Day 2 of 30" in seen.words
    assert "0 customers, 0 leads: too few for a rate, which takes 5 leads and a customer" in seen.words
    assert "Proposal" not in seen.words and seen.buttons() == {}


@pytest.mark.parametrize(
    ("period", "sentence"),
    {
        "2026-12": "2026-12 has not begun yet",
        "2026-09": "company-x begins on 2026-10-01, after 2026-09",
        "2026-W45": "This agreement counts by the month",
        "october": "is not a period",
    }.items(),
)
def test_what_is_wrong_with_a_period_is_said(november: BotWorld, period: str, sentence: str) -> None:
    assert sentence in told(november, "josh", f"review {period}")


def test_an_adopted_goal_holds_once_every_party_has_signed(undecided: BotWorld) -> None:
    seen = the_review(undecided)
    undecided.forget_messages()
    said = words(press(undecided, "josh", seen, "Adopt", HERE).reply().text)
    assert PROPOSED in said and "It holds once signed by" in said
    *_, josh, amy = undecided.expect_messages(
        (HERE, "Proposed as new terms"), ("@josh", "100 -&gt; 120"), ("@amy", "100 -&gt; 120")
    )
    assert PROPOSED in words(josh.text) and "calculated from: close_rate 50% -&gt; close_rate 42%" in josh.text
    press(undecided, "josh", josh, "Sign for marketing")
    assert leads_goal(undecided) == "100"
    press(undecided, "amy", amy, "Sign for sales")
    assert leads_goal(undecided) == "120"


def test_a_decision_stands_in_the_review_with_who_made_it(undecided: BotWorld) -> None:
    press(undecided, "amy", the_review(undecided), "Keep the goal", HERE)
    seen = the_review(undecided)
    assert f"<@{undecided.person('amy')}> decided on" in seen.text and "to keep the goals, instead of:" in seen.text
    assert seen.buttons() == {} and PROPOSED in words(seen.text)
    with undecided.reading() as session:
        acts = [entry.act for entry in audit.entries(session, undecided.workspace.id)]
    assert acts.count("review_kept") == 1


def test_of_two_who_decide_the_second_reads_who_was_faster(undecided: BotWorld) -> None:
    seen = the_review(undecided)
    press(undecided, "amy", seen, "Keep the goal", HERE)
    said = press(undecided, "josh", seen, "Adopt", HERE).reply().text
    assert f"<@{undecided.person('amy')}> decided to keep the goals already, at 09:0" in said
    assert leads_goal(undecided) == "100"
