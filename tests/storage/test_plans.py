"""What is due, open or summed is found through its index, on either database."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import Select, text
from sqlalchemy.orm import Session

from sla.agreement import Agreement
from storage import leads, sums
from storage.first_due import FIRST_DUE
from tests.makers import make_agreement
from tests.moments import at, on
from tests.storage.lead_steps import handed_off

ABOUT: dict[str, Any] = {
    "first_day": on("2026-10-01"),
    "last_day": on("2026-10-31"),
    "at": at("2026-10-12 09:00"),
    "now": at("2026-10-12 09:00"),
    "limit": 100,
}
LIKE_IT = """
INSERT INTO lead (workspace_id, agreement_id, terms_id, dedup_key, external_id, name, name_key, rep, rep_since,
    handed_off_at, handed_off_on, passes, auto_passed, due_at, next_alert_at, next_rung, breach_due_at,
    first_attempt_at, attempts, closed_at)
SELECT workspace_id, agreement_id, terms_id, 'k' || n, 'x' || n, name, name_key || n, rep, rep_since,
    handed_off_at, handed_off_on, 0, auto_passed, due_at, CASE WHEN n < 20 THEN next_alert_at END, 0,
    CASE WHEN n < 20 THEN breach_due_at END, CASE WHEN n >= 20 THEN due_at END, 0, CASE WHEN n >= 40 THEN due_at END
FROM lead, {numbers} WHERE lead.id = :lead
"""
EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}
NUMBERS = {
    "sqlite": "(WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 4000) SELECT n FROM c)",
    "postgresql": "generate_series(1, 4000) AS n",
}


@pytest.fixture
def crowded(session: Session) -> Agreement:
    """An agreement with 4,000 leads, most of them customers."""
    agreement = make_agreement(session)
    lead = handed_off(session, agreement)
    numbers = NUMBERS[session.get_bind().dialect.name]
    session.execute(text(LIKE_IT.format(numbers=numbers)), {"lead": lead.id})
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("ANALYZE lead"))
    return agreement


def plan(session: Session, statement: Select[Any], about: Mapping[str, Any]) -> str:
    """How the database means to answer, on one line."""
    connection = session.connection()
    compiled = statement.compile(dialect=connection.dialect, compile_kwargs={"render_postcompile": True})
    explain = EXPLAIN[connection.dialect.name]
    values = compiled.construct_params(dict(about))
    keeps = {name: compiled.binds[name].type.dialect_impl(connection.dialect) for name in values}
    processed = {
        name: (keep(value) if (keep := keeps[name].bind_processor(connection.dialect)) else value)
        for name, value in values.items()
    }
    positions = compiled.positiontup
    given: Any = tuple(processed[name] for name in positions) if positions else processed
    return " ".join(str(row[-1]) for row in connection.exec_driver_sql(explain + str(compiled), given))


def about(agreement: Agreement) -> dict[str, Any]:
    named = {"workspace_id": agreement.workspace_id, "agreement_id": agreement.id}
    return named | {"place": agreement.workspace_id} | ABOUT


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (leads.ALERTS_DUE, "ix_lead_alert_due"),
        (leads.BREACHES_DUE, "ix_lead_breach_due"),
        (FIRST_DUE, "ix_lead_alert_due"),
        (FIRST_DUE, "ix_lead_breach_due"),
        (sums.OF["lead"].latest, "ix_lead_breach_due"),
    ],
    ids=["alerts", "breaches", "next alert", "next breach", "unrecorded"],
)
def test_what_is_due_is_found_through_its_partial_index(
    session: Session, crowded: Agreement, statement: Select[Any], index: str
) -> None:
    assert index in plan(session, statement, about(crowded))


def test_the_open_leads_of_a_rep_are_found_through_theirs(session: Session, crowded: Agreement) -> None:
    theirs = leads.of_rep(crowded.workspace_id, [crowded.id], "U0ROSA").where(*leads.IS_OPEN)
    connection = session.connection()
    written = str(theirs.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True}))
    told = connection.exec_driver_sql(EXPLAIN[connection.dialect.name] + written)
    steps = " ".join(str(row[-1]) for row in told)
    assert "ix_lead_open_rep" in steps or "ix_lead_rep" in steps


def test_a_standing_reads_no_lead_but_the_breaches_that_wait(session: Session, crowded: Agreement) -> None:
    for statement in (sums.OF["lead"].by_day.statement, sums.LAST_FACT):
        assert "lead" not in plan(session, statement, about(crowded)).replace("'lead'", "")


def test_a_month_s_sums_read_the_leads_of_that_month_alone(session: Session, crowded: Agreement) -> None:
    november = {"first_day": on("2026-11-01"), "last_day": on("2026-11-30")}
    assert "ix_lead_figures" in plan(session, sums.OF["lead"].leads.statement, about(crowded) | november)


def test_sums_of_leads_and_deals_need_no_more_than_their_indexes(session: Session, crowded: Agreement) -> None:
    if session.get_bind().dialect.name == "sqlite":
        assert "USING COVERING INDEX ix_lead_figures" in plan(session, sums.OF["lead"].leads.statement, about(crowded))
        assert "USING COVERING INDEX ix_deal_figures" in plan(session, sums.DEALS.statement, about(crowded))


def test_a_condition_is_rendered_as_the_partial_indexes_have_it(session: Session) -> None:
    rendered = str(leads.ALERTS_DUE.compile(dialect=session.get_bind().dialect))
    assert "next_alert_at IS NOT NULL" in rendered
