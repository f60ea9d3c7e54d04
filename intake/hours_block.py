"""The business hours of an agreement file: days and ranges of days, holidays, closures, exceptions."""

from itertools import pairwise
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field

from intake.block import Block
from intake.fields import Closure, Hours, Line, LocalDate, Written
from intake.mistakes import listed, meant, quoted
from sla.calendar import Opening
from sla.posting import WEEKDAYS


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


SPELT = {spelt: day[:3] for day in WEEKDAYS for spelt in (day, day[:3])}
OTHERS = ("holidays", "closed", "exceptions")


def day_names(written: str) -> list[str]:
    """`["mon", "tue", "wed"]` for `mon-wed`, and one for `monday`; empty when it names no days."""
    ends = [SPELT.get(part.strip().lower(), "") for part in written.split("-")]
    if not 1 <= len(ends) <= 2 or not all(ends):
        return []
    order = list(dict.fromkeys(SPELT.values()))
    begin, end = order.index(ends[0]), order.index(ends[-1])
    return [order[(begin + number) % 7] for number in range((end - begin) % 7 + 1)]


def _days(written: str) -> str:
    if not day_names(written):
        hint = meant(written, (*SPELT, *OTHERS))
        choice = hint if hint != "." else f"; write days such as mon, mon-fri or sat-sun, or {listed(OTHERS)}."
        raise ValueError(f"{quoted(written)} is not known here{choice}")
    return written


def _with_days(schema: dict[str, Any]) -> None:
    """The schema names the days instead of allowing any field."""
    day = "|".join(SPELT)
    schema["patternProperties"] = {f"^({day})(-({day}))?$": schema.pop("additionalProperties", {})}
    schema["additionalProperties"] = False


def _apart(openings: list[Opening]) -> list[Opening]:
    """Raises ValueError where two hours of one day cover the same time."""
    for earlier, later in pairwise(sorted(openings)):
        if later.opens < earlier.ends:
            raise ValueError(f"“{earlier}” and “{later}” overlap; write hours of one day that follow each other.")
    return openings


Openings = Annotated[list[Hours], BeforeValidator(_listed), AfterValidator(_apart)]
Days = Annotated[str, Written(_days, type="string")]


class BusinessHoursBlock(Block):
    """When the agreement's clock runs, in its time zone: days or ranges of days (`mon-fri`), each with its hours."""

    model_config = ConfigDict(extra="allow", json_schema_extra=_with_days)
    __pydantic_extra__: dict[Days, Openings]

    holidays: Line | None = Field(None, description="A country, or country and subdivision: IT, US-PA, BR.")
    closed: Annotated[list[Closure], BeforeValidator(_listed)] = Field(
        [], description="Dates and ranges (2026-08-10..2026-08-21) that are closed, each with a reason if you like."
    )
    exceptions: dict[LocalDate, Openings] = Field({}, description="A date's own hours; [] closes it.")

    @property
    def week(self) -> dict[str, list[Opening]]:
        """The hours by the day or range of days that they were written for."""
        return self.__pydantic_extra__ or {}
