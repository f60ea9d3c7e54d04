"""Where an agreement stands: what counts in which period, as of which instant."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from sla.agreement import Agreement
from sla.figures_json import as_json
from sla.outcome_figures import StrikeFigures
from sla.pacing import Verdict
from sla.period import Period
from sla.standing import Sums
from sla.strike import strike_id
from storage import facts
from storage.outcome_rows import DiagnosisRow, StrikeRow
from storage.standing import daily, figures, standing
from tests.makers import make_agreement
from tests.moments import at, on
from tests.storage.lead_steps import called, handed_off

OCTOBER, NOVEMBER = Period.named("2026-10"), Period.named("2026-11")
NOW = at("2026-10-12 09:00")


def sums_at(session: Session, agreement: Agreement, when: str, period: Period = OCTOBER) -> Sums:
    return standing(session, agreement, period, at(when)).total


def test_an_agreement_without_facts_stands_at_nothing(session: Session) -> None:
    assert sums_at(session, make_agreement(session), "2026-10-12 09:00") == Sums()


def test_facts_after_the_instant_asked_about_do_not_exist(session: Session) -> None:
    agreement = make_agreement(session)
    lead = handed_off(session, agreement)
    called(session, lead, "2026-10-05 10:30", connected=True)
    facts.close_deal(session, agreement, lead, revenue=Decimal(100), closed_at=at("2026-10-06 10:00"), by=None)
    before, after = sums_at(session, agreement, "2026-10-05 10:29"), sums_at(session, agreement, "2026-10-05 10:30")
    assert (before.handed_off, before.followed_up, before.unconnected) == (1, 0, 1)
    assert (after.followed_up, after.unconnected, after.customers) == (1, 0, 0)
    assert sums_at(session, agreement, "2026-10-06 10:00").customers == 1


def test_a_lead_returned_later_still_counted_before(session: Session) -> None:
    agreement = make_agreement(session)
    lead = handed_off(session, agreement)
    facts.give_back(session, lead, reason="no", by=None, at=at("2026-10-07 10:00"))
    before, after = sums_at(session, agreement, "2026-10-06 10:00"), sums_at(session, agreement, "2026-10-07 10:00")
    assert (before.leads, before.value) == (1, 50)
    assert (after.leads, after.value, after.handed_off) == (0, 0, 1)


def test_a_breach_counts_once_its_instant_has_passed_recorded_or_not(session: Session) -> None:
    agreement = make_agreement(session)
    handed_off(session, agreement)
    assert sums_at(session, agreement, "2026-10-05 11:00").breached == 0
    late = sums_at(session, agreement, "2026-10-05 11:00:00.000001")
    assert (late.breached, late.overdue) == (1, 1)


def test_a_breach_on_record_counts_once(session: Session) -> None:
    agreement = make_agreement(session)
    lead = handed_off(session, agreement)
    facts.mark_breached(session, lead.id, at("2026-10-05 11:01"))
    sums = sums_at(session, agreement, "2026-10-05 11:30")
    assert (sums.breached, sums.overdue) == (1, 1)
    assert sums_at(session, agreement, "2026-10-05 11:00").breached == 0


def test_a_first_attempt_before_the_sweep_leaves_a_breach_that_is_not_overdue(session: Session) -> None:
    agreement = make_agreement(session)
    called(session, handed_off(session, agreement), "2026-10-05 11:10")
    sums = sums_at(session, agreement, "2026-10-05 11:30")
    assert (sums.breached, sums.overdue, sums.within_window) == (1, 0, 0)


def test_leads_count_by_hand_off_and_deals_by_closing(session: Session) -> None:
    agreement = make_agreement(session)
    lead = handed_off(session, agreement, "2026-10-30 10:00")
    facts.close_deal(session, agreement, lead, revenue=Decimal(100), closed_at=at("2026-11-03 10:00"), by=None)
    october = sums_at(session, agreement, "2026-11-04 10:00")
    november = sums_at(session, agreement, "2026-11-04 10:00", NOVEMBER)
    assert (october.handed_off, october.customers) == (1, 0)
    assert (november.handed_off, november.customers, november.revenue) == (0, 1, 100)


def test_the_local_midnight_of_the_agreement_parts_two_periods(session: Session) -> None:
    agreement = make_agreement(session)
    handed_off(session, agreement, "2026-10-31 23:59")
    handed_off(session, agreement, "2026-11-01 00:00")
    assert sums_at(session, agreement, "2026-11-02 00:00").handed_off == 1
    assert sums_at(session, agreement, "2026-11-02 00:00", NOVEMBER).handed_off == 1


def test_each_tier_stands_by_itself(session: Session) -> None:
    agreement = make_agreement(session)
    for tier in ("ceo", "ceo", None):
        handed_off(session, agreement, tier=tier)
    found = standing(session, agreement, OCTOBER, NOW)
    assert (found.of_tier("ceo").leads, found.of_tier("manager").leads, found.total.leads) == (2, 0, 3)
    assert found.of_tier("ceo").value == 200


def test_one_agreement_does_not_count_another_s_leads(session: Session) -> None:
    ours = make_agreement(session)
    other = make_agreement(session, replace(ours.terms, slug="other"))
    handed_off(session, other)
    assert sums_at(session, ours, "2026-10-05 12:00") == Sums()


def test_days_without_facts_are_told_too_up_to_today(session: Session) -> None:
    agreement = make_agreement(session)
    handed_off(session, agreement, "2026-10-02 10:00")
    days = daily(session, agreement, OCTOBER, at("2026-10-04 09:00"))
    assert [(day.on.day, day.total.leads) for day in days] == [(1, 0), (2, 1), (3, 0), (4, 0)]


def test_daily_figures_as_of_an_earlier_instant_do_not_know_of_later_facts(session: Session) -> None:
    agreement = make_agreement(session)
    handed_off(session, agreement, "2026-10-02 10:00", tier="ceo")
    handed_off(session, agreement, "2026-10-02 15:00")
    (_, second) = daily(session, agreement, OCTOBER, at("2026-10-02 12:00"))
    assert (second.total.leads, second.of_tier("ceo").leads) == (1, 1)


def test_figures_are_those_of_the_period_that_holds_the_instant(session: Session) -> None:
    agreement = make_agreement(session)
    found = figures(session, agreement, NOW)
    assert (found.period, found.day.day, found.day.working_day, found.day.ended) == (OCTOBER, 12, 8, False)


def test_a_period_that_is_over_is_told_with_its_corrections(session: Session) -> None:
    agreement = make_agreement(session)
    lead = handed_off(session, agreement, "2026-10-30 10:00")
    facts.give_back(session, lead, reason="no", by=None, at=at("2026-11-03 10:00"))
    then = figures(session, agreement, at("2026-11-02 09:00"), period=OCTOBER)
    now = figures(session, agreement, at("2026-11-04 09:00"), period=OCTOBER)
    assert (then.goals[0].pace.actual, now.goals[0].pace.actual) == (1, 0)
    assert (now.day.day, now.day.ended, now.goals[0].pace.verdict) == (31, True, Verdict.MISSED)


def test_a_daily_post_counts_to_the_end_of_the_finished_day(session: Session) -> None:
    agreement = make_agreement(session)
    handed_off(session, agreement, "2026-10-12 23:59")
    lead = handed_off(session, agreement, "2026-10-12 17:00", name="Bea")
    handed_off(session, agreement, "2026-10-13 00:00", name="Cleo")
    facts.give_back(session, lead, reason="no", by=None, at=at("2026-10-13 08:00"))
    told = figures(session, agreement, at("2026-10-13 09:00"), finished=on("2026-10-12"))
    assert (told.goals[0].pace.actual, told.day.day, told.finished) == (2, 12, on("2026-10-12"))
    assert told.follow_up.handed_off == 3


def test_a_daily_post_spreads_what_is_missing_over_the_days_after_the_finished_one(session: Session) -> None:
    agreement = make_agreement(session)
    told = figures(session, agreement, at("2026-10-13 09:00"), finished=on("2026-10-12"))
    asked = figures(session, agreement, at("2026-10-12 18:00"))
    assert (told.goals[0].pace.needed_per_day, asked.goals[0].pace.needed_per_day) == (Fraction(100, 19), 5)


def test_a_daily_post_tells_the_leads_that_are_overdue_as_of_the_post(session: Session) -> None:
    agreement = make_agreement(session)
    handed_off(session, agreement, "2026-10-12 17:30")
    told = figures(session, agreement, at("2026-10-13 09:31"), finished=on("2026-10-12"))
    assert (told.follow_up.open_overdue, told.standing.total.overdue) == (1, 0)


def strike(session: Session, agreement: Agreement, opened: str, **about: Any) -> int:
    values = {
        "workspace_id": agreement.workspace_id,
        "agreement_id": agreement.id,
        "terms_id": agreement.terms_id,
        "cause_key": opened,
        "party": "sales",
        "rule": "breaches",
        "period": "2026-10",
        "person": "U0RITA",
        "people": "[]",
        "promise": "",
        "leads": "[]",
        "on": at(opened).date(),
        "opened_at": at(opened),
    }
    return session.execute(insert(StrikeRow).values(values | about).returning(StrikeRow.id)).scalar_one()


def test_figures_tell_the_strikes_of_the_period_as_they_stood(session: Session) -> None:
    agreement = make_agreement(session)
    first = strike(session, agreement, "2026-10-09 10:00")
    strike(session, agreement, "2026-10-13 10:00")
    session.add(
        DiagnosisRow(
            workspace_id=agreement.workspace_id,
            strike_id=first,
            cause="A full calendar",
            remedy="An hour kept free",
            by_date=on("2026-10-20"),
            written_by="U0RITA",
            written_at=at("2026-10-12 10:00"),
        )
    )
    early, late = (figures(session, agreement, at(f"2026-10-1{day} 12:00")) for day in (1, 3))
    assert early.strikes == (StrikeFigures(strike_id(first), "sales", "U0RITA", on("2026-10-09"), "open", "breaches"),)
    assert [each.state for each in late.strikes] == ["diagnosed", "open"]


def test_a_strike_of_an_earlier_period_is_told_while_it_is_open(session: Session) -> None:
    agreement = make_agreement(session)
    strike(session, agreement, "2026-10-09 10:00", ended_at=at("2026-11-05 10:00"))
    before, after = (figures(session, agreement, at(f"2026-11-0{day} 12:00")) for day in (4, 6))
    assert ([each.state for each in before.strikes], after.strikes) == (["open"], ())


def test_company_x_s_figures_come_out_as_printed(session: Session) -> None:
    agreement = make_agreement(session)
    for number in range(42):
        handed_off(session, agreement, "2026-10-06 10:00", name=f"Lead {number}")
    goal = as_json(figures(session, agreement, NOW))["goals"][0]
    assert (goal["line"], goal["gap"], goal["needed_per_day"], goal["projected"]) == ("38.71", "3.29", "2.90", "108.50")
