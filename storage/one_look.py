"""One look at the database for all that a pass asks, renewed whenever the pass has written something."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy.orm import Session

from storage.engine import SEEN, Sessions


class OneLook(Sessions):
    """The same database, for one thread and a short while: whoever reads takes part in the look that is open.

    A pass asks a score of times what is due, and to begin a transaction for each would take longer than the answers.
    Before and after a write the look ends, so that no write waits for it and what was written is seen.
    """

    def __init__(self, whole: Sessions) -> None:
        self.url, self.is_sqlite = whole.url, whole.is_sqlite
        self.writer, self.reader = whole.writer, whole.reader
        self._look: Session | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """The session of the look."""
        if self._look is None:
            self._look = Session(self.reader, expire_on_commit=False, autoflush=False, info={SEEN: {}})
        try:
            yield self._look
        except BaseException:
            self._end()
            raise

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A transaction that writes, as ever."""
        self._end()
        try:
            with super().write() as session:
                yield session
        finally:
            self._end()

    def _end(self) -> None:
        if self._look is not None:
            self._look.close()
            self._look = None
