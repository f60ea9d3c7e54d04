"""Half a year of paper for Company X: delivered, forgotten and short, against a ledger that counts by itself."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import pytest

from storage import audit, outcomes, service_credits, standing
from tests.jobs.half_year import Half, Plan, lived

PLANS = (
    Plan("2026-10", units=7),
    Plan("2026-11", reports=False),
    Plan("2026-12", units=5),
    Plan("2027-01", units=4),
    Plan("2027-02", units=3),
    Plan("2027-03", units=7),
)
SHIPMENTS = {"2026-10": 8, "2026-11": 10, "2026-12": 8, "2027-01": 8, "2027-02": 8, "2027-03": 10}
"""Two for each Monday of the month, by the calendar on the wall; a holiday's moves to the Tuesday of its week."""
PROMISED = 50


def delivered(plan: Plan) -> int:
    """The reams of the month, as the ledger counts them."""
    return SHIPMENTS[plan.name] * plan.units if plan.reports else 0


def owed(plan: Plan) -> Counter[str]:
    """The credits of the month by their rule: a tenth of the fee, and 25 for each shipment that did not come."""
    for_goal = {"goal_missed": 200} if delivered(plan) < PROMISED else {}
    return Counter(for_goal if plan.reports else for_goal | {"duty_missed": 25 * SHIPMENTS[plan.name]})


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Half]:
    """The half-year, lived once for all tests of this file."""
    with lived(tmp_path_factory.mktemp("half"), "dunder-mifflin", PLANS, after={"2026-11": settled}) as half:
        yield half


def settled(half: Half) -> None:
    """November's goal was paid for in December."""
    place, now = half.world.agreement, half.instant(half.days("2026-12")[0], "09:42")
    with half.world.sessions.write() as session:
        for credit in service_credits.unsettled(session, place.workspace_id, place.id):
            if credit.rule == "goal_missed":
                service_credits.settle(session, place.workspace_id, credit, by="U0JIM", settled_for="customer", now=now)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_the_reams_of_the_month_are_the_ledgers(half: Half, plan: Plan) -> None:
    last = half.instant(half.days(plan.name)[-1], "23:30")
    with half.world.sessions.read() as session:
        [goal] = standing.figures(session, half.world.agreement, last).goals
    assert goal.pace.actual == delivered(plan)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_the_credits_of_the_month_are_the_ledgers(half: Half, plan: Plan) -> None:
    place = half.world.agreement
    with half.world.sessions.read() as session:
        given = service_credits.of_agreement(session, place.workspace_id, place.id)
    found: Counter[str] = Counter()
    for credit in given:
        if credit.period == plan.name:
            found[credit.rule] += int(credit.amount)
    assert found == owed(plan)


def test_the_balance_is_all_that_was_given_and_not_settled(half: Half) -> None:
    place = half.world.agreement
    with half.world.sessions.read() as session:
        unsettled = service_credits.unsettled(session, place.workspace_id, place.id)
    assert sum((credit.amount for credit in unsettled), Decimal(0)) == sum(owed(plan).total() for plan in PLANS) - 200


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_only_a_kept_month_is_celebrated(half: Half, plan: Plan) -> None:
    assert len(half.payloads("sla_celebration", plan.name)) == int(delivered(plan) >= PROMISED)


def test_every_shipment_that_did_not_come_is_a_strike_on_the_supplier(half: Half) -> None:
    place = half.world.agreement
    with half.world.sessions.read() as session:
        strikes = outcomes.of_agreement(session, place.workspace_id, place.id)
    assert Counter((each.party, each.rule, each.period) for each in strikes) == {
        ("supplier", "duty_missed", "2026-11"): SHIPMENTS["2026-11"]
    }


def test_whose_diagnosis_is_late_is_told_to_the_contact(half: Half) -> None:
    steps = Counter(str(each["step"]) for each in half.payloads("sla_strike_step"))
    assert steps["diagnosis_due"] == steps["diagnosis_overdue"] == SHIPMENTS["2026-11"]


def test_the_record_of_it_all_is_unbroken(half: Half) -> None:
    with half.world.sessions.read() as session:
        assert audit.verify(session, half.world.agreement.workspace_id) is None
