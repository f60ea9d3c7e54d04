"""What is told twice is taken in once, for seven days."""

from datetime import timedelta

from sqlalchemy.orm import Session

from storage import inbox
from tests.makers import make_workspace
from tests.storage.outbox_makers import NINE


def test_the_same_gesture_is_taken_in_once(session: Session) -> None:
    workspace_id = make_workspace(session).id
    assert inbox.receive(session, workspace_id, "slack", "trigger-1", "{}", NINE)
    assert not inbox.receive(session, workspace_id, "slack", "trigger-1", "{}", NINE)


def test_another_source_or_workspace_is_another_gesture(session: Session) -> None:
    one, other = make_workspace(session).id, make_workspace(session, "T0OTHER").id
    assert inbox.receive(session, one, "slack", "1", "{}", NINE)
    assert inbox.receive(session, one, "hubspot", "1", "{}", NINE)
    assert inbox.receive(session, other, "slack", "1", "{}", NINE)


def test_it_is_forgotten_after_seven_days(session: Session) -> None:
    workspace_id = make_workspace(session).id
    inbox.receive(session, workspace_id, "slack", "1", "{}", NINE)
    assert inbox.prune(session, NINE + timedelta(days=7)) == 0
    assert inbox.prune(session, NINE + timedelta(days=7, seconds=1)) == 1
