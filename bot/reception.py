"""Where requests come in: recorded before Slack gets its ack, true repeats dropped, doors given what they need."""

from collections.abc import Callable
from typing import Any

import structlog
from slack_bolt import Ack, BoltContext, BoltResponse, Respond
from sqlalchemy.exc import SQLAlchemyError

from bot.apologies import AGAIN, UNKNOWN, apology
from bot.clock import Clock
from bot.errors import ClockLost
from bot.installed import Installations
from bot.papers import PAPERS
from bot.receipts import receipt_of
from bot.records import KEY, Record, Records
from storage.engine import Sessions
from storage.workspaces import Workspace

log = structlog.get_logger()


class Reception:
    """The global middleware. A door opens its own sessions; this one's transaction is over before the door runs."""

    def __init__(
        self,
        sessions: Sessions,
        records: Records,
        clock: Clock,
        installations: Installations,
        *,
        poke: Callable[[], None],
        meet: Callable[[Workspace, str], None],
    ) -> None:
        self._sessions = sessions
        self._records = records
        self._clock = clock
        self._installations = installations
        self._poke = poke
        self._meet = meet

    def admit(
        self, body: dict[str, Any], context: BoltContext, ack: Ack, respond: Respond, next_: Callable[[], BoltResponse]
    ) -> BoltResponse:
        """Lets the request through to its door once."""
        installed = self._installations.of_team(context.team_id)
        if installed is None:
            return _told(body, context, respond, UNKNOWN)
        try:
            is_new = self._record(body, context, installed.workspace)
        except (SQLAlchemyError, ClockLost):
            log.exception("request_not_recorded", kind=body.get("type", "command"))
            return _told(body, context, respond, AGAIN)
        if not is_new:
            return ack()
        if context.user_id:
            self._meet(installed.workspace, context.user_id)
        return next_()

    def _record(self, body: dict[str, Any], context: BoltContext, workspace: Workspace) -> bool:
        now = self._clock.now()
        context["sessions"] = self._sessions
        context["workspace"] = workspace
        context["now"] = now
        context["poke"] = self._poke
        context["papers"] = PAPERS
        receipt = receipt_of(body)
        if receipt is None:
            return True
        record = context[KEY] = Record(workspace.id, receipt)
        return self._records.take(record, body, now)


def _told(body: dict[str, Any], context: BoltContext, respond: Respond, sentence: str) -> BoltResponse:
    """Says it in the answer, or through the response URL where an answer can't carry it."""
    if body.get("type") in ("block_actions", "message_action") and context.response_url:
        respond(text=sentence, response_type="ephemeral", replace_original=False)
    return apology(body, sentence)
