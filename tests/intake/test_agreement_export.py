"""Terms written as a file load again to the same terms."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.agreement_files import read, to_yaml
from sla.agreement import Terms
from storage import codec
from tests.makers import company_x
from tests.terms import FEW, people, terms

TODAY = date(2026, 10, 1)
EXAMPLES = sorted(Path("docs/examples").glob("*.yaml"))


def one_line(text: str) -> str:
    return " ".join(text.split())


def loaded(text: str) -> Terms:
    return read(text, people=people, channels=None, today=TODAY).terms


@FEW
@given(terms())
def test_terms_written_as_a_file_load_again_to_the_same_terms(agreed: Terms) -> None:
    assert loaded(to_yaml(agreed)) == agreed


@settings(max_examples=20)
@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=20).map(one_line).filter(bool))
def test_any_title_survives_the_file(title: str) -> None:
    assert loaded(to_yaml(company_x(title=title))).title == title


@FEW
@given(terms())
def test_terms_kept_as_a_document_come_back_the_same(agreed: Terms) -> None:
    assert codec.terms_of(codec.document(agreed)) == agreed


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_written_again_loads_to_the_same_terms(path: Path) -> None:
    agreed = loaded(path.read_text())
    assert loaded(to_yaml(agreed)) == agreed


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_kept_as_a_document_comes_back_the_same(path: Path) -> None:
    agreed = loaded(path.read_text())
    assert codec.terms_of(codec.document(agreed)) == agreed


def test_a_compiled_clock_does_not_enter_the_document() -> None:
    agreed = company_x()
    before = codec.document(agreed)
    agreed.hours.next_working_day(TODAY)
    assert codec.document(agreed) == before


def test_holidays_are_written_as_their_place_and_not_as_dates() -> None:
    agreed = loaded(EXAMPLES[0].read_text())
    text = to_yaml(agreed)
    assert "holidays: IT" in text and "2027-12-25" not in text


def test_a_closure_of_ones_own_is_written_with_its_reason() -> None:
    closed = {date(2026, 8, day): "Summer break" for day in range(10, 22)}
    calendar = replace(company_x().calendar, closed=closed)
    assert "2026-08-10..2026-08-21 Summer break" in to_yaml(company_x(calendar=calendar, holidays=None))
