"""The steps of the set-up: what is entered step by step is the agreement that a file would be."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from commands.steps import STEPS, folded
from commands.steps.goals import target, written
from intake import agreement_drafts
from intake.agreement_files import read
from intake.directory import Directory
from tests.bot_world import ROOT

EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*.yaml"))
TODAY = date(2026, 10, 1)


def user(written_: str) -> str | None:
    return f"U{written_.removeprefix('@').upper()}" if written_.startswith("@") else None


def channel(_written: str) -> str:
    return "C0SMARKETING"


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_the_forms_of_an_example_make_its_terms_again(file: Path) -> None:
    terms = read(file.read_text(), people=user, channels=channel, today=TODAY).terms
    document = agreement_drafts.document_of(terms)
    answers = {step.name: step.written(document) for step in STEPS}
    again, wrong = folded(STEPS, document, answers)
    checked = agreement_drafts.check(again, Directory(user, channel), TODAY)
    assert (wrong, checked.faults) == ({}, ()) and checked.terms == terms


def test_company_x_entered_from_nothing_is_the_file() -> None:
    file = ROOT / "docs" / "examples" / "company-x.yaml"
    terms = read(file.read_text(), people=user, channels=channel, today=TODAY).terms
    document = agreement_drafts.document_of(terms)
    entered, wrong = folded(STEPS, {}, {step.name: step.written(document) for step in STEPS})
    checked = agreement_drafts.check(entered, Directory(user, channel), TODAY)
    assert (wrong, checked.faults) == ({}, ()) and checked.terms == terms


@pytest.mark.parametrize(
    "said",
    ["100", "1h", "4500 on working days", "50 reams by 25", "5000 × 100% ÷ 100 ÷ 50%", "5 x 50% / 100 / 5% by 3"],
)
def test_a_target_is_written_as_it_is_read(said: str) -> None:
    assert target(written(target(said))) == target(said)


def test_a_fault_leads_to_its_field() -> None:
    terms = read(EXAMPLES[0].read_text(), people=user, channels=channel, today=TODAY).terms
    document = agreement_drafts.document_of(replace(terms, title="x"))
    document["goals"][1]["target"], document["parties"]["sales"]["contact"] = "many", "@nobody"
    document.pop("timezone")

    def known(person: str) -> str | None:
        return None if person == "@nobody" else user(person)

    faults = agreement_drafts.check(document, Directory(known, channel), TODAY).faults
    step_of = {key: step for step in STEPS for key in step.keys}
    fields = {step_of[str(fault.path[0])].field_of(document, fault.path) for fault in faults}
    assert fields == {"timezone", "target_0_lead_value", "person_1"}
