"""`status`, `report` and `why`, on a database with facts in it."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from sla.lead import Channel, NewLead
from storage import facts
from storage.engine import Sessions
from tests.bot.cli import Ran, sla_bot
from tests.makers import RITA, make_agreement, make_people, make_workspace
from tests.moments import at
from tests.slack_world import running_world


@pytest.fixture
def folder(sqlite_template: Path, tmp_path: Path) -> Path:
    """Company X with two leads of Monday: one followed up after 40 minutes over lunch, one not at all."""
    shutil.copyfile(sqlite_template, tmp_path / "sla-bot.db")
    sessions = Sessions(f"sqlite:///{tmp_path / 'sla-bot.db'}")
    with sessions.write() as session:
        workspace = make_workspace(session)
        make_people(session, workspace)
        agreement = make_agreement(session)
        for name, tier in (("Ada", "director"), ("Bob", "ceo")):
            new = NewLead(name=name, tier=tier, external_id=f"crm-{name}", rep=RITA.key)
            lead = facts.hand_off(session, agreement, new, at=at("2026-10-05 12:30"), by="U0JOSH")
            if name == "Ada":
                facts.log_attempt(session, lead, at=at("2026-10-05 14:10"), by=RITA.key, channel=Channel.CALL)
    sessions.dispose()
    return tmp_path


def status(folder: Path, *words: str) -> dict[str, Any]:
    ran = sla_bot(folder, "status", "company-x", "--json", *words)
    assert ran.status == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found


def test_status_gives_the_figures_of_the_period(folder: Path) -> None:
    found = status(folder, "--at", "2026-10-12T09:00")
    assert found["at"] == "2026-10-12T09:00:00+02:00"
    assert found["period"] == {
        "name": "2026-10",
        "first_day": "2026-10-01",
        "last_day": "2026-10-31",
        "day": 12,
        "days": 31,
        "working_day": 8,
        "working_days": 22,
    }
    assert found["goals"][0] == {
        "party": "marketing",
        "metric": "leads",
        "tier": None,
        "target": "100",
        "actual": "2",
        "line": "38.71",
        "gap": "-36.71",
        "verdict": "behind",
        "needed_per_day": "4.90",
        "projected": "5.17",
    }


def test_follow_up_counts_business_time_and_the_wall_clock(folder: Path) -> None:
    found = status(folder, "--at", "2026-10-12T09:00")["follow_up"]
    assert (found["handed_off"], found["followed_up"], found["within_window"]) == (2, 1, 1)
    assert (found["speed_seconds"], found["speed_wall_seconds"]) == (40 * 60, 100 * 60)
    assert (found["breached"], found["open_overdue"], found["depth"]) == (1, 1, "0.50")


def test_a_period_before_the_agreement_has_no_report(folder: Path) -> None:
    ran = sla_bot(folder, "report", "company-x", "--period", "2025-10")
    assert ran.status == 1 and "company-x begins on 2026-10-01, after 2025-10" in ran.err


def test_a_mean_over_nothing_is_null(folder: Path) -> None:
    found = status(folder, "--at", "2026-10-05T12:00")["follow_up"]
    assert (found["handed_off"], found["speed_seconds"], found["depth"]) == (0, None, None)


def test_an_instant_with_an_offset_is_taken_at_its_word(folder: Path) -> None:
    assert status(folder, "--at", "2026-10-12T07:00Z")["at"] == "2026-10-12T09:00:00+02:00"


def test_status_in_words_names_the_goals_and_what_is_needed(folder: Path) -> None:
    ran = sla_bot(folder, "status", "company-x", "--at", "2026-10-12T09:00")
    assert "marketing: leads: 2 of 100, behind the line; line at 38.71; 4.90 a day needed" in ran.out
    assert "sales: speed of follow-up: 40 min of 1 h, within the promise" in ran.out


@pytest.mark.parametrize("instant", ["yesterday", "2026-13-01", ""])
def test_an_instant_that_is_none_is_refused(folder: Path, instant: str) -> None:
    ran = sla_bot(folder, "status", "company-x", "--at", instant)
    assert ran.status == 1 and "2026-10-12T09:00" in ran.err


def test_an_unknown_agreement_is_named(folder: Path) -> None:
    ran = sla_bot(folder, "status", "company-y")
    assert ran.status == 1 and "company-y" in ran.err


def test_another_workspace_is_named(folder: Path) -> None:
    ran = sla_bot(folder, "status", "company-x", "--team", "T0NOBODY")
    assert ran.status == 1 and "T0NOBODY" in ran.err


def test_of_several_workspaces_one_must_be_named(folder: Path) -> None:
    sessions = Sessions(f"sqlite:///{folder / 'sla-bot.db'}")
    with sessions.write() as session:
        make_workspace(session, "T0SECOND")
    assert "--team" in sla_bot(folder, "status", "company-x").err
    assert sla_bot(folder, "status", "company-x", "--team", "T0COMPANYX").status == 0


def report(folder: Path, *words: str) -> Ran:
    return sla_bot(folder, "report", "company-x", "--period", "2026-10", *words)


def test_a_report_gives_the_same_object_for_the_whole_period(folder: Path) -> None:
    found = json.loads(report(folder, "--json").out)
    assert found["period"]["name"] == "2026-10" and found["follow_up"]["handed_off"] == 2
    assert set(found) == {*status(folder), "review"}


def test_a_report_draws_a_chart_for_each_goal(folder: Path) -> None:
    ran = report(folder, "--charts", str(folder / "charts"))
    drawn = sorted((folder / "charts").iterdir())
    assert ran.status == 0 and len(drawn) == 5
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in drawn)


def test_a_period_that_is_none_is_refused(folder: Path) -> None:
    ran = sla_bot(folder, "report", "company-x", "--period", "October")
    assert ran.status == 1 and "2026-10" in ran.err


def why(folder: Path, lead: str) -> dict[str, Any]:
    ran = sla_bot(folder, "why", lead, "--json")
    assert ran.status == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found


def test_the_receipt_counts_only_open_time_and_adds_up(folder: Path) -> None:
    found = why(folder, "crm-Ada")
    assert [(part["from"][11:16], part["to"][11:16]) for part in found["counted"]] == [
        ("12:30", "13:00"),
        ("14:00", "14:10"),
    ]
    assert found["counted_seconds"] == sum(part["seconds"] for part in found["counted"]) == 40 * 60
    (leg, *_) = found["legs"]
    assert (leg["to"], leg["holder"], leg["seconds"], leg["done"]) == ("first_attempt", RITA.key, 40 * 60, True)
    assert found["breach_on"] is None


def test_the_receipt_names_window_terms_and_the_due_instant(folder: Path) -> None:
    found = why(folder, "crm-Ada")
    assert (found["window"], found["window_seconds"], found["terms"]) == ("1h", 3600, 1)
    assert found["due_at"] == "2026-10-05T14:30:00+02:00"


def test_the_receipt_in_words_says_the_same(folder: Path) -> None:
    ran = sla_bot(folder, "why", "crm-Ada")
    assert "due Mon 2026-10-05 14:30:00 (Europe/Rome)" in ran.out and "0:40:00 counted" in ran.out


def test_an_unknown_lead_is_refused(folder: Path) -> None:
    assert sla_bot(folder, "why", "L-0000").status == 1


def test_now_is_what_the_bots_clock_says(folder: Path) -> None:
    with running_world() as world:
        world.freeze("2026-10-12T09:00:00+02:00")
        ran = sla_bot(folder, "status", "company-x", "--json", SLA_BOT_CLOCK=f"{world.url}/_sandbox/clock")
    assert json.loads(ran.out)["at"] == "2026-10-12T09:00:00+02:00"
