"""A rehearsal: the real sweeps on the real database, in one transaction that is taken back at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.engine import Sessions
from storage.outbox_rows import ObligationRow, OutboxRow


class Rehearsal(Sessions):
    """Sessions whose transactions are all part of one that never commits."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._connection = self.writer.connect()
        self._whole = self._connection.begin()
        with self.read() as session:
            self.last_owed: int = session.scalar(select(func.max(OutboxRow.id))) or 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._whole.rollback()
        self._connection.close()
        self.dispose()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees what was rehearsed so far."""
        with self._session() as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A transaction within the rehearsal."""
        with self._session() as session, session.begin():
            yield session

    def _session(self) -> Session:
        return Session(self._connection, expire_on_commit=False, join_transaction_mode="create_savepoint")


def owed_since(sessions: Rehearsal, workspace_id: int) -> Iterator[str]:
    """Each message that the rehearsal would send, in words."""
    owed = (
        select(OutboxRow.channel, OutboxRow.not_before, ObligationRow.kind, ObligationRow.subject)
        .join(ObligationRow, ObligationRow.id == OutboxRow.obligation_id)
        .where(OutboxRow.workspace_id == workspace_id, OutboxRow.id > sessions.last_owed)
        .order_by(OutboxRow.id)
    )
    with sessions.read() as session:
        for row in session.execute(owed).all():
            yield f"would send {row.kind} about {row.subject} to {row.channel}, not before {row.not_before.isoformat()}"
