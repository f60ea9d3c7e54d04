"""A lead as it stood at an instant."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sla.lead import Lead, LeadState

NOON = datetime(2026, 10, 5, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
LEAD = Lead(
    1, 1, 1, "Ada", None, None, None, None, None, None, 0, NOON - HOUR, None, NOON, NOON, None, NOON, None, 1,
    NOON + HOUR, NOON + 2 * HOUR, None, None, None,
)  # fmt: skip


def test_what_is_on_record_of_a_later_instant_has_not_happened_yet() -> None:
    assert LEAD.as_of(NOON - HOUR).state is LeadState.WAITING
    assert LEAD.as_of(NOON).state is LeadState.FOLLOWED_UP
    assert LEAD.as_of(NOON + HOUR).state is LeadState.CONNECTED


def test_a_lead_without_later_facts_is_itself() -> None:
    assert LEAD.as_of(NOON + 2 * HOUR) is LEAD
    assert replace(LEAD, closed_at=None).as_of(NOON + HOUR).state is LeadState.CONNECTED
