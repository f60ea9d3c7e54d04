"""What follows in an agreement file: consequences, their credits, and the conditions of cancellation."""

from typing import Literal

from pydantic import Field, model_validator

from intake.block import Block
from intake.fields import Amount, Count, Currency, Duration, Figure, Share, Within
from sla.consequences import FOLLOWS


class CreditBlock(Block):
    """The compensation for a party that went short."""

    currency: Currency = Field(description="The currency's three letters.")
    amount: Amount | None = Field(None, description="A fixed amount.")
    percent_of_fee: Figure | None = Field(None, description="Or so many percent of the fee.")
    fee: Amount | None = Field(None, description="The fee of a period.")
    cap_percent: Figure | None = Field(None, description="At most so many percent of the fee in a period.")

    @model_validator(mode="after")
    def _is_one_of_two(self) -> "CreditBlock":
        if (self.amount is None) == (self.percent_of_fee is None or self.fee is None):
            raise ValueError("A credit is either an “amount”, or “percent_of_fee” with the “fee”; give one of them.")
        if self.cap_percent is not None and self.fee is None:
            raise ValueError("“cap_percent” is a share of the fee; add the “fee”.")
        return self


NEEDED: dict[str, tuple[str, ...]] = {"goal_exceeded": ("by",), "breaches": ("count",), "strikes": ("count",)}
ALLOWED: dict[str, tuple[str, ...]] = {**NEEDED, "breaches": ("count", "of", "within")}
BELONGS = {"diagnosis_within": "strike", "decay": "strike", "over": "make_up", "milestones": "celebrate"}


class ConsequenceBlock(Block):
    """What follows when something happens."""

    when: Literal["goal_met", "goal_exceeded", "goal_missed", "breaches", "strikes", "duty_missed"] = Field(
        description="What happens."
    )
    then: list[Literal["celebrate", "thank_contact", "strike", "make_up", "service_credit", "escalate"]] = Field(
        min_length=1, description="What follows, in order."
    )
    count: Count | None = Field(None, description="breaches, strikes: how many it takes.")
    of: Literal["rep", "party"] | None = Field(None, description="breaches: whose are counted together.")
    within: Within | None = Field(None, description="breaches: the period, or a duration.")
    by: Share | None = Field(None, description="goal_exceeded: by what share of the target.")
    diagnosis_within: Duration | None = Field(None, description="strike: when the diagnosis is due.")
    credit: CreditBlock | None = Field(None, description="service_credit: how much.")
    milestones: list[Share] = Field([], description="goal_met, celebrate: shares of the goal to celebrate on the way.")
    over: Count | None = Field(None, description="make_up: over how many periods; the next one, if not said.")
    decay: Count | None = Field(None, description="strike: after how many further closed periods it stops counting.")

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> "ConsequenceBlock":
        given = [name for name in ("count", "of", "within", "by") if getattr(self, name) is not None]
        for name in NEEDED.get(self.when, ()):
            if name not in given:
                raise ValueError(f"The rule “{self.when}” needs “{name}”; add it.")
        for name in given:
            if name not in ALLOWED.get(self.when, ()):
                raise ValueError(f"“{name}” has no meaning in the rule “{self.when}”; take it out.")
        if len(set(self.then)) < len(self.then):
            raise ValueError("“then” names the same thing twice; take one of them out.")
        for act in self.then:
            if act not in FOLLOWS[self.when]:
                known = ", ".join(FOLLOWS[self.when])
                raise ValueError(f"“{act}” does not follow from “{self.when}”, which can bring: {known}.")
        self._check_details()
        if ("service_credit" in self.then) != (self.credit is not None):
            raise ValueError("“service_credit” and “credit” belong together; give both or neither.")
        return self

    def _check_details(self) -> None:
        """Raise ValueError for a detail of something that does not follow, and for milestones that are none."""
        for name, act in BELONGS.items():
            if getattr(self, name) and act not in self.then:
                raise ValueError(f"“{name}” belongs to “{act}”, which does not follow here; take it out.")
        if self.milestones and self.when != "goal_met":
            raise ValueError("“milestones” belong to “goal_met”; move them there.")
        if any(mark >= 1 for mark in self.milestones):
            raise ValueError("A milestone lies before the goal; write a share below 100%.")
        if len(set(self.milestones)) < len(self.milestones):
            raise ValueError("“milestones” names the same mark twice; take one of them out.")


class CancellationBlock(Block):
    """A condition under which the agreement ends."""

    when: Literal["missed_in_a_row", "buy_in_withdrawn"] = Field(description="What ends it.")
    periods: Count | None = Field(None, description="missed_in_a_row: how many periods.")

    @model_validator(mode="after")
    def _has_its_periods(self) -> "CancellationBlock":
        if (self.when == "missed_in_a_row") != (self.periods is not None):
            raise ValueError("“periods” belongs to “missed_in_a_row”, and only there; give it or take it out.")
        return self
