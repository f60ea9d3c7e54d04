"""The steps of the guided set-up: what each asks, and how its answers become part of an agreement's document."""

from commands.steps import about, consequences, duties, goals, hours, leads, parties
from commands.steps.step import Document, Step, folded

__all__ = ["STEPS", "Document", "Step", "folded", "suiting"]

STEPS: tuple[Step, ...] = (
    about.STEP,
    parties.STEP,
    goals.STEP,
    hours.STEP,
    leads.STEP,
    duties.STEP,
    consequences.STEP,
)


def suiting(document: Document) -> list[Step]:
    """The steps that make sense for this document, in their order."""
    return [step for step in STEPS if step.suits(document)]
