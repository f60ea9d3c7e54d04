"""Company X's October 2026, on record: so many leads, and how many of them became customers of what worth."""

from datetime import timedelta
from decimal import Decimal

from sla.lead import NewLead
from storage import facts
from tests.bot_world import BotWorld
from tests.moments import at

TIERS = ("ceo", "director", "manager")
HALF_AN_HOUR = timedelta(minutes=30)


def counted(
    world: BotWorld, leads: int, customers: int, *, deal: int = 100, after_days: int = 1, other: int = 0
) -> None:
    """Leads of the first days of October, each tried at once; the first of them won after so many days.

    `other` is revenue of a sale that marketing did not bring.
    """
    agreement = world.agreement()
    with world.writing() as session:
        for number in range(leads):
            handed = at("2026-10-05 10:00") + timedelta(minutes=number)
            new = NewLead(f"Lead {number}", tier=TIERS[number % 3], rep=world.person("rita"))
            lead = facts.hand_off(session, agreement, new, at=handed, by=world.person("josh"))
            lead = facts.log_attempt(
                session, lead, at=handed + HALF_AN_HOUR / 6, by=world.person("rita"), channel="call", connected=True
            ).lead
            if number < customers:
                closed = handed + timedelta(days=after_days)
                facts.close_deal(session, agreement, lead, revenue=Decimal(deal), closed_at=closed, by=None)
        if other:
            facts.close_deal(
                session, agreement, None, revenue=Decimal(other), closed_at=at("2026-10-20 12:00"), by=None
            )


def at_the_review(world: BotWorld) -> None:
    """It is Monday 2 November, just after the opening: October has closed and its review is posted."""
    world.advance(to=at("2026-11-02 09:01"))
    world.advance(5)
