"""The demo's story: a bad month and a good one, the same each time."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.demo.story import Report, Scene, story
from intake import agreement_files
from sla.agreement import Terms

ROME = ZoneInfo("Europe/Rome")
COMPANY_X = Path(__file__).parents[2] / "docs" / "examples" / "company-x.yaml"


@pytest.fixture(scope="module")
def terms() -> Terms:
    return agreement_files.read(COMPANY_X.read_text(), people=None, channels=None, today=date(2026, 10, 1)).terms


@pytest.fixture(scope="module")
def everything(terms: Terms) -> list[Scene | Report]:
    return story(terms)


@pytest.fixture(scope="module")
def scenes(everything: list[Scene | Report]) -> list[Scene]:
    return [scene for scene in everything if isinstance(scene, Scene)]


def _words(scenes: list[Scene], word: str, month: int) -> list[Scene]:
    return [scene for scene in scenes if scene.text.startswith(f"{word} ") and scene.at.month == month]


def test_the_story_is_the_same_each_time(terms: Terms, everything: list[Scene | Report]) -> None:
    assert story(terms) == everything


def test_scenes_come_in_order_of_time(everything: list[Scene | Report]) -> None:
    assert everything == sorted(everything, key=lambda scene: scene.at)


def test_amy_writes_each_weeks_pipeline_report_before_its_deadline(everything: list[Scene | Report]) -> None:
    reports = [scene for scene in everything if isinstance(scene, Report)]
    assert len(reports) == 9 and {report.handle for report in reports} == {"amy"}
    assert {report.at.astimezone(ROME).strftime("%a %H:%M") for report in reports} == {"Fri 15:40"}


def test_october_falls_short_of_a_hundred_leads_and_november_exceeds_it(scenes: list[Scene]) -> None:
    assert len(_words(scenes, "lead", 10)) < 100
    assert len(_words(scenes, "lead", 11)) >= 110


def test_sales_closes_fifty_customers_in_november_alone(scenes: list[Scene]) -> None:
    assert len(_words(scenes, "won", 10)) < 50
    assert len(_words(scenes, "won", 11)) >= 50


def test_marketing_alone_hands_off_and_the_reps_alone_follow_up(scenes: list[Scene]) -> None:
    assert {scene.handle for scene in scenes if scene.text.startswith("lead ")} == {"josh"}
    assert {scene.handle for scene in scenes if not scene.text.startswith("lead ")} == {"rita", "remo", "rosa"}
