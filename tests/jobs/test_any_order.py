"""Two workspaces under anything that may happen, in any order: the ledger balances, and strikes are fair."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

import jobs
from storage import schema
from storage.engine import Sessions
from tests.jobs import proofs
from tests.jobs.appeals import Appeal, appeal
from tests.jobs.places import START, Place, open_place
from tests.jobs.same_terms import HANDLES, ZONES, Wanted
from tests.jobs.world import World

KINDLY: Any = {"deadline": None, "suppress_health_check": list(HealthCheck)}
PLACES = st.sampled_from([0, 1])
ONE = st.integers(0, 7)
AGO = st.sampled_from([0, 1, 15, 60, 6 * 60, 24 * 60, 3 * 24 * 60]).map(lambda minutes: timedelta(minutes=minutes))
A_WHILE = st.sampled_from([5, 25, 31, 60, 181]).map(lambda minutes: timedelta(minutes=minutes))
DAYS = st.sampled_from([17, 24, 66, 7 * 24]).map(lambda hours: timedelta(hours=hours))
PERIODS = st.sampled_from(["week", "week", "week", "month"])
WANTED = st.builds(Wanted, st.sampled_from([30, 60]), st.sampled_from([2, 3]), PERIODS)
WHO = st.sampled_from(HANDLES)
REVENUES = st.sampled_from(["50", "199.99", "200"]).map(Decimal)


class AnyOrder(RuleBasedStateMachine):
    """Both workspaces at one clock; a step is an act in one of them, or time that passes."""

    def __init__(self, sessions: Sessions) -> None:
        super().__init__()
        self.sessions, self.now, self.places = sessions, START, list[Place]()
        _empty(sessions)
        for word in ZONES:
            with sessions.write() as session:
                self.places.append(open_place(partial(World, sessions), session, word))

    @rule(place=PLACES, tier=st.sampled_from(["hot", "warm"]), rep=st.sampled_from([None, "rita", "remo"]), ago=AGO)
    def hand_off(self, place: int, tier: str, rep: str | None, ago: timedelta) -> None:
        with self._act_in(place) as here:
            here.hand_off(tier, rep, max(START, self.now - ago))

    @rule(place=PLACES, rep=WHO, lateness=st.sampled_from([31, 200]), times=st.integers(2, 4))
    def leave_waiting(self, place: int, rep: str, lateness: int, times: int) -> None:
        """Several leads whose hot windows pass with the same rep."""
        with self._act_in(place) as here:
            for number in range(times):
                here.hand_off("hot", rep, max(START, self.now - timedelta(minutes=lateness + number)))

    @rule(place=PLACES, pick=ONE, ago=AGO, connected=st.booleans())
    def try_to_reach(self, place: int, pick: int, ago: timedelta, connected: bool) -> None:
        self._try(place, pick, ago, connected=connected, automated=False)

    @rule(place=PLACES, pick=ONE, ago=AGO, connected=st.booleans())
    def send_automatically(self, place: int, pick: int, ago: timedelta, connected: bool) -> None:
        self._try(place, pick, ago, connected=connected, automated=True)

    @rule(place=PLACES, pick=ONE, after=st.sampled_from([1, 29, 30]))
    def remember_an_attempt_in_time(self, place: int, pick: int, after: int) -> None:
        """Recorded late, this shows that a window was kept."""
        with self._lead_in(place, pick) as (here, number):
            at = min(self.now, here.ledger.leads[number].at + timedelta(minutes=after))
            here.tried(number, at, connected=False, automated=False, now=self.now)

    def _try(self, place: int, pick: int, ago: timedelta, *, connected: bool, automated: bool) -> None:
        with self._lead_in(place, pick) as (here, number):
            at = max(here.ledger.leads[number].at, self.now - ago)
            here.tried(number, at, connected=connected, automated=automated, now=self.now)

    @rule(place=PLACES, pick=ONE, hours=st.sampled_from([None, 1, 20, 50]))
    def hold(self, place: int, pick: int, hours: int | None) -> None:
        with self._lead_in(place, pick) as (here, number):
            here.hold(number, None if hours is None else self.now + timedelta(hours=hours), self.now)

    @rule(place=PLACES, pick=ONE, to=st.sampled_from(["rita", "remo", "amy"]))
    def pass_on(self, place: int, pick: int, to: str) -> None:
        with self._lead_in(place, pick) as (here, number):
            here.pass_on(number, to, self.now)

    @rule(place=PLACES, pick=ONE, ago=AGO)
    def give_back(self, place: int, pick: int, ago: timedelta) -> None:
        with self._lead_in(place, pick) as (here, number):
            here.give_back(number, max(here.ledger.leads[number].at, self.now - ago))

    @rule(place=PLACES, pick=ONE, ago=AGO, revenue=REVENUES)
    def win(self, place: int, pick: int, ago: timedelta, revenue: Decimal) -> None:
        with self._lead_in(place, pick) as (here, number):
            here.won(number, revenue, max(here.ledger.leads[number].at, self.now - ago), self.now)

    @rule(place=PLACES, ago=AGO, revenue=REVENUES)
    def sell_without_a_lead(self, place: int, ago: timedelta, revenue: Decimal) -> None:
        with self._act_in(place) as here:
            here.won(None, revenue, max(START, self.now - ago), self.now)

    @rule(place=PLACES, wanted=WANTED, by=st.sampled_from(["josh", "amy"]), vouched=st.booleans())
    def amend(self, place: int, wanted: Wanted, by: str, vouched: bool) -> None:
        with self._act_in(place) as here:
            here.propose(wanted, by, self.now, vouched=vouched)

    @rule(place=PLACES, back=st.sampled_from([0, 0, 0, 1]), party=st.sampled_from(["marketing", "sales"]), by=WHO)
    def sign(self, place: int, back: int, party: str, by: str) -> None:
        with self._act_in(place) as here:
            here.sign(max(0, len(here.versions) - 1 - back), party, by, self.now)

    @rule(place=PLACES)
    def sign_all(self, place: int) -> None:
        """Both contacts sign what was proposed last."""
        with self._act_in(place) as here:
            for party, by in (("marketing", "josh"), ("sales", "amy")):
                here.sign(len(here.versions) - 1, party, by, self.now)

    @rule(place=PLACES, pick=ONE, step=st.sampled_from(Appeal), by=WHO)
    def appeal(self, place: int, pick: int, step: Appeal, by: str) -> None:
        with self._act_in(place) as here:
            appeal(here, pick, step, by, self.now)

    @rule(place=PLACES, pick=ONE, by=st.sampled_from(["amy", "josh"]))
    def report(self, place: int, pick: int, by: str) -> None:
        with self._act_in(place) as here:
            here.report(pick, by, self.now)

    @rule(time=A_WHILE)
    def wait(self, time: timedelta) -> None:
        self._follow(self.now + time)

    @rule(time=DAYS)
    def wait_for_days(self, time: timedelta) -> None:
        self._follow(self.now + time)

    @rule(time=A_WHILE | DAYS)
    def be_down(self, time: timedelta) -> None:
        """The bot does not run, and people go on."""
        self.now += time

    @invariant()
    def the_books_balance(self) -> None:
        with self.sessions.read() as session:
            for place in self.places:
                proofs.books_balance(session, place, self.now)

    def teardown(self) -> None:
        """What is dear to prove, unless a step has failed already."""
        if sys.exception() is not None:
            return
        self._tick(self.now)
        with self.sessions.read() as session:
            for place in self.places:
                proofs.chain_is_whole(session, place)
                proofs.nothing_crosses(session, place)
        for place, other in (self.places, self.places[::-1]):
            proofs.messages_stay_home(place, other)

    @contextmanager
    def _act_in(self, place: int) -> Iterator[Place]:
        """An act in one workspace, which changes no row of the other."""
        other = self.places[1 - place].id
        before = proofs.rows_of(self.sessions, other)
        yield self.places[place]
        assert proofs.rows_of(self.sessions, other) == before

    @contextmanager
    def _lead_in(self, place: int, pick: int) -> Iterator[tuple[Place, int]]:
        """The same on one of its leads; on a new one where there is none."""
        with self._act_in(place) as here:
            if not here.leads:
                here.hand_off("hot", None, self.now)
            yield here, pick % len(here.leads)

    def _follow(self, until: datetime) -> None:
        """Everything up to an instant, each thing at its own; what was due while the bot was down comes at once."""
        while (due := jobs.next_due(self.sessions)) is not None and due <= until:
            self._tick(max(due, self.now))
        self.now = until

    def _tick(self, now: datetime) -> None:
        self.now = now
        jobs.run_all(self.sessions, now)
        due = jobs.next_due(self.sessions)
        assert due is None or due > now, jobs.due_by_sweep(self.sessions)
        with self.sessions.read() as session:
            for place in self.places:
                proofs.verdicts_are_right(session, place)
                proofs.closed_by(session, place, now)
                proofs.strikes_are_fair(session, place, now)
        for place in self.places:
            place.world.deliver_at(now)


def test_anything_in_any_order_keeps_the_books_balanced_and_the_strikes_fair(sqlite_sessions: Sessions) -> None:
    few = settings(max_examples=10, stateful_step_count=25, phases=[Phase.generate], derandomize=True, **KINDLY)
    run_state_machine_as_test(partial(AnyOrder, sqlite_sessions), settings=few)


@pytest.mark.slow
@pytest.mark.timeout(0)
def test_so_do_many_long_orders(sqlite_sessions: Sessions) -> None:
    many = settings(max_examples=300, stateful_step_count=50, **KINDLY)
    run_state_machine_as_test(partial(AnyOrder, sqlite_sessions), settings=many)


def _empty(sessions: Sessions) -> None:
    with sessions.writer.begin() as connection:
        for table in reversed(schema.metadata().sorted_tables):
            connection.exec_driver_sql(f'DELETE FROM "{table.name}"')
