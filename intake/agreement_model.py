"""The fields of an agreement file, as pydantic models: what may stand where, and what each field means."""

from typing import Any, Literal, Self

from pydantic import Field, model_validator
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from intake.block import Block
from intake.consequence_blocks import CancellationBlock, ConsequenceBlock
from intake.fields import (
    Amount,
    Count,
    Duration,
    Figure,
    Line,
    LocalDate,
    LocalTime,
    Name,
    Paragraphs,
    Portion,
    PostingDay,
    Share,
    Slug,
    Yes,
    Zone,
)
from intake.goal_block import GoalBlock
from intake.hours_block import BusinessHoursBlock


class PartyBlock(Block):
    """One side of the agreement."""

    contact: Name = Field(description="Who answers for the party's goals: @handle, or a name outside Slack.")
    members: list[Name] = Field([], description="Who else is of the party: its reps.")
    needs: list[Line] = Field([], description="What the party needs from the others to reach its goals.")
    users: list[Name] = Field([], description="Who uses what the others owe the party.")
    reports: Name | None = Field(None, description="Who reports on it to the others, where that is not the contact.")


class MinimumBlock(Block):
    """What a lead needs before it is handed off."""

    score: Count | None = Field(None, description="The lead score that it has at least.")
    activity: Count | None = Field(None, description="The level of activity that it has at least.")

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if self.score is None and self.activity is None:
            raise ValueError("A minimum asks for a score, an activity or both; add one, or leave “minimum” out.")
        return self


class TierBlock(Block):
    """A quality class of lead."""

    value: Amount | None = Field(None, description="What one such lead is worth.")
    window: Duration | None = Field(None, description="Business time within which the first follow-up is due.")
    minimum: MinimumBlock | None = Field(None, description="Below it a lead is not handed off, but nurtured.")


class AlertBlock(Block):
    """One level of the alert ladder."""

    at: Share = Field(description="The share of the window that has passed.")
    tell: Name = Field(description="rep, or a party's name: its contact.")
    reassign: Yes = Field(False, description="Pass the lead on to another rep.")


class HandOffBlock(Block):
    """Who hands what to whom."""

    giver: Name = Field(alias="from", description="The party that hands off.")
    receiver: Name = Field(alias="to", description="The party that follows up.")
    what: Literal["lead", "customer"] = Field(
        "lead", description="What is handed off: a lead, or the customer that it becomes when it is won."
    )
    window: Duration | None = Field(None, description="Business time within which the first follow-up is due.")
    alerts: list[AlertBlock] = Field([], description="The ladder of a customer who waits, if not that of leads.")


class BandwidthBlock(Block):
    """What the reps' hours allow."""

    minutes_per_attempt: Figure = Field(description="Minutes that one attempt costs.")
    hours_per_rep_per_week: Figure = Field(description="Hours that a rep has for following up.")
    marketing_leads_share: Portion = Field(description="Share of that time for marketing's leads.")
    automated_share: Portion | None = Field(None, description="Share of the attempts that cost nobody's time.")
    leave_days: Figure | None = Field(None, description="Working days of leave of all reps together in a period.")


class PostBlock(Block):
    """When a message goes to the channel."""

    at: LocalTime = Field(description="The local time.")
    on: PostingDay = Field(description="day, working_days, last_working_day, a weekday or a day's number.")


class PostsBlock(Block):
    """The messages that the channel gets by themselves."""

    pacing: PostBlock | None = Field(None, description="The daily post: where the goals stand.")
    weekly_report: PostBlock | None = Field(None, description="The weekly report.")


class ProposalsBlock(Block):
    """How new terms come about."""

    lapse_after: Duration | None = Field(None, description="How long a proposal waits for its signatures: 10d.")


class DutyBlock(Block):
    """A recurring report or delivery that one party owes another."""

    what: Line = Field(description="What is owed.")
    giver: Name = Field(alias="from", description="The party that owes it.")
    receiver: Name = Field(alias="to", description="The party that it is owed to.")
    every: Literal["day", "week", "month", "period"] = Field(description="How often.")
    on: PostingDay = Field(description="The day: a weekday, working_days, last_working_day or a day's number.")
    by: LocalTime = Field(description="The local time by which it is due.")
    owner: Name | None = Field(None, description="Who does it.")
    confirm_to: Name | None = Field(None, description="Who gets the confirmation.")
    units: Figure | None = Field(None, description="How many units one delivery usually brings; 0: a report, none.")
    report: Literal["pipeline", "friction"] | None = Field(
        None, description="What a report starts out with; without it, its name says so."
    )


class AgreementModel(Block):
    """An agreement: who promises whom what, by when, and what follows."""

    agreement: Slug = Field(description="The agreement's short name, by which commands call it.")
    title: Line = Field(description="What people call it.")
    kind: Literal["internal", "customer", "multi-level"] = Field(
        description="Between two departments, a supplier and a customer, or more than two parties in a chain."
    )
    channel: Name = Field(description="The Slack channel that it lives in.")
    timezone: Zone = Field(description="The IANA time zone of all its times.")
    period: Literal["week", "month", "quarter", "year"] = Field("month", description="The period of its goals.")
    starts: LocalDate = Field(description="The first day on which the terms hold.")
    summary: Paragraphs = Field(description="Which service, to whom, how success is measured.")
    business_hours: BusinessHoursBlock = Field(description="When its clock runs.")
    parties: dict[Name, PartyBlock] = Field(description="The parties, by name.")
    tiers: dict[Name, TierBlock] = Field({}, description="The quality classes of lead, by name.")
    hand_offs: list[HandOffBlock] = Field([], description="Who hands what to whom.")
    goals: list[GoalBlock] = Field(min_length=1, description="The parties' goals.")
    bandwidth: BandwidthBlock | None = Field(None, description="What the reps' hours allow.")
    posts: PostsBlock = Field(PostsBlock(), description="The messages that the channel gets by themselves.")
    alerts: list[AlertBlock] = Field([], description="The alert ladder of a lead that waits for its first follow-up.")
    duties: list[DutyBlock] = Field([], description="Recurring reports and deliveries.")
    consequences: list[ConsequenceBlock] = Field([], description="What follows when something happens.")
    cancellation: list[CancellationBlock] = Field([], description="The conditions under which the agreement ends.")
    proposals: ProposalsBlock = Field(ProposalsBlock(), description="How new terms come about.")


class _Schema(GenerateJsonSchema):
    """The schema of what may be written: a field is left out, never null."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        described = super().default_schema(schema)
        if not isinstance(described.get("default"), str | bool):
            described.pop("default", None)
        return described


def json_schema() -> dict[str, Any]:
    """The JSON Schema of agreement files."""
    described = AgreementModel.model_json_schema(by_alias=True, schema_generator=_Schema)
    for name, field in AgreementModel.model_fields.items():
        described["properties"][name].setdefault("description", field.description)
    return {"$schema": GenerateJsonSchema.schema_dialect, **described}
