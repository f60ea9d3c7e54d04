"""Terms come back from their document as they were written."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from sla.agreement import Terms
from storage import codec
from storage.terms_reading import reader_of
from tests.makers import company_x
from tests.terms import terms

LENGTHS = st.timedeltas(timedelta(days=-3000), timedelta(days=3000))


@settings(max_examples=20, deadline=None)
@given(terms())
def test_any_terms_come_back_as_they_were(agreed: Terms) -> None:
    assert codec.terms_of(codec.document(agreed)) == agreed


@given(LENGTHS)
def test_any_length_comes_back_as_it_was(length: timedelta) -> None:
    written = TypeAdapter(timedelta).dump_python(length, mode="json")
    assert reader_of(timedelta)(written) == length


def test_the_same_document_gives_the_same_value() -> None:
    written = codec.document(company_x())
    assert codec.terms_of(written) is codec.terms_of(written)


def test_a_field_that_this_version_does_not_know_is_passed_over() -> None:
    written = codec.document(company_x())
    assert codec.terms_of(written.replace("{", '{"of_another_version":1,', 1)) == company_x()


def test_what_is_no_length_is_refused() -> None:
    with pytest.raises(ValueError, match="is not a duration"):
        reader_of(timedelta)("an hour")
