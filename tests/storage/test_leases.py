"""A lease belongs to one owner at a time, and its fence rises with each."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from storage import leases
from tests.makers import make_workspace
from tests.storage.outbox_makers import NINE

MINUTE = timedelta(minutes=1)


def take(session: Session, workspace_id: int, owner: str, clock: datetime = NINE) -> int | None:
    return leases.take(session, workspace_id, "tick", owner=owner, clock=clock, length=MINUTE)


def test_a_second_one_loses(session: Session) -> None:
    workspace_id = make_workspace(session).id
    assert take(session, workspace_id, "one") == 1
    assert take(session, workspace_id, "two") is None


def test_the_owner_renews_it(session: Session) -> None:
    workspace_id = make_workspace(session).id
    take(session, workspace_id, "one")
    assert take(session, workspace_id, "one") == 2


def test_a_lapsed_lease_goes_to_another_under_a_higher_fence(session: Session) -> None:
    workspace_id = make_workspace(session).id
    take(session, workspace_id, "one")
    assert take(session, workspace_id, "two", NINE + MINUTE) == 2


def test_a_released_lease_is_free_and_an_old_owner_releases_nothing(session: Session) -> None:
    workspace_id = make_workspace(session).id
    fence = take(session, workspace_id, "one") or 0
    leases.release(session, workspace_id, "tick", owner="one", fence=fence - 1)
    assert take(session, workspace_id, "two") is None
    leases.release(session, workspace_id, "tick", owner="one", fence=fence)
    assert take(session, workspace_id, "two") is not None
