"""One look at the database for a whole pass."""

import pytest

from storage import workspaces
from storage.engine import Sessions
from storage.one_look import OneLook
from tests.makers import make_workspace


def test_whoever_reads_takes_part_in_the_look_that_is_open(sessions: Sessions) -> None:
    with OneLook(sessions) as look, look.read() as one, look.read() as other:
        assert one is other


def test_what_the_pass_wrote_is_seen_by_its_next_reader(sessions: Sessions) -> None:
    with OneLook(sessions) as look:
        with look.read() as session:
            assert workspaces.every(session) == []
        with look.write() as session:
            made = make_workspace(session)
        with look.read() as session:
            assert workspaces.every(session) == [made]


def test_what_others_wrote_meanwhile_is_seen_after_the_pass_has_written(sqlite_sessions: Sessions) -> None:
    with OneLook(sqlite_sessions) as look:
        with look.read() as session:
            assert workspaces.every(session) == []
        with sqlite_sessions.write() as session:
            made = make_workspace(session)
        with look.read() as session:
            assert workspaces.every(session) == []
        with look.write():
            pass
        with look.read() as session:
            assert workspaces.every(session) == [made]


def test_a_write_that_fails_is_taken_back(sessions: Sessions) -> None:
    with OneLook(sessions) as look:
        with pytest.raises(ZeroDivisionError), look.write() as session:
            make_workspace(session)
            raise ZeroDivisionError
        with look.read() as session:
            assert workspaces.every(session) == []
