"""A scripted half-year of an agreement, month by month, with what a ledger that never saw the bot makes of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from intake.agreement_files import read
from sla.agreement import Terms
from sla.duty import Occurrence, goal_of
from sla.duty_people import confirmer_of, owner_of
from sla.lead import Lead, NewLead
from storage import duties, duty_facts, facts, leads, schema
from storage.engine import Sessions
from tests.jobs.world import Read, World, open_world
from tests.moments import at

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
MINUTE = timedelta(minutes=1)
WORTH = 50


def example(name: str) -> Terms:
    """The terms of an example as they stand; a person is known by their handle."""
    text = (EXAMPLES / f"{name}.yaml").read_text()
    return read(text, people=user, channels=None, today=date(2026, 10, 1), offline=True).terms


def user(handle: str) -> str | None:
    """`@rita` is U0RITA; who has no handle is not in Slack."""
    return f"U0{handle[1:].upper()}" if handle.startswith("@") else None


@dataclass(frozen=True)
class Entry:
    """A lead as the ledger has it: how soon and how often somebody tried, what it brought."""

    minutes: int
    attempts: int
    connected: bool
    revenue: int = 0


@dataclass(frozen=True)
class Plan:
    """What happens in a month: so many leads, the first so many of them won, each tried so soon and so often.

    `minutes` until the first attempt, `attempts` on each lead that nobody reaches, `units` with each delivery; every
    customer is called after `cared` minutes, unless that is 0.
    """

    name: str
    leads: int = 0
    won: int = 0
    minutes: int = 0
    attempts: int = 0
    reports: bool = True
    units: int = 7
    cared: int = 0

    @cached_property
    def entries(self) -> list[Entry]:
        """Nine of ten leads connect at once; the others are tried again and again, in vain."""
        lost = -(-self.leads // 10)
        met = [Entry(self.minutes, 1, True, 100 if number < self.won else 0) for number in range(self.leads - lost)]
        return met + [Entry(self.minutes, self.attempts, False) for _ in range(lost)]

    @property
    def speed(self) -> Fraction:
        """The mean time to the first attempt, in seconds: every one is within the opening of its hand-off."""
        return Fraction(60 * self.minutes)

    @property
    def depth(self) -> Fraction:
        """The mean number of attempts on leads that nobody reached."""
        tries = [entry.attempts for entry in self.entries if not entry.connected]
        return Fraction(sum(tries), len(tries))


@dataclass
class Half:
    """The world of one agreement, and what is read in it, month by month."""

    world: World
    heard: dict[str, list[Read]] = field(default_factory=dict)

    @property
    def terms(self) -> Terms:
        return self.world.terms

    def days(self, month: str) -> list[date]:
        """The month's working days."""
        first = date.fromisoformat(f"{month}-01")
        every = (first + timedelta(days=number) for number in range(31))
        return [day for day in every if f"{day:%Y-%m}" == month and self.terms.hours.is_working_day(day)]

    def instant(self, day: date, clock: str) -> datetime:
        """A local time of the agreement, in UTC."""
        return at(f"{day} {clock}", self.terms.timezone)

    def live(self, plan: Plan) -> None:
        """Everything of a month in its order: its leads, dealt out over its first fifteen working days; its reports."""
        days = self.days(plan.name)
        for day in days:
            if plan.leads and day in days[:15]:
                self._hand_off(plan.entries[days.index(day) :: 15], day, plan.cared)
            if plan.reports:
                self.report(day, plan.units)
            self._follow(plan.name, day, "23:00")

    def close(self, month: str) -> list[Read]:
        """What is read in the first forty minutes of the next month's first working day."""
        following = (date.fromisoformat(f"{month}-01") + timedelta(days=31)).replace(day=1)
        return self._follow(month, self.days(f"{following:%Y-%m}")[0], "09:40")

    def report(self, day: date, units: int) -> None:
        """Every duty that is due on the day is done in its morning; what was delivered is confirmed."""
        now = self.instant(day, "09:45")
        for duty in self._due(day):
            owner, goal = owner_of(self.terms, duty), goal_of(self.terms, duty.giver, duty.what)
            done = {"by": owner.key if owner else "", "now": now}
            with self.world.sessions.write() as session:
                if goal is None:
                    duty_facts.do(session, self.world.agreement, duty, text="All is well.", **done)
                else:
                    sent = duty_facts.do(session, self.world.agreement, duty, units=Decimal(units), **done)
                    who = confirmer_of(self.terms, sent)
                    said = {"by": who.user or "", "on_behalf_of": who.on_behalf_of, "now": now}
                    duty_facts.confirm(session, self.world.agreement, sent, units=Decimal(units), **said)

    def payloads(self, kind: str, month: str | None = None) -> list[dict[str, Any]]:
        """The payloads of the messages of a kind that were read, in all or for a month."""
        read = self.heard[month] if month else [each for months in self.heard.values() for each in months]
        return [each.payload for each in read if each.kind == kind]

    def _hand_off(self, entries: list[Entry], day: date, cared: int) -> None:
        reps = [member.key for member in self.terms.receiver.members]
        for number, entry in enumerate(entries):
            came, rep = self.instant(day, "10:00"), reps[number % len(reps)]
            new = NewLead(f"{day} {number}", tier="director" if self.terms.tiers else None, rep=rep)
            with self.world.sessions.write() as session:
                lead = facts.hand_off(session, self.world.agreement, new, at=came, by=self.terms.giver.contact.key)
                for attempt in range(entry.attempts):
                    tried = came + MINUTE * (entry.minutes + attempt)
                    done = {"by": rep, "channel": "call", "connected": entry.connected}
                    lead = facts.log_attempt(session, lead, at=tried, **done).lead
                if entry.revenue:
                    closed = came + MINUTE * (entry.minutes + 5)
                    facts.close_deal(
                        session, self.world.agreement, lead, revenue=Decimal(entry.revenue), closed_at=closed, by=rep
                    )
                    if cared:
                        self._care(session, lead, self.instant(*self._after(day, cared)) + (closed - came))

    def _after(self, day: date, minutes: int) -> tuple[date, str]:
        """So many minutes of nine-hour days after ten o'clock; within a day they must end before the day does."""
        whole, rest = divmod(minutes, 9 * 60)
        for _ in range(whole):
            day = self.terms.hours.next_working_day(day + timedelta(days=1))
        return day, f"{10 + rest // 60}:{rest % 60:02}"

    def _care(self, session: Session, lead: Lead, at: datetime) -> None:
        customer = leads.customer_of(session, lead)
        if customer is not None:
            facts.log_attempt(session, customer, at=at, by=customer.rep, channel="call", connected=True)

    def _due(self, day: date) -> list[Occurrence]:
        with self.world.sessions.read() as session:
            return duties.of_days(session, self.world.agreement.id, day, day)

    def _follow(self, month: str, day: date, clock: str) -> list[Read]:
        read = self.world.follow_to(self.instant(day, clock))
        self.heard.setdefault(month, []).extend(read)
        return read


@contextmanager
def lived(
    folder: Path, name: str, plans: Sequence[Plan], after: Mapping[str, Callable[[Half], None]] | None = None
) -> Iterator[Half]:
    """An example's agreement after these months, in a database of its own; `after` a month, people act on its close."""
    sessions = Sessions(f"sqlite:///{folder / 'half-year.db'}")
    schema.upgrade(sessions)
    half = Half(open_world(sessions, example(name), reports=True))
    for plan in plans:
        half.live(plan)
        half.close(plan.name)
        if after and plan.name in after:
            after[plan.name](half)
    yield half
    sessions.dispose()
