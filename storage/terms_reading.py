"""Reading terms from their JSON document by the types of their fields, so that pydantic, slow to load, only writes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time, timedelta
from types import NoneType
from typing import Any, Literal, TypeVar, get_args, get_origin

Value = TypeVar("Value")
Read = Callable[[Any], Any]

LENGTH = re.compile(r"(-?)P(?:(\d+)Y)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d+))?S)?)?")


def reader_of(kind: type[Value]) -> Callable[[Any], Value]:
    """What makes a value of this type from a JSON document that `codec.document` wrote."""
    read: Callable[[Any], Value] = _reader(kind)
    return read


def _reader(kind: Any) -> Read:
    parts = get_args(kind)
    return _of_parts(get_origin(kind), parts) if parts else _whole(kind)


def _of_parts(origin: Any, parts: tuple[Any, ...]) -> Read:
    if origin is Literal:
        return str
    if origin is tuple:
        return _many(_reader(parts[0]))
    if origin is dict:
        return _named(_reader(parts[0]), _reader(parts[1]))
    return _optional(_reader(next(part for part in parts if part is not NoneType)))


def _whole(kind: Any) -> Read:
    if is_dataclass(kind):
        return _record(kind, {each.name: _reader(each.type) for each in fields(kind)})
    made: Read = UNLIKE_JSON.get(kind, kind)
    return made


def _many(read: Read) -> Read:
    return lambda document: tuple(map(read, document))


def _named(read_key: Read, read: Read) -> Read:
    return lambda document: {read_key(name): read(each) for name, each in document.items()}


def _optional(read: Read) -> Read:
    return lambda document: None if document is None else read(document)


def _record(kind: Any, readers: Mapping[str, Read]) -> Read:
    return lambda document: kind(**{name: readers[name](each) for name, each in document.items() if name in readers})


def _length(document: str) -> timedelta:
    """A duration of ISO 8601, in which a year is pydantic's way to write 365 days."""
    written = LENGTH.fullmatch(document)
    if written is None:
        raise ValueError(f"{document!r} is not a duration.")
    sign, years, days, hours, minutes, seconds, fraction = written.groups()
    length = timedelta(365 * int(years or 0) + int(days or 0), int(seconds or 0), int(f"{fraction or 0:0<6}"[:6]))
    length += timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    return -length if sign else length


UNLIKE_JSON: Mapping[type, Read] = {date: date.fromisoformat, time: time.fromisoformat, timedelta: _length}
"""How those types are read that are not made by being called: numbers, texts, amounts and choices are."""
