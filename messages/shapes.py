"""Small checks that together describe a JSON shape; each yields what is wrong and the JSON pointer to it."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Check = Callable[[Any, str], Iterator[str]]


def wrong(what: str, at: str) -> str:
    """One problem, in the form in which Slack reports it."""
    return f"{what} [json-pointer:{at or '/'}]"


def string(longest: int, shortest: int = 1) -> Check:
    """A string of `shortest` to `longest` characters without broken ones."""

    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield wrong("must be a string", at)
        elif not shortest <= len(value) <= longest:
            yield wrong(f"must have {shortest} to {longest} characters, has {len(value)}", at)
        elif re.search(r"[\ud800-\udfff]", value):
            yield wrong("must be valid Unicode", at)

    return check


def matching(pattern: str, what: str) -> Check:
    """A string that the whole pattern fits; `what` names it."""
    compiled = re.compile(pattern)

    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            yield wrong(f"must be {what}", at)

    return check


def whole(least: int = 0, most: int = 2**53) -> Check:
    """A whole number from `least` to `most`."""

    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            yield wrong(f"must be a whole number from {least} to {most}", at)

    return check


def flag(value: Any, at: str) -> Iterator[str]:
    """True or false."""
    if not isinstance(value, bool):
        yield wrong("must be true or false", at)


def one_of(*allowed: str) -> Check:
    """One of a few strings."""

    def check(value: Any, at: str) -> Iterator[str]:
        if value not in allowed:
            yield wrong(f"must be one of {', '.join(allowed)}", at)

    return check


def many(check_one: Check, most: int, least: int = 1) -> Check:
    """A list of `least` to `most` values that each pass."""

    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield wrong("must be a list", at)
            return
        if not least <= len(value) <= most:
            yield wrong(f"must have {least} to {most} entries, has {len(value)}", at)
        for number, entry in enumerate(value):
            yield from check_one(entry, f"{at}/{number}")

    return check


def shape(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object with all the required fields, perhaps some of the optional ones, and no others."""
    known = {**required, **(optional or {})}

    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield wrong("must be an object", at)
            return
        yield from (wrong(f"lacks {name}", at) for name in required if name not in value)
        for name, held in value.items():
            if name in known:
                yield from known[name](held, f"{at}/{name}")
            else:
                yield wrong("is not a field that Slack knows here", f"{at}/{name}")

    return check


def typed(shapes: Mapping[str, Check]) -> Check:
    """An object whose `type` says which of the shapes it has."""

    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield wrong("must be an object", at)
        elif (kind := value.get("type")) in tuple(shapes):
            yield from shapes[kind](value, at)
        else:
            yield wrong(f"must be one of {', '.join(shapes)}, is {kind!r:.40}", f"{at}/type")

    return check


def both(*checks: Check) -> Check:
    """A value that passes every one of the checks."""

    def check(value: Any, at: str) -> Iterator[str]:
        for each in checks:
            yield from each(value, at)

    return check
