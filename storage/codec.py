"""Terms as the JSON document that the database keeps, and back, without loss."""

import json
from collections.abc import Callable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from sla.agreement import Terms
from storage.terms_reading import reader_of

if TYPE_CHECKING:
    from pydantic import TypeAdapter


def document(terms: Terms) -> str:
    """The terms as JSON: amounts as text, instants and durations as ISO 8601."""
    return _writer().dump_json(terms).decode()


@lru_cache(maxsize=256)
def terms_of(text: str) -> Terms:
    """The terms of a JSON document; the same text gives the same value, with its compiled calendar."""
    return _reader()(json.loads(text))


@cache
def _reader() -> Callable[[Any], Terms]:
    return reader_of(Terms)


@cache
def _writer() -> "TypeAdapter[Terms]":
    from pydantic import TypeAdapter  # noqa: PLC0415 - a sixth of a command's start, which reading does not need

    return TypeAdapter(Terms)
