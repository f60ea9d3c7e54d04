"""The record of acts: chained, so that any change of it is found."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from storage import audit
from storage.audit_rows import AuditRow
from storage.engine import Sessions
from tests.makers import make_agreement, make_workspace
from tests.moments import at

NOON = at("2026-10-05 12:00")


def told(session: Session, workspace_id: int, agreement_id: int | None, act: str, **more: Any) -> None:
    audit.record(session, workspace_id, agreement_id, at=NOON, actor="U0AMY", act=act, subject="lead:1", **more)


def three_entries(session: Session) -> tuple[int, list[int]]:
    """A workspace with three acts on record for one agreement, beside those of its making."""
    made = make_agreement(session)
    for number in range(3):
        told(session, made.workspace_id, made.id, f"act{number}", before="a", after="b", reason="c")
    return made.workspace_id, [entry.id for entry in audit.entries(session, made.workspace_id)]


def test_an_act_is_on_record_with_who_when_and_why(session: Session) -> None:
    place, _ = three_entries(session)
    newest = audit.entries(session, place)[-1]
    assert (newest.at, newest.actor, newest.act, newest.subject) == (NOON, "U0AMY", "act2", "lead:1")
    assert (newest.before, newest.after, newest.reason) == ("a", "b", "c")


def test_an_untouched_record_is_whole(session: Session) -> None:
    place, _ = three_entries(session)
    assert audit.verify(session, place) is None


@pytest.mark.parametrize(
    "change",
    [{"actor": "U0JOSH"}, {"act": "x"}, {"subject": "lead:2"}, {"before": None}, {"after": "B"}, {"reason": "d"},
     {"at": at("2026-10-05 12:01")}, {"hash": "0" * 64}, {"previous_hash": "0" * 64}, {"agreement_id": None}],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_a_changed_entry_is_found(session: Session, change: dict[str, Any]) -> None:
    place, ids = three_entries(session)
    session.execute(update(AuditRow).where(AuditRow.id == ids[3]).values(change))
    session.expire_all()
    assert audit.verify(session, place) == ids[3]


def test_a_removed_entry_is_found_at_the_next_one(session: Session) -> None:
    place, ids = three_entries(session)
    session.execute(delete(AuditRow).where(AuditRow.id == ids[2]))
    assert audit.verify(session, place) == ids[3]


def test_an_entry_that_was_rehashed_is_found_at_the_next_one(session: Session) -> None:
    place, ids = three_entries(session)
    row = session.get_one(AuditRow, ids[2])
    row.actor = "U0JOSH"
    row.hash = audit.hash_of(row)
    session.flush()
    assert audit.verify(session, place) == ids[3]


def test_acts_that_concern_no_agreement_have_a_chain_of_their_own(session: Session) -> None:
    place, _ = three_entries(session)
    told(session, place, None, "installed")
    assert audit.verify(session, place) is None
    assert [entry.act for entry in audit.entries(session, place) if entry.agreement_id is None] == ["installed"]


def test_records_of_workspaces_are_apart(session: Session) -> None:
    _, ids = three_entries(session)
    other = make_workspace(session, "T0OTHER")
    told(session, other.id, None, "installed")
    session.execute(delete(AuditRow).where(AuditRow.id == ids[2]))
    assert audit.verify(session, other.id) is None and len(audit.entries(session, other.id)) == 1


def test_entries_are_found_by_their_subject(session: Session) -> None:
    place, _ = three_entries(session)
    assert [entry.act for entry in audit.entries(session, place, subject="lead:1")] == ["act0", "act1", "act2"]


def test_acts_recorded_at_once_stand_in_one_chain(sessions: Sessions) -> None:
    with sessions.write() as session:
        made = make_agreement(session)

    def act(number: int) -> None:
        with sessions.write() as session:
            told(session, made.workspace_id, made.id, f"act{number}")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(act, range(8)))
    with sessions.read() as session:
        assert audit.verify(session, made.workspace_id) is None
        assert len(audit.entries(session, made.workspace_id, made.id)) == 2 + 8
