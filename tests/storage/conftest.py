"""One transaction a test, rolled back at its end."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from storage.engine import Sessions


@pytest.fixture
def session(sessions: Sessions) -> Iterator[Session]:
    """A writing transaction on an empty database of each kind, one after the other."""
    with Session(sessions.writer, expire_on_commit=False) as session:
        yield session
        session.rollback()
