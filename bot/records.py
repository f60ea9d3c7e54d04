"""The record of each request in the inbox: taken in once, finished when its door has closed again."""

import json
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

import structlog
from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.listener.listener_completion_handler import ListenerCompletionHandler
from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.exc import SQLAlchemyError

from bot.receipts import Receipt
from storage import inbox
from storage.base import table_of
from storage.engine import Sessions
from storage.failpoints import failpoint
from storage.outbox_rows import InboxRow

DONE = "done"
AT_WORK_FOR = timedelta(seconds=10)
KEY = "record"
ASKS_AGAIN = '"response_action": "errors"'

INBOX = table_of(InboxRow)
ITSELF = (
    INBOX.c.workspace_id == bindparam("place"),
    INBOX.c.source == bindparam("this_source"),
    INBOX.c.dedup_key == bindparam("this_key"),
)
FINISHING = update(INBOX).where(*ITSELF).values(state=DONE)

log = structlog.get_logger()


@dataclass(frozen=True)
class Record:
    """One request of one workspace."""

    workspace_id: int
    receipt: Receipt


class Records:
    """Keeps true repeats out. A repeat is let in only where the first never finished: its process died on the way."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._at_work: set[Record] = set()
        self._lock = Lock()

    def take(self, record: Record, body: dict[str, Any], now: datetime) -> bool:
        """Commits the record; False for a repeat of what was done, or is being done. Raises SQLAlchemyError."""
        receipt, payload = record.receipt, json.dumps(body, ensure_ascii=False)
        with self._sessions.write() as session:
            is_new = inbox.receive(session, record.workspace_id, receipt.source, receipt.key, payload, now)
        failpoint("inbox.after_commit_before_ack")
        with self._lock:
            if not is_new and (record in self._at_work or not self._was_left(record, now)):
                return False
            self._at_work.add(record)
        return True

    def finish(self, record: Record) -> None:
        """The request was dealt with; should this not be recorded, then a repeat finds its effects in place."""
        with self._lock:
            self._at_work.discard(record)
        try:
            with self._sessions.write() as session:
                session.execute(FINISHING, _named(record))
        except SQLAlchemyError:
            log.warning("request_not_finished", source=record.receipt.source, exc_info=True)

    def forget(self, record: Record) -> None:
        """Nothing was done: a form asks again, and what it is answered with next is no repeat."""
        try:
            with self._sessions.write() as session:
                session.execute(delete(INBOX).where(*ITSELF), _named(record))
        except SQLAlchemyError:
            log.warning("request_not_forgotten", source=record.receipt.source, exc_info=True)
        with self._lock:
            self._at_work.discard(record)

    def _was_left(self, record: Record, now: datetime) -> bool:
        with self._sessions.read() as session:
            found = session.execute(select(INBOX.c.state, INBOX.c.received_at).where(*ITSELF), _named(record)).first()
        return found is not None and found.state != DONE and now - found.received_at > AT_WORK_FOR


class Finisher(ListenerCompletionHandler):
    """Finishes the record once its door has closed, off the path of the answer.

    A form whose fields are refused keeps its id and hash, so its record is forgotten before the person can try again.
    """

    def __init__(self, records: Records, executor: Executor) -> None:
        self._records = records
        self._executor = executor

    def handle(self, request: BoltRequest, response: BoltResponse | None) -> None:
        record = request.context.get(KEY)
        acked = request.context.ack.response
        if record is not None and acked is not None and ASKS_AGAIN in (acked.body or ""):
            self._records.forget(record)
        elif record is not None and (response is None or response.status == 200):
            self._executor.submit(self._records.finish, record)


def _named(record: Record) -> dict[str, Any]:
    return {"place": record.workspace_id, "this_source": record.receipt.source, "this_key": record.receipt.key}
