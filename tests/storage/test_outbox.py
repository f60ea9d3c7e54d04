"""When to look again, what is counted, and what can be sent once more."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import gates, outbox
from storage.outbox_rows import OutboxRow
from storage.outgoing import State
from tests.makers import CHANNEL, make_workspace
from tests.storage.outbox_makers import LEASE, NINE, claim, obligation_states, owe, states

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


def test_with_nothing_owed_there_is_nothing_to_come_back_for(session: Session) -> None:
    assert outbox.next_due(session, make_workspace(session).id, NINE) is None


def test_what_is_due_is_due_at_once(session: Session) -> None:
    workspace_id = make_workspace(session).id
    owe(session, workspace_id, "1")
    assert (outbox.next_due(session, workspace_id, NINE) or NINE) <= NINE


def test_what_waits_is_due_at_its_own_instant(session: Session) -> None:
    workspace_id = make_workspace(session).id
    owe(session, workspace_id, "1", not_before=NINE + DAY)
    assert outbox.next_due(session, workspace_id, NINE) == NINE + DAY
    assert outbox.next_opening(session, workspace_id, NINE) is None


def test_behind_a_shut_gate_it_is_due_when_the_gate_opens(session: Session) -> None:
    workspace_id = make_workspace(session).id
    owe(session, workspace_id, "1")
    gates.shut(session, workspace_id, (CHANNEL,), NINE + SECOND)
    assert outbox.next_due(session, workspace_id, NINE) == NINE + SECOND


def test_while_a_sender_is_at_work_it_is_due_when_the_lease_ends(session: Session) -> None:
    workspace_id = make_workspace(session).id
    owe(session, workspace_id, "1")
    owe(session, workspace_id, "2")
    claim(session, workspace_id)
    assert outbox.next_due(session, workspace_id, NINE) == NINE + LEASE


def test_what_expires_is_looked_at_then(session: Session) -> None:
    workspace_id = make_workspace(session).id
    owe(session, workspace_id, "1", expires_at=NINE + DAY)
    gates.pause_workspace(session, workspace_id, "token_revoked", NINE)
    assert outbox.next_due(session, workspace_id, NINE) == NINE + DAY
    assert outbox.expire(session, workspace_id, NINE + DAY) == 1
    assert obligation_states(session) == ["expired"]


def test_a_paused_channel_is_no_reason_to_come_back(session: Session) -> None:
    workspace_id = make_workspace(session).id
    owe(session, workspace_id, "1")
    assert gates.pause_channel(session, workspace_id, CHANNEL, "is_archived", NINE)
    assert not gates.pause_channel(session, workspace_id, CHANNEL, "is_archived", NINE)
    assert outbox.next_due(session, workspace_id, NINE) is None
    assert [(pause.channel, pause.reason) for pause in gates.pauses(session, workspace_id)] == [
        (CHANNEL, "is_archived")
    ]


def test_messages_are_counted_by_their_state(session: Session) -> None:
    workspace_id = make_workspace(session).id
    owe(session, workspace_id, "1")
    owe(session, workspace_id, "2")
    claim(session, workspace_id)
    assert outbox.counts(session, workspace_id) == {State.SENDING: 1, State.PENDING: 1}
    assert outbox.oldest_due(session, workspace_id, NINE + DAY) == NINE


def test_only_a_dead_message_is_sent_again(session: Session) -> None:
    workspace_id = make_workspace(session).id
    owe(session, workspace_id, "1")
    row = session.scalars(select(OutboxRow)).one()
    assert not outbox.requeue(session, workspace_id, row.id, NINE)
    row.state = State.DEAD
    session.flush()
    assert not outbox.requeue(session, workspace_id + 1, row.id, NINE)
    assert outbox.requeue(session, workspace_id, row.id, NINE)
    assert states(session) == [State.PENDING]
