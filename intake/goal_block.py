"""The goals of an agreement file: a target, or the four inputs that it is calculated from."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from intake.block import Block
from intake.fields import Amount, DayNumber, Name, Share, Written, read_figure
from sla import calculator
from sla.errors import BadCalculation
from sla.window import Window


class CalculateBlock(Block):
    """The four inputs from which a goal is calculated, all over the agreement's period."""

    quota: Amount = Field(description="Total sales quota, as revenue.")
    marketing_share: Share = Field(description="Share of revenue that marketing's leads bring.")
    deal_size: Amount = Field(description="Average deal size.")
    close_rate: Share = Field(description="Average lead-to-customer close rate.")

    @model_validator(mode="after")
    def _can_be_calculated(self) -> "CalculateBlock":
        try:
            self.calculation()
        except BadCalculation as error:
            raise ValueError(str(error)) from None
        return self

    def calculation(self) -> calculator.Calculation:
        """The goal that follows."""
        inputs = (Fraction(each) for each in (self.quota, self.marketing_share, self.deal_size, self.close_rate))
        return calculator.calculate(calculator.Inputs(*inputs))


CALCULATED: dict[str, Callable[[calculator.Calculation], int | Fraction]] = {
    "leads": lambda found: found.leads,
    "customers": lambda found: found.customers,
    "revenue": lambda found: found.revenue,
}


def _target(written: str) -> Decimal | Window:
    """A number, or a duration: which of them belongs there, the metric says."""
    if written.strip()[-1:].isalpha() and written.strip()[:1].isdigit():
        return Window.parse(written)
    found = read_figure(written)
    if not found:
        raise ValueError("The target is 0; a goal asks for more than nothing.")
    return found


TARGET = {"anyOf": [{"type": "number", "exclusiveMinimum": 0}, {"type": "string"}], "examples": [100, "1h"]}


class GoalBlock(Block):
    """A party's numeric target per period."""

    party: Name = Field(description="Whose goal it is.")
    metric: Literal["leads", "lead_value", "customers", "revenue", "speed", "depth", "deliveries"] = Field(
        description="What is counted; speed and depth are means."
    )
    target: Annotated[Decimal | Window, Written(_target, **TARGET)] | None = Field(
        None, description="The number to reach; for speed a duration."
    )
    calculate: CalculateBlock | None = Field(None, description="Instead of a target: calculate it from the quota.")
    tier: Name | None = Field(None, description="Count this tier alone.")
    line: Literal["calendar", "working_days"] = Field(
        "calendar", description="The days over which the goal line rises."
    )
    unit: Name | None = Field(None, description="What deliveries are counted in.")
    due_day: DayNumber | None = Field(
        None, description="The period's day by whose end the target is to be reached; its last day if left out."
    )

    @field_validator("target")
    @classmethod
    def _fits_the_metric(cls, target: Decimal | Window | None, known: ValidationInfo) -> Decimal | Window | None:
        metric = known.data.get("metric")
        if metric == "speed" and isinstance(target, Decimal):
            raise ValueError("A target of speed is a duration; write it as 30m, 1h or 1d.")
        if metric not in ("speed", None) and isinstance(target, Window):
            raise ValueError(f"A target of {metric} is a number; write it as 100.")
        return target

    @field_validator("calculate")
    @classmethod
    def _can_be_calculated(cls, inputs: CalculateBlock | None, known: ValidationInfo) -> CalculateBlock | None:
        metric = known.data.get("metric")
        if inputs and metric and metric not in CALCULATED:
            raise ValueError(f"Only leads, customers and revenue can be calculated, not {metric}; give a target.")
        return inputs

    @field_validator("due_day")
    @classmethod
    def _has_a_line(cls, due_day: int | None, known: ValidationInfo) -> int | None:
        metric = known.data.get("metric")
        if due_day and metric in ("speed", "depth"):
            raise ValueError(f"A goal for {metric} is a mean over the whole period; leave “due_day” out.")
        return due_day

    @model_validator(mode="after")
    def _has_one_target(self) -> "GoalBlock":
        if self.target is None and self.calculate is None:
            raise ValueError("This goal has no target; add “target”, or “calculate” with its four inputs.")
        if self.target is not None and self.calculate is not None:
            raise ValueError("This goal has a target and a calculation; keep one of them.")
        return self
