"""Half a year of Company X: bad, good and bad again, against a ledger that counts by itself."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

import pytest

from sla.strike import Excuse
from storage import audit, due_process, endings, make_ups, outcomes, standing
from tests.jobs.half_year import WORTH, Half, Plan, lived

PLANS = (
    Plan("2026-10", leads=60, won=20, minutes=90, attempts=4),
    Plan("2026-11", leads=140, won=95, minutes=20, attempts=6),
    Plan("2026-12", leads=100, won=50, minutes=60, attempts=6, reports=False),
    Plan("2027-01", leads=60, won=50, minutes=20, attempts=6),
    Plan("2027-02", leads=60, won=50, minutes=20, attempts=6),
    Plan("2027-03", leads=60, won=50, minutes=20, attempts=6),
)
TARGETS = {"leads": 100, "lead_value": 4500, "customers": 50}
MEANS = {"speed": 3600, "depth": 6}
OWES = {"leads": "marketing", "lead_value": "marketing", "customers": "sales", "speed": "sales", "depth": "sales"}


def actuals(plan: Plan) -> dict[str, Fraction]:
    """What each goal came to, as the ledger counts it."""
    return {
        "leads": Fraction(plan.leads),
        "lead_value": Fraction(plan.leads * WORTH),
        "customers": Fraction(plan.won),
        "speed": plan.speed,
        "depth": plan.depth,
    }


def met(plan: Plan, by: Fraction = Fraction(0)) -> set[str]:
    """The goals that were met, or exceeded by a share; a speed is kept from below."""
    came = actuals(plan)
    reached = {metric for metric, target in TARGETS.items() if came[metric] >= target * (1 + by)}
    if came["speed"] <= MEANS["speed"] * (1 - by):
        reached.add("speed")
    if came["depth"] >= MEANS["depth"] * (1 + by):
        reached.add("depth")
    return reached


def open_plans(until: int) -> dict[str, Fraction]:
    """What is still to be made up of each goal after so many months: the oldest shortfall is paid first."""
    short: dict[str, Fraction] = {}
    for plan in PLANS[:until]:
        for metric, target in TARGETS.items():
            short[metric] = max(Fraction(0), short.get(metric, Fraction(0)) + target - actuals(plan)[metric])
    return {metric: left for metric, left in short.items() if left}


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Half]:
    """The half-year, lived once for all tests of this file."""
    with lived(
        tmp_path_factory.mktemp("half"), "company-x", PLANS, after={"2026-10": judged, "2027-03": ended}
    ) as half:
        yield half


def judged(half: Half) -> None:
    """What people make of October's strikes: one is diagnosed and mended, the others are contested or excused."""
    place, now = half.world.agreement.workspace_id, half.instant(half.days("2026-11")[0], "09:42")
    with half.world.sessions.write() as session:
        strikes = outcomes.of_agreement(session, place, half.world.agreement.id)
        of = {str(each.metric): each for each in strikes if each.rule == "goal_missed"}
        said = {"cause": "Two campaigns slipped.", "remedy": "A calendar.", "by_date": half.days("2026-11")[2]}
        diagnosed = outcomes.diagnose(session, place, of["leads"], **said, by="U0JOSH", now=now)
        due_process.mend(session, place, diagnosed, is_done=True, by="U0JOSH", now=now)
        for metric in ("lead_value", "speed"):
            due_process.contest(session, place, of[metric], reason="The list says otherwise.", by="U0JOSH", now=now)
        due_process.uphold(session, place, of["lead_value"], reason="It does not.", by="U0AMY", now=now)
        due_process.withdraw(session, place, of["speed"], reason="It does.", by="U0JOSH", now=now)
        excused = {"why": Excuse.OUTAGE, "reason": "The telephones were down.", "by": "U0JOSH", "now": now}
        due_process.excuse(session, place, of["depth"], **excused)


def ended(half: Half) -> None:
    """Josh ends the agreement from its cancellation review."""
    now = half.instant(half.days("2027-04")[0], "09:42")
    with half.world.sessions.write() as session:
        endings.end(session, half.world.agreement, by="U0JOSH", reason="A better one is needed.", now=now)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_every_figure_of_the_month_is_the_ledgers(half: Half, plan: Plan) -> None:
    last = half.instant(half.days(plan.name)[-1], "23:30")
    with half.world.sessions.read() as session:
        told = standing.figures(session, half.world.agreement, last)
    assert {goal.goal.metric.value: goal.pace.actual for goal in told.goals} == actuals(plan)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_what_was_met_is_celebrated_and_what_was_exceeded_is_thanked_for(half: Half, plan: Plan) -> None:
    told = half.payloads("sla_celebration", plan.name)
    praised = {
        rule: {each["metric"] for each in told if each["rule"] == rule} for rule in ("goal_met", "goal_exceeded")
    }
    more = met(plan, Fraction(1, 10))
    assert praised == {"goal_met": met(plan), "goal_exceeded": more}
    assert {each["metric"] for each in half.payloads("sla_thanks", plan.name)} == more


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_each_missed_goal_is_a_strike_on_the_party_that_owed_it(half: Half, plan: Plan) -> None:
    with half.world.sessions.read() as session:
        strikes = outcomes.of_agreement(session, half.world.agreement.workspace_id, half.world.agreement.id)
    found = Counter((each.party, each.metric) for each in strikes if each.period == plan.name and each.metric)
    assert found == Counter((OWES[metric], metric) for metric in actuals(plan).keys() - met(plan))


def test_three_late_leads_of_a_rep_are_one_strike_in_the_month(half: Half) -> None:
    told = half.payloads("sla_strike", "2026-10")
    assert Counter(each.get("person") for each in told if "person" in each and each["rule"] == "breaches") == {
        "U0RITA": 1, "U0REMO": 1, "U0ROSA": 1,
    }  # fmt: skip
    assert {each["party"] for each in half.payloads("sla_escalation", "2026-10")} == {"sales"}


@pytest.mark.parametrize("months", range(1, 7))
def test_what_is_left_to_make_up_is_the_ledgers(half: Half, months: int) -> None:
    agreement, period = half.world.agreement, half.terms.period_of(half.days(PLANS[months - 1].name)[0]).next()
    with half.world.sessions.read() as session:
        plans = make_ups.running(session, agreement, period, half.instant(half.days(period.name)[0], "09:40"))
    left = {metric: sum(plan.remaining for plan in plans if plan.metric == metric) for metric in TARGETS}
    assert {metric: amount for metric, amount in left.items() if amount} == open_plans(months)


def test_reports_that_nobody_wrote_are_missed(half: Half) -> None:
    missed = {each["due_at"] for each in half.payloads("sla_duty_missed", "2026-12")}
    assert sorted(each[:10] for each in missed) == [
        "2026-12-04", "2026-12-11", "2026-12-18", "2026-12-28",
    ]  # fmt: skip
    assert not half.payloads("sla_duty_missed", "2026-11")


def test_three_bad_months_running_call_the_agreement_into_question_once(half: Half) -> None:
    reviews = half.payloads("sla_cancellation_review")
    assert {each["rule"] for each in reviews} == {"missed_in_a_row"}
    assert reviews == half.payloads("sla_cancellation_review", "2027-03")


def test_october_s_strikes_stand_as_people_judged_them(half: Half) -> None:
    with half.world.sessions.read() as session:
        strikes = outcomes.of_agreement(session, half.world.agreement.workspace_id, half.world.agreement.id)
    found = {each.metric: str(each.state) for each in strikes if (each.rule, each.period) == ("goal_missed", "2026-10")}
    assert found == {
        "leads": "diagnosed", "lead_value": "upheld", "speed": "withdrawn", "depth": "excused", "customers": "open",
    }  # fmt: skip


def test_once_it_has_ended_nothing_more_comes_of_it(half: Half) -> None:
    assert half.world.follow_to(half.instant(half.days("2027-05")[5], "12:00")) == []


def test_the_record_of_it_all_is_unbroken(half: Half) -> None:
    with half.world.sessions.read() as session:
        assert audit.verify(session, half.world.agreement.workspace_id) is None
