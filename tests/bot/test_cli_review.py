"""The rates of a period in `sla-bot report`."""

import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sla.lead import NewLead
from storage import facts
from storage.engine import Sessions
from tests.bot.cli import sla_bot
from tests.makers import RITA, make_agreement, make_people, make_workspace
from tests.moments import at


@pytest.fixture
def folder(sqlite_template: Path, tmp_path: Path) -> Path:
    """Six leads of October, two of them customers after two days, and a sale that marketing did not bring."""
    shutil.copyfile(sqlite_template, tmp_path / "sla-bot.db")
    sessions = Sessions(f"sqlite:///{tmp_path / 'sla-bot.db'}")
    with sessions.write() as session:
        workspace = make_workspace(session)
        make_people(session, workspace)
        agreement = make_agreement(session)
        for number in range(6):
            new = NewLead(name=f"Lead {number}", tier="ceo", rep=RITA.key)
            lead = facts.hand_off(session, agreement, new, at=at("2026-10-05 10:00"), by="U0JOSH")
            if number < 2:
                revenue, closed = Decimal("150.5"), at("2026-10-07 10:00")
                facts.close_deal(session, agreement, lead, revenue=revenue, closed_at=closed, by=RITA.key)
        facts.close_deal(session, agreement, None, revenue=Decimal(99), closed_at=at("2026-10-09 10:00"), by=None)
    sessions.dispose()
    return tmp_path


def review(folder: Path, period: str) -> dict[str, Any]:
    ran = sla_bot(folder, "report", "company-x", "--period", period, "--json")
    assert ran.status == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)["review"]
    return found


def test_the_report_has_the_counts_and_rates_of_the_period(folder: Path) -> None:
    funnel = {"leads": 6, "customers": 2, "revenue": "301", "close_rate": "0.3333", "deal_size": "150.50"}
    assert review(folder, "2026-10") == {
        "so_far": False,
        "by_hand_off": funnel,
        "by_closing": funnel,
        "marketing_revenue": "301",
        "total_revenue": "400",
        "marketing_share": "0.7525",
        "sales_cycle_seconds": 172800,
        "goals_from": "by_hand_off",
    }


def test_a_rate_of_too_few_is_null(folder: Path) -> None:
    found = review(folder, "2026-11")
    nothing = {"leads": 0, "customers": 0, "revenue": "0", "close_rate": None, "deal_size": None}
    assert found["by_hand_off"] == found["by_closing"] == nothing
    assert (found["marketing_share"], found["sales_cycle_seconds"]) == (None, None)


def test_the_report_in_words_tells_them_too(folder: Path) -> None:
    said = sla_bot(folder, "report", "company-x", "--period", "2026-10").out
    assert "by hand-off: 2 customers of 6 leads, close rate 33.33%, average deal 150.5" in said
    assert "marketing's share of the revenue closed: 301 of 400, 75.25%" in said
    assert "average sales cycle: 2 days, 0:00:00" in said


def test_the_status_has_no_review(folder: Path) -> None:
    assert "review" not in json.loads(sla_bot(folder, "status", "company-x", "--json").out)
