"""The fields of duties in an agreement file: units, and what a report starts out with."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from intake.agreement_export import to_yaml
from intake.agreement_files import BadAgreementFile, read
from sla.agreement import Terms

EXAMPLE = (Path(__file__).parents[2] / "docs" / "examples" / "dunder-mifflin.yaml").read_text()
DARRYL = 'owner: "@darryl"'


def loaded(text: str) -> Terms:
    """The terms that this file means, whoever Slack knows."""
    return read(text, people=None, channels=None, today=date(2026, 10, 1)).terms


def refused(text: str) -> str:
    with pytest.raises(BadAgreementFile) as caught:
        loaded(text)
    return str(caught.value)


def test_a_duty_may_say_how_many_units_it_brings_and_what_its_report_starts_out_with() -> None:
    text = EXAMPLE.replace(DARRYL, f"units: 6.5, report: pipeline, {DARRYL}", 1)
    first, second = loaded(text).duties
    assert (first.units, first.report) == (Decimal("6.5"), "pipeline")
    assert (second.units, second.report) == (None, None)


def test_both_fields_stand_in_an_exported_file() -> None:
    agreed = loaded(EXAMPLE.replace(DARRYL, f"units: 6.5, report: friction, {DARRYL}", 1))
    assert loaded(to_yaml(agreed)).duties == agreed.duties


def test_units_without_a_goal_that_they_count_towards_are_refused_where_they_stand() -> None:
    text = EXAMPLE.replace("metric: deliveries", "metric: customers").replace(DARRYL, f"units: 6, {DARRYL}", 1)
    assert "“supplier” has no goal of deliveries that these units count towards" in refused(text)


def test_a_report_that_nobody_can_fill_is_refused() -> None:
    assert "not one of pipeline or friction" in refused(EXAMPLE.replace(DARRYL, f"report: weather, {DARRYL}", 1))
