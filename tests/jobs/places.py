"""Two workspaces that agreed on the same under the same names, each with a ledger of its own that a test keeps."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from sla.agreement import Agreement
from sla.errors import SlaError
from sla.lead import Lead, NewLead
from storage import agreements, duties, duty_facts, facts, leads, people, workspaces
from storage.people import DirectoryChannel, DirectoryEntry
from tests.jobs.own_ledger import Held, KnownLead, Ledger, Tried
from tests.jobs.same_terms import (
    HANDLES,
    HOT_VALUE,
    LAPSE,
    WARM,
    WARM_VALUE,
    ZONES,
    Wanted,
    channel_of,
    terms_of,
    user_of,
)
from tests.jobs.world import World

START = datetime.fromisoformat("2026-11-02T07:00:00+00:00")


@dataclass
class Version:
    """One version of the terms, as the test saw it proposed and signed."""

    id: int
    wanted: Wanted
    in_force_at: datetime | None = None
    lapses_at: datetime | None = None
    is_stale: bool = False
    signed: set[str] = field(default_factory=set)

    def is_open(self, now: datetime) -> bool:
        """Whether it waits for signatures at the instant."""
        has_lapsed = self.lapses_at is not None and self.lapses_at <= now
        return self.in_force_at is None and not self.is_stale and not has_lapsed


@dataclass
class Place:
    """One workspace: hands that put facts on record, in the database and in its ledger."""

    word: str
    world: World
    ledger: Ledger
    versions: list[Version]
    leads: list[Lead] = field(default_factory=list)
    closed: dict[str, datetime] = field(default_factory=dict)
    reported: set[date] = field(default_factory=set)

    @property
    def id(self) -> int:
        return self.world.agreement.workspace_id

    @property
    def agreement_id(self) -> int:
        return self.world.agreement.id

    def who(self, handle: str) -> str:
        """The Slack id of somebody here."""
        return user_of(self.word, handle)

    def agreement(self, session: Session, at: datetime) -> Agreement:
        """The agreement with the terms of the instant."""
        return agreements.of_id(session, self.id, self.agreement_id, at)

    def version_at(self, at: datetime) -> Version:
        """The last version that came into force by the instant; before the first the first."""
        agreed = [each for each in self.versions if each.in_force_at is not None]
        started = [each for each in agreed if each.in_force_at is not None and each.in_force_at <= at]
        return started[-1] if started else agreed[0]

    def write(self, act: Callable[[Session], Any], *, refused: bool = False) -> Any:
        """What the act returns; it is refused, and leaves nothing behind, exactly when that is expected."""
        try:
            with self.world.sessions.write() as session:
                done = act(session)
        except SlaError as error:
            assert refused, f"refused: {error}"
            assert str(error)
            return None
        assert not refused, "this should have been refused"
        return done

    def hand_off(self, tier: str, rep: str | None, at: datetime) -> None:
        """A lead comes in, as of an instant that may be past."""
        name = f"{self.word} lead {len(self.leads)}"
        new = NewLead(name, company=f"{self.word} Ltd", tier=tier, rep=rep and self.who(rep))
        by = self.who("josh")
        lead = self.write(lambda session: facts.hand_off(session, self.agreement(session, at), new, at=at, by=by))
        hot = timedelta(minutes=self.version_at(at).wanted.hot_minutes)
        window, value = (hot, HOT_VALUE) if tier == "hot" else (WARM, WARM_VALUE)
        self.leads.append(lead)
        self.ledger.leads.append(KnownLead(lead.id, at, window, value, lead.rep))

    def tried(self, number: int, at: datetime, *, connected: bool, automated: bool, now: datetime) -> None:
        """Somebody tried to reach a lead; automated attempts are nobody's."""
        lead, by = self.leads[number], None if automated else self.who("rita")
        told = {"connected": connected, "automated": automated, "now": now}
        self.write(lambda session: facts.log_attempt(session, lead, at=at, by=by, channel="call", **told))
        self.ledger.leads[number].tried.append(Tried(at, connected, automated))

    def hold(self, number: int, until: datetime | None, now: datetime) -> None:
        """A lead asked to wait; refused once it was tried, or stands still until then already."""
        lead, known, by = self.leads[number], self.ledger.leads[number], self.who("rita")
        running = [each for each in known.held if each.ends is None or each.ends > now]
        same = any(each.ends == until for each in running)
        refused = same or known.first(now) is not None or known.is_gone(now)
        told: dict[str, Any] = {"until": until, "reason": "On a trip", "by": by, "now": now}
        self.write(lambda session: facts.hold(session, lead, **told), refused=refused)
        if not refused:
            for each in running:
                each.ends = max(now, each.starts)
            known.held.append(Held(now, until))

    def pass_on(self, number: int, to: str, now: datetime) -> None:
        """A lead goes to another rep."""
        lead, known, new = self.leads[number], self.ledger.leads[number], self.who(to)
        with self.world.sessions.read() as session:
            is_theirs = leads.by_id(session, self.id, lead.id).rep == new
        refused = is_theirs or known.is_gone(now)
        by = self.who("amy")
        self.write(lambda session: facts.pass_on(session, lead, to=new, by=by, now=now), refused=refused)

    def give_back(self, number: int, at: datetime) -> None:
        """A lead was not a fit, as of an instant that may be past."""
        lead, known, by = self.leads[number], self.ledger.leads[number], self.who("rita")
        refused = known.returned_at is not None or known.closed_at is not None
        told: dict[str, Any] = {"reason": "A student", "by": by, "at": at}
        self.write(lambda session: facts.give_back(session, lead, **told), refused=refused)
        known.returned_at = known.returned_at if refused else at

    def won(self, number: int | None, revenue: Decimal, at: datetime, now: datetime) -> None:
        """A deal closed; without a lead it is one that marketing did not bring."""
        lead = None if number is None else self.leads[number]
        known = None if number is None else self.ledger.leads[number]
        refused = known is not None and known.closed_at is not None
        told: dict[str, Any] = {"revenue": revenue, "closed_at": at, "by": self.who("rita"), "now": now}
        act = lambda session: facts.close_deal(session, self.agreement(session, now), lead, **told)  # noqa: E731
        self.write(act, refused=refused)
        if not refused:
            self.ledger.deals.append((at, revenue, known is not None))
        if known is not None and not refused:
            known.closed_at = at

    def report(self, pick: int, by: str, now: datetime) -> None:
        """The oldest or a later report that is owed is given, in time or late; or excused by whom it is owed to."""
        with self.world.sessions.read() as session:
            owed = [each for each in duties.all_of(session, self.agreement_id) if not each.is_settled]
        if not owed:
            return
        duty, agreed = owed[pick % len(owed)], lambda session: self.agreement(session, now)
        if by == "josh":
            told: dict[str, Any] = {"reason": "Leave", "by": self.who(by), "now": now}
            self.write(lambda session: duty_facts.excuse(session, agreed(session), duty, **told))
        else:
            self.write(lambda session: duty_facts.do(session, agreed(session), duty, by=self.who(by), now=now))
        if by == "josh" or now <= duty.due_at:
            self.reported.add(duty.on)

    def propose(self, wanted: Wanted, by: str, now: datetime, *, vouched: bool) -> None:
        """New terms: a proposal, or in force at once; what waited for signatures is stale."""
        told: dict[str, Any] = {"source": "tests", "channel": channel_of(self.word), "now": now}
        told |= {"by": None if vouched else self.who(by), "vouched": vouched}
        terms = terms_of(self.word, wanted)
        saved = self.write(lambda session: agreements.save_new(session, self.id, terms, **told))
        for each in self.versions:
            each.is_stale = each.is_stale or each.in_force_at is None
        lapses_at = None if vouched else self.ledger.after(now, LAPSE)
        self.versions.append(Version(saved.id, wanted, now if vouched else None, lapses_at))

    def sign(self, number: int, party: str, by: str, now: datetime) -> None:
        """Somebody signs for a party; refused when stale, done, in force, or not theirs to sign."""
        version, contact = self.versions[number], {"marketing": "josh", "sales": "amy"}[party]
        is_late = not version.is_open(now) or party in version.signed
        refused, user = is_late or by != contact, self.who(by)
        self.write(lambda session: agreements.sign(session, self.id, version.id, party, user, now), refused=refused)
        if not refused:
            version.signed.add(party)
            version.in_force_at = now if len(version.signed) == 2 else None


def open_place(world_of: Callable[[Agreement], World], session: Session, word: str) -> Place:
    """A workspace with its people and its agreement in force."""
    workspace = workspaces.ensure(session, f"T0{word}", word, f"U0{word}BOT", f"B0{word}", ["chat:write"], START)
    known = [DirectoryEntry(user_of(word, each), each, f"{word} {each}") for each in HANDLES]
    people.remember(session, workspace.id, known, START)
    people.remember_channels(session, workspace.id, [DirectoryChannel(channel_of(word), "smarketing", is_member=True)])
    told: dict[str, Any] = {"source": "tests", "channel": channel_of(word), "now": START, "by": None, "vouched": True}
    saved = agreements.save_new(session, workspace.id, terms_of(word, Wanted()), **told)
    agreement = agreements.of_id(session, workspace.id, saved.agreement_id, START)
    return Place(word, world_of(agreement), Ledger(ZoneInfo(ZONES[word])), [Version(saved.id, Wanted(), START)])
