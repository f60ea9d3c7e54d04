"""The Bolt app: one listener per kind of door, every request recorded first, and a last net for errors."""

import logging
from concurrent.futures import Executor
from typing import Any

import structlog
from slack_bolt import App, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.apologies import UNKNOWN, apology
from bot.installed import Installations
from bot.logs import SHOWS_BODIES
from bot.reception import Reception
from bot.records import Finisher, Records

LISTENERS = 50
BROKEN = "Something broke on the bot's side, and its log says what. See with `/sla status` whether it was done."

log = structlog.get_logger()


def build(
    api_url: str, installations: Installations, reception: Reception, records: Records, executor: Executor
) -> App:
    """The app without its doors. Signatures are verified in front of it (bot/web.py), tokens when the bot starts."""

    def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        return installations.authorize(enterprise_id, team_id)

    app = App(
        client=WebClient(base_url=api_url, retry_handlers=[]),
        logger=_logger(),
        authorize=authorize,  # type: ignore[arg-type]  # None means: not installed
        user_facing_authorize_error_message=UNKNOWN,
        token_verification_enabled=False,
        request_verification_enabled=False,
        process_before_response=True,
        listener_executor=executor,
    )
    app.listener_runner.listener_completion_handler = Finisher(records, executor)
    app.middleware(reception.admit)
    app.error(_catch)
    return app


def _catch(error: Exception, body: dict[str, Any]) -> BoltResponse:
    """The last net, under the doors' own."""
    log.error("door_failed", kind=body.get("type", "command"), exc_info=error)
    return apology(body, BROKEN)


def _logger() -> logging.Logger:
    """Bolt's own logger, which warns of a SLACK_BOT_TOKEN that it would not use."""
    logger = logging.getLogger("slack_bolt")
    logger.addFilter(_is_news)
    for name in SHOWS_BODIES:
        logging.getLogger(name).setLevel(logging.ERROR)
    return logger


def _is_news(record: logging.LogRecord) -> bool:
    return "`token` will be unused" not in record.getMessage()
