"""`/sla goal`, its form, `/sla agreement`, and the button *Sign*."""

import pytest

from sla.agreement import Metric
from tests.bot_world import COMPANY_X, BotWorld
from tests.commands.acting import HERE, answered, opened, outcome, press, told


def target(world: BotWorld, metric: Metric) -> str:
    """A goal's target in the terms that hold now."""
    return str(next(goal.target for goal in world.agreement().terms.goals if goal.metric is metric))


def test_a_target_holds_once_both_contacts_have_signed(fresh: BotWorld) -> None:
    said = told(fresh, "josh", "goal marketing leads 120")
    assert "marketing: leads, 120 instead of 100" in said
    _, josh, amy = fresh.expect_messages((HERE, "Proposed"), ("@josh", "120"), ("@amy", "120"))
    press(fresh, "josh", josh, "Sign for marketing")
    assert target(fresh, Metric.LEADS) == "100"
    said = press(fresh, "amy", amy, "Sign for sales").reply().text
    assert "the terms are in force" in said and target(fresh, Metric.LEADS) == "120"


def test_signing_twice_tells_who_signed(fresh: BotWorld) -> None:
    told(fresh, "josh", "goal marketing leads 120")
    _, josh, _ = fresh.expect_messages((HERE, "Proposed"), ("@josh", "120"), ("@amy", "120"))
    press(fresh, "josh", answered(fresh, "josh", "agreement"), "Sign for marketing", HERE)
    said = press(fresh, "josh", josh, "Sign for marketing").reply().text
    assert f"<@{fresh.person('josh')}> signed for marketing" in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    {
        "sales speed 45m": "45 min instead of 1 h",
        "sales depth 5": "5 attempts instead of 6 attempts",
        "marketing lead value 5000": "lead value, 5,000 instead of 4,500",
        "Marketing lead_value 5,500": "lead value, 5,500 instead of 4,500",
    }.items(),
)
def test_any_metric_has_its_own_unit(world: BotWorld, words: str, sentence: str) -> None:
    assert sentence in told(world, "josh", f"goal {words}")


REFUSED = {
    "marketing": "A target needs a party, a metric and a number",
    "marketing leads": "A target needs a party, a metric and a number",
    "nobody leads 120": "There is no party called",
    "marketing leeds 120": "“leeds” is no metric of a goal here",
    "marketing customers 5": "marketing has no such goal. Its goals: 100 leads",
    "marketing leads many": "is not an amount",
    "marketing leads 0": "A target is more than 0",
    "marketing leads 100": "That is its target already: 100 leads",
    "sales speed 45": "is not a duration",
    "sales speed 2d": "in minutes and hours",
}


@pytest.mark.parametrize(("words", "sentence"), REFUSED.items())
def test_what_is_wrong_with_a_target_is_said(world: BotWorld, words: str, sentence: str) -> None:
    assert sentence in told(world, "josh", f"goal {words}")


def test_only_contacts_propose(world: BotWorld) -> None:
    assert "Only a party's contact can propose terms" in told(world, "rita", "goal marketing leads 120")
    assert "Only a party's contact can propose terms" in told(world, "rita", "goal")


def test_the_form_proposes_a_target(fresh: BotWorld) -> None:
    form = opened(fresh, "amy", "goal")
    assert "A target is more than 0" in form.submit(goal="sales: customers, now 50", target="0").errors["target"]
    assert form.submit(target="60").result == "updated"
    assert "sales: customers, 60 instead of 50" in outcome(fresh, "amy")


def test_a_form_of_terms_that_have_changed_says_so(fresh: BotWorld) -> None:
    form = opened(fresh, "amy", "goal")
    told(fresh, "josh", "goal marketing leads 120")
    wrong = form.submit(goal="sales: customers, now 50", target="60").errors
    assert "The terms have changed since" in wrong["goal"]


def test_a_target_that_waits_is_not_called_the_one_that_holds(fresh: BotWorld) -> None:
    told(fresh, "josh", "goal marketing leads 120")
    assert "That is proposed already: 120 leads. It waits" in told(fresh, "amy", "goal marketing leads 120")
    assert "marketing: leads, 100 after all" in told(fresh, "amy", "goal marketing leads 100")


def test_the_second_target_keeps_the_first_that_waits(fresh: BotWorld) -> None:
    told(fresh, "josh", "goal marketing leads 120")
    told(fresh, "amy", "goal sales customers 60")
    said = told(fresh, "amy", "agreement")
    assert "goal marketing leads: 100 -&gt; 120" in said and "goal sales customers: 50 -&gt; 60" in said


def test_agreement_shows_all_six_elements_and_who_agreed(world: BotWorld) -> None:
    said = answered(world, "rita", "agreement").words
    for element in ("1. Summary", "2. Goals", "3. What each party needs", "4. Points of contact", "5. If", "6. Canc"):
        assert element in said
    assert "the operator vouched that every party agreed" in said


def test_everything_in_the_agreement_is_acted_on(world: BotWorld) -> None:
    assert "not acted on yet" not in answered(world, "rita", "agreement").words


def test_a_new_agreement_is_signed_from_its_channel(fresh: BotWorld) -> None:
    fresh.apply(COMPANY_X.read_text().replace("company-x", "second"), signed=False)
    fresh.settle()
    assert "Not in force yet; still to sign: marketing and sales." in told(fresh, "josh", "status second")
    assert "second is not in force yet" in told(fresh, "josh", "lead second Jane, Acme")
    press(fresh, "josh", answered(fresh, "josh", "agreement second"), "Sign for marketing", HERE)
    press(fresh, "amy", answered(fresh, "amy", "agreement second"), "Sign for sales", HERE)
    assert "Signed for marketing by" in told(fresh, "rita", "agreement second")
    assert "Handed off" in told(fresh, "josh", "lead second Jane, Acme")


def test_nobody_signs_for_another_party(fresh: BotWorld) -> None:
    told(fresh, "josh", "goal marketing leads 120")
    assert "Sign for marketing" not in answered(fresh, "amy", "agreement").buttons()
    assert list(answered(fresh, "rita", "agreement").buttons()) == ["Discuss", "History", "PDF", "YAML"]


def test_the_history_shows_each_version_and_what_it_changed(fresh: BotWorld) -> None:
    told(fresh, "josh", "goal marketing leads 120")
    for person, party in (("josh", "marketing"), ("amy", "sales")):
        press(fresh, person, answered(fresh, person, "agreement"), f"Sign for {party}", HERE)
    told(fresh, "josh", "goal marketing leads 140")
    said = press(fresh, "rita", answered(fresh, "rita", "agreement"), "History", HERE).reply().words
    assert "*Terms 3*: proposed, waiting for signatures." in said and "leads: 120 -&gt; 140" in said
    assert "*Terms 2*: in force from" in said and f"Signed for marketing by <@{fresh.person('josh')}>" in said
    assert "*Terms 1*: in force from" in said and "until" in said and "The operator vouched" in said
