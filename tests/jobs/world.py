"""Company X as its sweeps see it: facts at any instant, a tick, and what people would read."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

import jobs
from bot.ours import OURS
from jobs import bundles
from jobs.announce import TEMPLATES
from messages.blocks import Message
from messages.validate import check
from sla.agreement import Agreement, Rung, Terms
from sla.lead import Lead, NewLead
from sla.leave import Leave
from sla.strike import Strike
from storage import agreements, facts, leads, leaves, outbox, outcomes
from storage import bundles as bundled
from storage.engine import Sessions
from storage.one_look import OneLook
from storage.outbox_rows import ObligationRow, OutboxRow
from storage.outgoing import Cancelled, Outgoing, State, outgoing_of
from tests.makers import AMY, CHANNEL, JOSH, REMO, RITA, company_x, make_agreement, make_people, make_workspace
from tests.moments import at

__all__ = ["AMY", "CHANNEL", "JOSH", "REMO", "RITA", "World", "at", "each_world", "open_world", "world"]

DEFAULT_LADDER = tuple(Rung(Decimal(share), tell) for share, tell in (("0.8", "rep"), ("1", "rep"), ("1.5", "sales")))


@dataclass(frozen=True)
class Read:
    """A message as it reached somebody."""

    to: str
    message: Message
    outgoing: Outgoing

    @property
    def kind(self) -> str:
        return self.message.event_type or ""

    @property
    def text(self) -> str:
        return self.message.text

    @property
    def payload(self) -> dict[str, Any]:
        return self.message.payload or {}


@dataclass
class World:
    """One agreement, with hands to put facts on record and eyes to read what comes of them."""

    sessions: Sessions
    agreement: Agreement
    read: list[Read] = field(default_factory=list)

    @property
    def terms(self) -> Terms:
        return self.agreement.terms

    def hand_off(self, name: str = "Ada", when: str = "2026-10-05 10:00", **changes: Any) -> Lead:
        """A director's lead for Rita, unless told otherwise."""
        new = replace(NewLead(name, tier="director", rep=RITA.key), **changes)
        with self.sessions.write() as session:
            return facts.hand_off(session, self.agreement, new, at=at(when), by=JOSH.key)

    def tried(self, lead: Lead, when: str, by: str = RITA.key, **changes: Any) -> Lead:
        """Somebody called the lead."""
        with self.sessions.write() as session:
            return facts.log_attempt(session, lead, at=at(when), by=by, channel="call", **changes).lead

    def won(self, lead: Lead | None, when: str, revenue: str = "100") -> None:
        """The lead's deal closed."""
        with self.sessions.write() as session:
            facts.close_deal(
                session, self.agreement, lead, revenue=Decimal(revenue), closed_at=at(when), by=lead and lead.rep
            )

    def hold(self, lead: Lead, until: str, when: str) -> Lead:
        """The lead asked to wait."""
        with self.sessions.write() as session:
            return facts.hold(session, lead, until=at(until), reason="On leave", by=RITA.key, now=at(when))

    def give_back(self, lead: Lead, when: str) -> Lead:
        """The lead was not a fit."""
        with self.sessions.write() as session:
            return facts.give_back(session, lead, reason="A student", by=RITA.key, at=at(when))

    def away(self, person: str, starts: str, ends: str) -> Leave:
        """Somebody entered their leave."""
        place, days = self.agreement.workspace_id, (at(starts), at(ends))
        with self.sessions.write() as session:
            return leaves.enter(session, place, person, *days, zone="Europe/Rome", by=person, now=at(starts))

    def amend(self, terms: Terms, when: str) -> None:
        """New terms, vouched for."""
        with self.sessions.write() as session:
            agreements.save_new(
                session,
                self.agreement.workspace_id,
                terms,
                source="tests",
                channel=CHANNEL,
                now=at(when),
                by=None,
                vouched=True,
            )
            self.agreement = agreements.of_id(session, self.agreement.workspace_id, self.agreement.id, at(when))

    def tick(self, when: str) -> dict[str, int]:
        """Every sweep at this instant."""
        return jobs.run_all(self.sessions, at(when))

    def deliver(self, when: str) -> list[Read]:
        """All that may be said at this instant, rendered, found valid and read."""
        return self.deliver_at(at(when))

    def deliver_at(self, now: datetime) -> list[Read]:
        """The same at an aware instant; messages of other workspaces wait."""
        with self.sessions.write() as session:
            outbox.expire(session, self.agreement.workspace_id, now)
            bundled.gather(session, self.agreement.workspace_id, now)
            ours = OutboxRow.workspace_id == self.agreement.workspace_id
            due = ours, OutboxRow.state == State.PENDING, OutboxRow.not_before <= now
            rows = session.scalars(select(OutboxRow).where(*due).order_by(OutboxRow.id)).all()
            found = [self._said(session, row, now) for row in rows]
        fresh = [each for each in found if each is not None]
        self.read += fresh
        return fresh

    def turn(self, when: str) -> list[Read]:
        """A tick and its delivery, as `sla-bot tick` does them."""
        self.tick(when)
        return self.deliver(when)

    def follow(self, until: str) -> list[Read]:
        """Everything up to an instant, each thing at its own, as the bot does that follows a sandbox's clock."""
        return self.follow_to(at(until))

    def follow_to(self, until: datetime) -> list[Read]:
        """The same up to an instant (UTC)."""
        start = len(self.read)
        while (due := self._next()) is not None and due <= until:
            with OneLook(self.sessions) as look:
                OURS.sweep_due(look, due)
            self.deliver_at(due)
        return self.read[start:]

    def edited(self, when: str) -> list[Message]:
        """What was posted and is rendered again."""
        with self.sessions.write() as session:
            wanted = select(OutboxRow).where(OutboxRow.edit_at.is_not(None)).order_by(OutboxRow.id)
            said = [
                bundles.render(TEMPLATES, session, outgoing_of(session, row, is_edit=True), at(when))
                for row in session.scalars(wanted).all()
            ]
        return [each for each in said if isinstance(each, Message)]

    def lead(self, lead: Lead) -> Lead:
        """The lead as it stands."""
        with self.sessions.read() as session:
            return leads.by_id(session, self.agreement.workspace_id, lead.id)

    def strikes(self) -> list[Strike]:
        """Every strike, withdrawn ones too."""
        with self.sessions.read() as session:
            return outcomes.of_agreement(session, self.agreement.workspace_id, self.agreement.id)

    def states(self, kind: str) -> list[tuple[str, str, str | None]]:
        """Of each obligation of this kind: its occurrence, state and reason."""
        with self.sessions.read() as session:
            owed = select(ObligationRow).where(ObligationRow.kind == kind).order_by(ObligationRow.id)
            return [(row.occurrence, row.state, row.reason) for row in session.scalars(owed)]

    def cancelled(self) -> list[str | None]:
        """Why messages were not sent after all."""
        with self.sessions.read() as session:
            gone = OutboxRow.state == State.CANCELLED, OutboxRow.bundle_id.is_(None)
            return list(session.scalars(select(OutboxRow.reason).where(*gone).order_by(OutboxRow.id)))

    def _next(self) -> datetime | None:
        due = jobs.next_due(self.sessions)
        with self.sessions.read() as session:
            later = select(OutboxRow.not_before).where(OutboxRow.state == State.PENDING)
            waiting = session.scalars(later.order_by(OutboxRow.not_before).limit(1)).first()
        return min((each for each in (due, waiting) if each is not None), default=None)

    def _said(self, session: Any, row: OutboxRow, now: datetime) -> Read | None:
        outgoing = outgoing_of(session, row)
        said = bundles.render(TEMPLATES, session, outgoing, now)
        if isinstance(said, Cancelled):
            row.state, row.reason = State.CANCELLED, said.reason
            return None
        check(said)
        row.state, row.ts, row.posted_to = State.SENT, f"{row.id}.0", row.channel
        return Read(row.channel, said, outgoing)


def open_world(sessions: Sessions, terms: Terms | None = None, *, reports: bool = False) -> World:
    """Company X (or other terms) in force since October 2026; with its duties and weekly report if asked for."""
    agreed = terms or company_x()
    agreed = agreed if reports else replace(agreed, duties=(), weekly_report=None)
    with sessions.write() as session:
        workspace = make_workspace(session)
        make_people(session, workspace)
        agreement = make_agreement(session, agreed, workspace=workspace)
    return World(sessions, agreement)


@pytest.fixture
def world(sqlite_sessions: Sessions) -> World:
    """Company X, on the quicker database: for what does not depend on it."""
    return open_world(sqlite_sessions)


@pytest.fixture
def each_world(sessions: Sessions) -> World:
    """Company X on each database."""
    return open_world(sessions)
