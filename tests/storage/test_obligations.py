"""What is owed is owed once, with its message; what is skipped, cancelled or too late says why."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import obligations
from storage.outbox_rows import ObligationRow, OutboxRow
from storage.outgoing import State
from tests.makers import make_workspace
from tests.storage.outbox_makers import NINE, claim, obligation_states, owe, states


def test_a_thing_is_owed_once(session: Session) -> None:
    workspace_id = make_workspace(session).id
    assert owe(session, workspace_id, "2026-10-05")
    assert not owe(session, workspace_id, "2026-10-05")
    assert states(session) == [State.PENDING]


def test_the_same_thing_is_owed_again_for_another_occurrence(session: Session) -> None:
    workspace_id = make_workspace(session).id
    assert owe(session, workspace_id, "2026-10-05") and owe(session, workspace_id, "2026-10-06")


def test_two_workspaces_owe_apart(session: Session) -> None:
    one, other = make_workspace(session).id, make_workspace(session, "T0OTHER").id
    assert owe(session, one, "1") and owe(session, other, "1")
    assert claim(session, other, now=NINE) is not None


def test_the_dedup_key_names_kind_agreement_subject_occurrence_and_reader(session: Session) -> None:
    owe(session, make_workspace(session).id, "2026-10-05")
    assert session.scalars(select(OutboxRow.dedup_key)).one() == "sla_pacing:1:pacing:2026-10-05:C0SMARKETING"


def test_what_would_have_expired_is_recorded_and_not_sent(session: Session) -> None:
    assert not owe(session, make_workspace(session).id, "1", expires_at=NINE)
    assert states(session) == [] and obligation_states(session) == ["expired"]
    assert session.scalars(select(ObligationRow.reason)).one() == "It was too late to say it at 2026-10-05 07:00 UTC."


def test_what_is_skipped_says_why_and_is_not_owed_afterwards(session: Session) -> None:
    workspace_id = make_workspace(session).id
    keys = {"workspace_id": workspace_id, "agreement_id": 1, "terms_id": 1, "kind": "sla_pacing", "subject": "pacing"}
    assert obligations.skip(session, **keys, occurrence="1", due_at=NINE, reason="The bot was down.")  # type: ignore[arg-type]
    assert not owe(session, workspace_id, "1")
    assert session.scalars(select(ObligationRow.reason)).one() == "The bot was down."


def test_what_is_cancelled_is_not_sent(session: Session) -> None:
    workspace_id = make_workspace(session).id
    owe(session, workspace_id, "1", subject="lead:1")
    owe(session, workspace_id, "2", subject="lead:2")
    assert obligations.cancel(session, workspace_id, None, "lead:1", "Erased.") == 1
    assert states(session) == [State.CANCELLED, State.PENDING]
    assert obligation_states(session) == ["cancelled", "enqueued"]


def test_what_is_being_sent_stands(session: Session) -> None:
    workspace_id = make_workspace(session).id
    owe(session, workspace_id, "1", subject="lead:1")
    claim(session, workspace_id)
    assert obligations.cancel(session, workspace_id, "sla_pacing", "lead:1", "Erased.") == 0
    assert states(session) == [State.SENDING]


def test_a_key_too_long_for_its_column_keeps_its_beginning_and_stays_its_own() -> None:
    one, other = obligations.clipped("x" * 300 + "a"), obligations.clipped("x" * 300 + "b")
    assert len(one) == 200 and one != other and one[:100] == other[:100]


def test_long_keys_are_owed_once_too(session: Session) -> None:
    workspace_id = make_workspace(session).id
    assert owe(session, workspace_id, "x" * 500) and not owe(session, workspace_id, "x" * 500)
    assert owe(session, workspace_id, "x" * 499 + "y", not_before=NINE + timedelta(days=1))
