"""A period's report, whichever terms count in such periods."""

from decimal import Decimal

from bot.report import read_report
from sla.agreement import Goal, Metric, Terms
from sla.period import Period
from storage import agreements, workspaces
from storage.engine import Sessions
from tests.makers import CHANNEL, company_x, make_agreement, make_people, make_workspace
from tests.moments import at


def counted_in(period: str, target: int) -> Terms:
    return company_x(period=period, goals=(Goal("marketing", Metric.LEADS, Decimal(target)),))


def test_a_period_is_reported_under_the_terms_that_count_in_such_periods(sqlite_sessions: Sessions) -> None:
    with sqlite_sessions.write() as session:
        workspace = make_workspace(session)
        make_people(session, workspace)
        make_agreement(session, counted_in("month", 2))
        new, when = counted_in("quarter", 9), at("2026-10-15 12:00")
        agreements.save_new(session, 1, new, source="x", channel=CHANNEL, now=when, by=None, vouched=True)
    with sqlite_sessions.read() as session:
        place, now = workspaces.only(session), at("2026-11-20 10:00")
        targets = [
            read_report(session, place, "company-x", Period.named(name), now).figures.goals[0].pace.target
            for name in ("2026-10", "2026-Q4")
        ]
    assert targets == [2, 9]
