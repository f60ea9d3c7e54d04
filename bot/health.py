"""How the bot is: the database, the connection to Slack, and how long due work has waited."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.errors import ClockLost
from sla.errors import SlaError
from storage.engine import Sessions

LATE_SECONDS = 300


@dataclass(frozen=True)
class Readiness:
    """Each part in words, and the age of the oldest due work in seconds."""

    database: str
    slack: str
    oldest_due_seconds: int | None

    @property
    def is_ready(self) -> bool:
        """Whether requests can be served. Late work is shown and does not take the bot out of service."""
        return self.database == "ok" and self.slack == "ok"

    def face(self) -> dict[str, object]:
        late = self.oldest_due_seconds is not None and self.oldest_due_seconds > LATE_SECONDS
        return {"ready": self.is_ready, **asdict(self), "late": late}


class Health:
    """Asks each part anew at each reading."""

    def __init__(
        self,
        sessions: Sessions,
        clock: Clock,
        slack: Callable[[], str],
        waiting_since: Callable[[datetime], datetime | None],
    ) -> None:
        self._sessions = sessions
        self._clock = clock
        self._slack = slack
        self._waiting_since = waiting_since

    def read(self) -> Readiness:
        try:
            with self._sessions.read() as session:
                session.execute(text("SELECT 1"))
            return Readiness("ok", self._slack(), self._oldest_due())
        except (SQLAlchemyError, SlaError) as error:
            return Readiness(_named(error), self._slack(), None)

    def _oldest_due(self) -> int | None:
        now = self._clock.now()
        due = self._waiting_since(now)
        late = None if due is None else int((now - due).total_seconds())
        return late if late is not None and late > 0 else None


def _named(error: Exception) -> str:
    return str(error) if isinstance(error, ClockLost) else f"does not answer ({type(error).__name__})"
