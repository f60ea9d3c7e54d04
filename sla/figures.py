"""Figures from text and back: exact fractions within, rounded once, at the end."""

import re
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import TypeAlias

from sla.errors import BadFigure

Amount: TypeAlias = int | Decimal | Fraction
"""An exact amount; floats are never let in."""

_SIGN = r"(?P<sign>[-+\u2212])?"
_GAP = r"[,' \u00a0\u2009\u202f\u2019]"
_GROUPS = rf"[1-9][0-9]{{0,2}}(?P<gap>{_GAP})[0-9]{{3}}(?:(?P=gap)[0-9]{{3}}){{0,3}}"
_DIGITS = rf"(?P<whole>[0-9]{{1,15}}|{_GROUPS})"
_PART = r"(?:\.(?P<part>[0-9]{1,12}))?"
_CURRENCY = r"(?:(?:[A-Z]{1,2})?[$€£¥₹]|USD|EUR|GBP|CHF|JPY|CAD|AUD|BRL|INR)"
_NUMBER = re.compile(_SIGN + _DIGITS + _PART)
_MONEY = re.compile(rf"(?:{_CURRENCY}\s?)?{_SIGN}(?:{_CURRENCY}\s?)?{_DIGITS}{_PART}(?:\s?{_CURRENCY})?")
_SHARE = re.compile(rf"{_SIGN}{_DIGITS}{_PART}(?P<percent>\s?%)?")
_LONGEST_QUOTE = 30
_LARGEST, _SMALLEST = 15, 12  # digits before and after the point


def number(text: str | Amount) -> Fraction:
    """The exact number that `text` says, such as "100", "1,000" or "4.5". Raises BadFigure."""
    if not isinstance(text, str):
        return _exact(text)
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        raise BadFigure(f"{_quoted(text)} is not a number; write it as 100, 1,000 or 4.5.")
    _refuse_ambiguous(text, found)
    return _value(found)


def money(text: str | Amount) -> Fraction:
    """The exact amount that `text` says, such as "5000", "$5,000" or "5,000.50 EUR". Raises BadFigure.

    The currency is read over, not kept. "5.000" is refused: it is five to some and five thousand to others.
    """
    if not isinstance(text, str):
        return _exact(text)
    found = _MONEY.fullmatch(text.strip())
    if found is None:
        raise BadFigure(f"{_quoted(text)} is not an amount; write it as 5000, $5,000 or 5000.50.")
    _refuse_ambiguous(text, found)
    return _value(found)


def share(text: str | Amount) -> Fraction:
    """The exact share that `text` says: "50%" and "0.5" are both one half. Raises BadFigure.

    Whether the share is one that makes sense (above 0, at most 1) is for the one who uses it to say.
    """
    if not isinstance(text, str):
        return _exact(text)
    found = _SHARE.fullmatch(text.strip())
    if found is None:
        raise BadFigure(f"{_quoted(text)} is not a share; write it as 50% or 0.5.")
    return _value(found) / (100 if found["percent"] else 1)


def rounded(value: Amount) -> Decimal:
    """`value` with two decimals, half up (a half moves away from zero); there is no minus zero."""
    return Decimal(f"{_half_up(Fraction(value) * 100)}e-2")


def whole(value: Amount) -> int:
    """`value` as a whole number, half up (a half moves away from zero)."""
    return _half_up(Fraction(value))


def fixed(value: Amount) -> str:
    """`value` as text with two decimals: "38.71", "2.90"."""
    return str(rounded(value))


def plain(value: Amount) -> str:
    """`value` as text with at most two decimals and no needless zeros: "100", "2.5", "38.71"."""
    return fixed(value).rstrip("0").rstrip(".")


def percent(value: Amount) -> str:
    """A share as text: one half is "50%", a third "33.33%"."""
    return f"{plain(Fraction(value) * 100)}%"


def _exact(value: Amount) -> Fraction:
    if isinstance(value, bool | float):
        raise BadFigure(f"{value} is not an exact number; write it as 100, 1000 or 4.5.")
    if isinstance(value, Decimal) and not (value.is_finite() and -_SMALLEST <= value.adjusted() < _LARGEST):
        raise BadFigure(f"{_quoted(str(value))} is no number to count with; write it as 100, 1000 or 4.5.")
    return Fraction(value)


def _value(found: re.Match[str]) -> Fraction:
    digits = re.sub(r"[^0-9]", "", found["whole"])
    size = Fraction(f"{digits}.{found['part'] or 0}")
    return -size if found["sign"] in ("-", "\u2212") else size


def _refuse_ambiguous(text: str, found: re.Match[str]) -> None:
    """A dot and three digits after one to three others: thousands to some, thousandths to others."""
    if re.fullmatch(r"[1-9][0-9]{0,2}", found["whole"]) and len(found["part"] or "") == 3:
        meant = found["whole"] + found["part"]
        small = f"{found['whole']}.{found['part'][:2]}"
        raise BadFigure(f"{_quoted(text)} can be read in two ways; write {meant} or {small}.")


def _quoted(text: str) -> str:
    short = text.strip()
    if len(short) > _LONGEST_QUOTE:
        short = short[: _LONGEST_QUOTE - 1] + "…"
    return f"“{short}”"


def _half_up(value: Fraction) -> int:
    nearest = floor(abs(value) + Fraction(1, 2))
    return nearest if value >= 0 else -nearest
