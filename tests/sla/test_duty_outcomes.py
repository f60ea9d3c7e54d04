"""What follows from missed duties."""

from dataclasses import replace

from sla.agreement import Rule
from sla.duty_outcomes import MissedDuty, duty_outcomes
from tests.makers import company_x
from tests.moments import at

REPORT = MissedDuty("Pipeline status report", "sales", "marketing", at("2026-10-09 17:00"))
RULE = Rule("duty_missed", ("service_credit", "strike"))


def test_each_missed_duty_brings_each_act_of_the_rule_once() -> None:
    later = replace(REPORT, due_at=at("2026-10-16 17:00"))
    found = duty_outcomes(company_x(consequences=(RULE,)), [REPORT, later])
    assert [(each.act, each.missed) for each in found] == [
        ("service_credit", REPORT), ("service_credit", later), ("strike", REPORT), ("strike", later),
    ]  # fmt: skip


def test_without_a_rule_for_duties_nothing_follows() -> None:
    assert duty_outcomes(company_x(), [REPORT]) == []


def test_the_same_duty_of_another_week_is_another_cause() -> None:
    assert REPORT.cause != replace(REPORT, due_at=at("2026-10-16 17:00")).cause
