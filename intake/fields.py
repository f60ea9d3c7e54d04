"""The single values of an agreement file: how each is written, what it becomes, and how it is described."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic_core import CoreSchema, core_schema

from sla import figures
from sla.calendar import Calendar, Opening
from sla.errors import SlaError
from sla.hours import BusinessHours
from sla.posting import WEEKDAYS, next_post
from sla.window import Window
from sla.zones import zone_named

YEARS = range(1900, 2900)
LONGEST_CLOSURE = 400
FINEST = 4
LARGEST_FIGURE = Decimal(10) ** 12
ANY_HOURS = BusinessHours(Calendar("UTC", ((Opening(0, 1440),),) * 7, {}, {}))


class Written:
    """How a scalar is read, and what the JSON Schema says of it."""

    def __init__(self, parse: Callable[[str], object], **described: Any) -> None:
        """Take the function that reads the text, raising ValueError or SlaError, and the words of the schema."""
        self.parse, self.described = parse, described

    def read(self, written: object) -> object:
        """What was written means this; raises ValueError with a sentence."""
        if not isinstance(written, str):
            raise ValueError("A single value belongs here, not a list or a block of fields.")
        try:
            return self.parse(written)
        except SlaError as error:
            raise ValueError(str(error)) from None

    def __get_pydantic_core_schema__(self, _source: object, _handler: object) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, _schema: CoreSchema, _handler: object) -> dict[str, Any]:
        return dict(self.described)


def exact(value: Fraction) -> Decimal:
    """A fraction that came from decimals, as the same decimal."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def _line(longest: int) -> Callable[[str], str]:
    def parse(written: str) -> str:
        line = " ".join(written.split())
        if not line or len(line) > longest:
            raise ValueError(f"Text of 1 to {longest} characters belongs here; this has {len(line)}.")
        return line

    return parse


def _paragraphs(written: str) -> str:
    text = written.strip()
    if not text or len(text) > 3000:
        raise ValueError(f"Text of 1 to 3000 characters belongs here; this has {len(text)}.")
    return text


def _slug(written: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", written, re.ASCII) or len(written) > 80:
        raise ValueError(f"“{written[:40]}” is no slug; write small letters, digits and hyphens, such as company-x.")
    return written


def _zone(written: str) -> str:
    return zone_named(written.strip()).key


def _date(written: str) -> date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", written.strip(), re.ASCII):
        raise ValueError(f"“{written[:40]}” is not a date; write it as 2026-10-01.")
    try:
        day = date.fromisoformat(written.strip())
    except ValueError:
        raise ValueError(f"There is no date “{written[:40]}”; check the month and the day.") from None
    if day.year not in YEARS:
        raise ValueError(f"“{written[:40]}” is too far away; check the year of that date.")
    return day


def _time(written: str) -> time:
    found = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", written.strip(), re.ASCII)
    if not found:
        raise ValueError(f"“{written[:40]}” is not a time of day; write it as 09:00 or 17:30.")
    return time(int(found[1]), int(found[2]))


def _amount(written: str) -> Decimal:
    return _limited(exact(figures.money(written)), written)


def read_figure(written: str) -> Decimal:
    """A number of 0 or more, as written; raises ValueError or BadFigure."""
    return _limited(exact(figures.number(written)), written)


def _share(written: str) -> Decimal:
    found = _limited(exact(figures.share(written)), written, decimals=8)
    if found <= 0:
        raise ValueError(f"“{written[:40]}” is not more than 0; write a share such as 50%.")
    return found


def _portion(written: str) -> Decimal:
    found = _share(written)
    if found > 1:
        raise ValueError(f"“{written[:40]}” is more than the whole; write a share of at most 100%.")
    return found


def _limited(value: Decimal, written: str, decimals: int = FINEST) -> Decimal:
    if value < 0 or value > LARGEST_FIGURE:
        raise ValueError(f"“{written[:40]}” is out of range; a figure here is between 0 and a million millions.")
    if value != round(value, decimals):
        raise ValueError(f"“{written[:40]}” is too fine; a figure has at most {decimals} decimals.")
    return value


def _count(written: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,5}", written.strip(), re.ASCII):
        raise ValueError(f"“{written[:40]}” is not a count; write a whole number of 1 or more.")
    return int(written)


def _day_number(written: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,2}", written.strip(), re.ASCII):
        raise ValueError(f"“{written[:40]}” is not a day's number; write 25 for the 25th day of the period.")
    return int(written)


def _yes(written: str) -> bool:
    if written.strip().lower() not in ("true", "false"):
        raise ValueError(f"“{written[:40]}” is neither true nor false; write one of them.")
    return written.strip().lower() == "true"


def _posting_day(written: str) -> str:
    on = written.strip().lower()
    next_post(ANY_HOURS, datetime(2026, 1, 1, tzinfo=ANY_HOURS.zone), time(), on)
    return next((name for name in WEEKDAYS if on == name[:3]), on)


def _currency(written: str) -> str:
    if not re.fullmatch(r"[A-Z]{3}", written.strip(), re.ASCII):
        raise ValueError(f"“{written[:40]}” is not a currency; write three capital letters, such as EUR.")
    return written.strip()


def _within(written: str) -> str:
    return "period" if written.strip().lower() == "period" else str(Window.parse(written))


def _closure(written: str) -> tuple[date, date, str]:
    span, _, reason = written.strip().partition(" ")
    first, _, last = span.partition("..")
    days = _date(first), _date(last or first)
    if days[1] < days[0]:
        raise ValueError(f"“{span[:40]}” ends before it begins; turn its dates round.")
    if (days[1] - days[0]).days >= LONGEST_CLOSURE:
        raise ValueError(f"“{span[:40]}” is too long; a closure has at most {LONGEST_CLOSURE} days.")
    return *days, _line(200)(reason) if reason.strip() else "closed"


DATE_WRITTEN = r"^\d{4}-\d{2}-\d{2}"
NUMBER = {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": r"^[^-]*\d"}]}
DURATION = r"^(\d+d)?(\d+h)?(\d+m)?(\d+s)?$"

Line = Annotated[str, Written(_line(200), type="string", minLength=1, maxLength=200)]
Name = Annotated[str, Written(_line(80), type="string", minLength=1, maxLength=80)]
Paragraphs = Annotated[str, Written(_paragraphs, type="string", minLength=1, maxLength=3000)]
Slug = Annotated[str, Written(_slug, type="string", pattern="^[a-z0-9]+(-[a-z0-9]+)*$", maxLength=80)]
Zone = Annotated[str, Written(_zone, type="string", examples=["Europe/Rome"])]
LocalDate = Annotated[date, Written(_date, type="string", format="date")]
LocalTime = Annotated[time, Written(_time, type="string", pattern=r"^([01]?\d|2[0-3]):[0-5]\d$")]
Hours = Annotated[Opening, Written(Opening.parse, type="string", pattern=r"^\d{1,2}:\d{2}\s*[-–]\s*\d{1,2}:\d{2}$")]
Closure = Annotated[tuple[date, date, str], Written(_closure, type="string", pattern=DATE_WRITTEN)]
Duration = Annotated[Window, Written(Window.parse, type="string", pattern=DURATION, examples=["30m", "1h", "2d"])]
Within = Annotated[str, Written(_within, type="string", examples=["period", "2d"])]
Amount = Annotated[Decimal, Written(_amount, **NUMBER)]
Figure = Annotated[Decimal, Written(read_figure, **NUMBER)]
Share = Annotated[Decimal, Written(_share, **NUMBER, examples=["50%", 0.5])]
Portion = Annotated[Decimal, Written(_portion, **NUMBER, examples=["50%", 0.5])]
Count = Annotated[int, Written(_count, type="integer", minimum=1)]
DayNumber = Annotated[int, Written(_day_number, type="integer", minimum=1, maximum=366)]
Yes = Annotated[bool, Written(_yes, type="boolean")]
PostingDay = Annotated[str, Written(_posting_day, type=["string", "integer"], examples=["working_days", "friday", 15])]
Currency = Annotated[str, Written(_currency, type="string", pattern="^[A-Z]{3}$")]
