"""Claiming, on both databases: one sender each, in order, through open gates, also with several at once."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.carrier import Budget
from jobs.deliver import deliver
from storage import claims, gates, outbox
from storage.engine import Sessions
from storage.outbox_rows import GateRow, OutboxRow, SendAttemptRow
from storage.outgoing import State
from tests.jobs.desk import Desk, open_desk
from tests.makers import CHANNEL, make_workspace
from tests.storage.outbox_makers import LEASE, NINE, claim, open_gates, owe

SECOND = timedelta(seconds=1)
FASTER = 200


def test_a_second_sender_finds_nothing(session: Session) -> None:
    workspace_id = make_workspace(session).id
    owe(session, workspace_id, "1")
    assert claim(session, workspace_id, "one") is not None
    open_gates(session, workspace_id)
    assert claim(session, workspace_id, "two") is None


def test_a_claim_writes_its_owner_lease_and_fence(session: Session) -> None:
    workspace_id = make_workspace(session).id
    owe(session, workspace_id, "1")
    claimed = claim(session, workspace_id, "one")
    row = session.scalars(select(OutboxRow)).one()
    assert claimed is not None and (row.owner, row.fence, row.attempts) == ("one", 1, 1)
    assert row.lease_until == NINE + LEASE and row.first_attempt_at == row.last_attempt_at == NINE


def test_of_one_conversation_only_the_head_is_claimed(session: Session) -> None:
    workspace_id = make_workspace(session).id
    owe(session, workspace_id, "1")
    owe(session, workspace_id, "2")
    claim(session, workspace_id)
    open_gates(session, workspace_id)
    assert claim(session, workspace_id) is None


def test_another_conversation_goes_on(session: Session) -> None:
    workspace_id = make_workspace(session).id
    owe(session, workspace_id, "1")
    owe(session, workspace_id, "2", lane="alert", kind="sla_strike", to="U0RITA")
    claim(session, workspace_id)
    assert claim(session, workspace_id, now=NINE + SECOND) is not None


def test_a_shut_gate_lets_nothing_pass(session: Session) -> None:
    workspace_id = make_workspace(session).id
    owe(session, workspace_id, "1")
    gates.shut(session, workspace_id, (CHANNEL,), NINE + SECOND)
    assert claim(session, workspace_id) is None
    assert claim(session, workspace_id, now=NINE + SECOND) is not None


def test_a_gate_is_moved_on_by_each_claim_and_never_back(session: Session) -> None:
    workspace_id = make_workspace(session).id
    owe(session, workspace_id, "1")
    claim(session, workspace_id)
    gates.shut(session, workspace_id, (CHANNEL,), NINE)
    row = session.get_one(GateRow, gates.key(workspace_id, CHANNEL))
    session.refresh(row)
    assert row.next_allowed_at == NINE + SECOND


def test_a_gate_that_another_lane_passed_first_rolls_the_claim_back(sessions: Sessions) -> None:
    with sessions.write() as session:
        workspace_id = make_workspace(session).id
        owe(session, workspace_id, "1")
    try:
        with sessions.write() as session:
            claimed = claims.claim(session, workspace_id, owner="one", secret=b"s", now=NINE, clock=NINE, lease=LEASE)
            gates.shut(session, workspace_id, (CHANNEL,), NINE + SECOND)
            assert claimed is not None
            claims.start(session, claimed, NINE)
    except gates.GateShut:
        pass
    with sessions.read() as session:
        assert outbox.counts(session, workspace_id) == {State.PENDING: 1}


def test_the_marker_is_the_same_at_every_claim(session: Session) -> None:
    workspace_id = make_workspace(session).id
    owe(session, workspace_id, "1")
    first = claim(session, workspace_id)
    row = session.scalars(select(OutboxRow)).one()
    row.state, row.owner = State.PENDING, None
    open_gates(session, workspace_id)
    again = claim(session, workspace_id)
    assert first is not None and again is not None
    assert (first.marker, first.client_msg_id) == (again.marker, again.client_msg_id)


def test_several_senders_at_once_keep_order_pace_and_once(sessions: Sessions) -> None:
    desk = open_desk(sessions, budget=Budget(lease=timedelta(days=1)))
    for number in range(24):
        desk.owe(f"{number}", to=f"C{number % 6:08d}", lane=("alert", "digest")[number % 2])
    began = time.monotonic()
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda name: _send_all(desk, name, began), "abcd"))
    assert sorted(desk.slack.texts) == sorted(f"sla_pacing pacing {number}" for number in range(24))
    _kept_order_and_pace(sessions)


def _send_all(desk: Desk, name: str, began: float) -> None:
    """One sender among others, by a clock that runs fast for all of them."""

    def clock() -> datetime:
        return NINE + FASTER * timedelta(seconds=time.monotonic() - began)

    carrier = replace(desk.carrier, owner=name, now=clock, transport_now=clock)
    while True:
        deliver(carrier)
        with desk.sessions.read() as session:
            if not outbox.at_work(session, desk.workspace.id):
                return
        time.sleep(0.01)


def _kept_order_and_pace(sessions: Sessions) -> None:
    with sessions.read() as session:
        tries = session.execute(
            select(OutboxRow.conv, OutboxRow.id, OutboxRow.channel, SendAttemptRow.started_at, SendAttemptRow.ended_at)
            .join(SendAttemptRow, SendAttemptRow.outbox_id == OutboxRow.id)
            .order_by(SendAttemptRow.started_at)
        ).all()
    for conv in {one.conv for one in tries}:
        mine = [one for one in tries if one.conv == conv]
        assert [one.id for one in mine] == sorted(one.id for one in mine)
        assert all(before.ended_at <= after.started_at for before, after in pairwise(mine))
    for channel in {one.channel for one in tries}:
        starts = [one.started_at for one in tries if one.channel == channel]
        assert all(after - before >= SECOND for before, after in pairwise(starts))
