"""The bot and Slack get to know each other: whose token it is, and what it may do there."""

from threading import Event
from typing import NoReturn
from urllib.error import URLError

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.clock import Clock
from bot.errors import SlackUnreachable, TokenRefused
from bot.installed import Installations, Installed
from storage import workspaces
from storage.engine import Sessions

REQUIRED = frozenset(
    {"commands", "chat:write", "im:write", "im:history", "users:read", "channels:read", "groups:read", "files:write"}
)
OPTIONAL = frozenset({"users:read.email", "channels:history", "groups:history"})
REFUSALS = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type"}
)
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0

log = structlog.get_logger()


def introduce(
    client: WebClient, sessions: Sessions, installations: Installations, clock: Clock, stop: Event
) -> Installed | None:
    """Asks Slack whose token it is, again and again while Slack does not answer; None when told to stop.

    Raises TokenRefused when Slack knows the answer, and it is no.
    """
    pause = FIRST_PAUSE
    while not stop.is_set():
        try:
            return introduce_once(client, sessions, installations, clock)
        except SlackUnreachable as error:
            log.warning("slack_unreachable", error=str(error), again_in=pause)
            stop.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
    return None


def introduce_once(client: WebClient, sessions: Sessions, installations: Installations, clock: Clock) -> Installed:
    """Asks Slack once whose token it is, and keeps the answer. Raises TokenRefused or SlackUnreachable."""
    try:
        answer = client.auth_test()
    except SlackApiError as error:
        refused(str(error.response.get("error")), "SLACK_BOT_TOKEN")
    except (URLError, OSError, SlackClientError, ValueError) as error:
        raise SlackUnreachable(f"auth.test got no answer ({type(error).__name__})") from error
    scopes = granted(answer.headers)
    if missing := REQUIRED - scopes:
        log.warning("scopes_missing", scopes=",".join(sorted(missing)))
    with sessions.write() as session:
        workspace = workspaces.ensure(
            session, answer["team_id"], answer["team"], answer["user_id"], answer.get("bot_id"), scopes, clock.now()
        )
        return installations.keep(session, workspace, str(client.token))


def granted(headers: dict[str, str]) -> frozenset[str]:
    """The scopes that Slack says were granted (`x-oauth-scopes`)."""
    told = next((value for name, value in headers.items() if name.lower() == "x-oauth-scopes"), "")
    return frozenset(scope.strip() for scope in told.split(",") if scope.strip())


def refused(code: str, setting: str) -> NoReturn:
    """Raises what this answer of Slack means: TokenRefused for a bad token, else SlackUnreachable."""
    if code in REFUSALS:
        raise TokenRefused(
            f"Slack refuses {setting} ({code}): copy it again from the app's page, or reinstall the app."
        )
    raise SlackUnreachable(f"Slack answers {code}.")
