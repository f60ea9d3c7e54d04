"""Half a year of the chain, from lead to loyal customer, against a ledger that counts by itself."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

import pytest

from sla.agreement import Metric
from storage import audit, duties, outcomes, standing
from tests.jobs.half_year import Half, Plan, lived

MONTHS = ("2026-10", "2026-11", "2026-12", "2027-01", "2027-02", "2027-03")
PLANS = (
    Plan(MONTHS[0], leads=100, won=50, minutes=20, attempts=2, cared=60),
    Plan(MONTHS[1], leads=60, won=20, minutes=20, attempts=2, cared=360, reports=False),
    Plan(MONTHS[2], leads=140, won=80, minutes=20, attempts=2, cared=60),
    Plan(MONTHS[3], leads=15, won=10, minutes=90, attempts=2),
    Plan(MONTHS[4], leads=15, won=10, minutes=20, attempts=2, cared=600),
    Plan(MONTHS[5], leads=15, won=0, minutes=20, attempts=2, cared=60),
)
NINE_HOURS = 9 * 3600
Owed = tuple[str, str]


def actuals(plan: Plan) -> dict[Owed, Fraction | None]:
    """What each goal came to, as the ledger counts it; a mean over nothing is none."""
    return {
        ("marketing", "leads"): Fraction(plan.leads),
        ("sales", "customers"): Fraction(plan.won),
        ("sales", "speed"): plan.speed,
        ("service", "speed"): Fraction(60 * plan.cared) if plan.cared and plan.won else None,
    }


def verdicts(plan: Plan) -> dict[Owed, bool | None]:
    """Whether each goal was met; None where there was nothing to judge."""
    came = actuals(plan)
    cared = came["service", "speed"]
    return {
        ("marketing", "leads"): plan.leads >= 100,
        ("sales", "customers"): plan.won >= 50,
        ("sales", "speed"): plan.speed <= 3600,
        ("service", "speed"): None if cared is None else cared <= NINE_HOURS,
    }


def of(plan: Plan, verdict: bool) -> set[Owed]:
    """The goals that were met in the month, or those that were missed."""
    return {owed for owed, was_met in verdicts(plan).items() if was_met is verdict}


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Half]:
    """The half-year, lived once for all tests of this file."""
    with lived(tmp_path_factory.mktemp("half"), "retention", PLANS) as half:
        yield half


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_both_links_of_the_chain_have_the_ledgers_figures(half: Half, plan: Plan) -> None:
    last = half.instant(half.days(plan.name)[-1], "23:30")
    with half.world.sessions.read() as session:
        told = standing.figures(session, half.world.agreement, last)
    assert {(goal.goal.party, goal.goal.metric.value): goal.pace.actual for goal in told.goals} == actuals(plan)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_what_each_party_kept_is_celebrated(half: Half, plan: Plan) -> None:
    told = half.payloads("sla_celebration", plan.name)
    assert {(each["party"], each["metric"]) for each in told} == of(plan, True)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_what_each_party_missed_is_a_strike(half: Half, plan: Plan) -> None:
    with half.world.sessions.read() as session:
        strikes = outcomes.of_agreement(session, half.world.agreement.workspace_id, half.world.agreement.id)
    found = Counter((each.party, each.metric) for each in strikes if each.period == plan.name and each.metric)
    assert found == Counter(of(plan, False))


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_what_adds_up_is_made_up(half: Half, plan: Plan) -> None:
    told = {(each["party"], each["metric"]) for each in half.payloads("sla_make_up", plan.name) if opened(each)}
    assert told == {owed for owed in of(plan, False) if owed[1] != Metric.SPEED}


def opened(plan: dict[str, object]) -> bool:
    return plan["state"] == "opened"


def test_the_friction_report_that_nobody_wrote_is_missed_and_struck(half: Half) -> None:
    with half.world.sessions.read() as session:
        kept = {
            each.on.isoformat()[:7]: each.missed_at is None for each in duties.all_of(session, half.world.agreement.id)
        }
        strikes = outcomes.of_agreement(session, half.world.agreement.workspace_id, half.world.agreement.id)
    assert {month: kept[month] for month in MONTHS} == {month: month != MONTHS[1] for month in MONTHS}
    assert [(each.party, each.period) for each in strikes if each.rule == "duty_missed"] == [("sales", MONTHS[1])]


def test_customers_whom_nobody_calls_are_service_s_to_answer_for(half: Half) -> None:
    told = [each for each in half.heard[MONTHS[3]] if each.payload.get("level") == "150%"]
    assert {each.to for each in told} == {"U0JOAN"}


def test_the_record_of_it_all_is_unbroken(half: Half) -> None:
    with half.world.sessions.read() as session:
        assert audit.verify(session, half.world.agreement.workspace_id) is None
