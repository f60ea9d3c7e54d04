"""Company X after its October 2026: so many leads, how many of them became customers, and the review of the month."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from sqlalchemy.orm import Session

from intake import agreement_files
from intake.agreements import carry_out
from sla.agreement import Agreement
from sla.lead import NewLead
from storage import agreements, facts, people
from tests.bot_world import COMPANY_X, BotWorld, running_bot
from tests.commands.acting import HERE
from tests.moments import at
from tests.slack_world import Seen

BEFORE_OPENING = at("2026-11-02 08:59")
OPENED = at("2026-11-02 09:01")
TIERS = ("ceo", "director", "manager")


@dataclass(frozen=True)
class October:
    """A month: the first `customers` of its `leads` were won, each for `deal`, so many days after the hand-off.

    `other` is revenue of a sale that marketing did not bring.
    """

    leads: int
    customers: int
    deal: int = 100
    after_days: int = 1
    other: int = 0


@contextlib.contextmanager
def reviewed(folder: Path, month: October, terms: str = "") -> Iterator[BotWorld]:
    """The bot on Monday 2 November, just after the opening: October has closed, and its review is posted."""
    with running_bot(folder, now=BEFORE_OPENING, agreement=None) as world:
        with world.writing() as session:
            _record(session, _agreement(session, world, terms or COMPANY_X.read_text()), month, world)
        world.advance(to=OPENED)
        world.settle()
        yield world


def the_review(world: BotWorld) -> Seen:
    """The review in the channel, as it stands now."""
    world.settle()
    return next(seen for seen in world.messages(HERE) if seen.event_type == "sla_review")


def _agreement(session: Session, world: BotWorld, text: str) -> Agreement:
    place = world.workspace.id

    def person(written: str) -> str | None:
        found = people.find(session, place, written)
        return found.user_id if found else None

    def channel(written: str) -> str | None:
        return people.channel(session, place, written)

    file = agreement_files.read(text, people=person, channels=channel, today=date(2026, 10, 1))
    carry_out(session, place, file, at=world.now(), by="the operator", vouched=True)
    return agreements.by_slug(session, place, file.terms.slug, world.now())


def _record(session: Session, agreement: Agreement, month: October, world: BotWorld) -> None:
    rita = world.person("rita")
    for number in range(month.leads):
        handed = at("2026-10-05 10:00") + timedelta(minutes=number)
        new = NewLead(f"Lead {number}", tier=TIERS[number % 3], rep=rita)
        lead = facts.hand_off(session, agreement, new, at=handed, by=world.person("josh"))
        tried = handed + timedelta(minutes=5)
        lead = facts.log_attempt(session, lead, at=tried, by=rita, channel="call", connected=True).lead
        if number < month.customers:
            closed = handed + timedelta(days=month.after_days)
            facts.close_deal(session, agreement, lead, revenue=Decimal(month.deal), closed_at=closed, by=rita)
    if month.other:
        closed = at("2026-10-20 12:00")
        facts.close_deal(session, agreement, None, revenue=Decimal(month.other), closed_at=closed, by=rita)
