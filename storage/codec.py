"""Terms as the JSON document that the database keeps, and back, without loss."""

from functools import lru_cache

from pydantic import TypeAdapter

from sla.agreement import Terms

_TERMS = TypeAdapter(Terms)


def document(terms: Terms) -> str:
    """The terms as JSON: amounts as text, instants and durations as ISO 8601."""
    return _TERMS.dump_json(terms).decode()


@lru_cache(maxsize=256)
def terms_of(text: str) -> Terms:
    """The terms of a JSON document; the same text gives the same value, with its compiled calendar."""
    return _TERMS.validate_json(text)
