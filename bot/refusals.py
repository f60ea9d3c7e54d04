"""What an error of Slack's means: each exception and code has its class, and an unknown one may have been posted."""

import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

from slack_sdk.errors import SlackApiError

from bot.one_shot import NotConnected
from jobs.outcome import (
    Ambiguous,
    DestinationGone,
    PayloadRefused,
    RateLimited,
    Refusal,
    SurelyNotPosted,
    Unreadable,
    WorkspaceBlocked,
)

RATE: Final = frozenset({"ratelimited", "rate_limited"})
PAYLOAD: Final = frozenset(
    {
        "msg_too_long",
        "msg_blocks_too_long",
        "too_many_attachments",
        "no_text",
        "invalid_arguments",
        "invalid_attachments",
        "attachment_payload_limit_exceeded",
        "markdown_text_conflict",
    }
)
PAYLOAD_STARTS: Final = ("invalid_blocks", "metadata_", "invalid_metadata_")
DESTINATION: Final = frozenset(
    {
        "is_archived",
        "channel_not_found",
        "not_in_channel",
        "cannot_reply_to_message",
        "cannot_dm_bot",
        "messages_tab_disabled",
        "user_disabled",
        "user_not_found",
        "user_not_visible",
        "users_not_found",
    }
)
DESTINATION_STARTS: Final = ("restricted_action",)
WORKSPACE: Final = frozenset(
    {
        "token_revoked",
        "token_expired",
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "missing_scope",
        "not_allowed_token_type",
        "org_login_required",
        "ekm_access_denied",
        "team_access_not_granted",
        "access_denied",
        "no_permission",
        "enterprise_is_restricted",
    }
)
UNREADABLE: Final = frozenset({"missing_scope", "no_permission", "not_allowed_token_type", "access_denied"})


def refusal_of(error: Exception) -> Refusal:
    """The refusal that an exception of a call means."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, NotConnected):
        return SurelyNotPosted(str(error))
    if isinstance(error, SlackApiError):
        return _of_answer(error.response.status_code, dict(error.response.headers), error.response.data)
    return Ambiguous(type(error).__name__)


def unreadable(refusal: Refusal) -> Refusal:
    """What the same refusal means where only reading was asked for."""
    is_closed = isinstance(refusal, DestinationGone) or refusal.code in UNREADABLE
    return Unreadable(refusal.code, refusal.http_status) if is_closed else refusal


def retry_after(headers: dict[str, Any]) -> float | None:
    """The seconds that a `Retry-After` asks for: a number, or a date; None when it is missing or can't be read."""
    found = next((value for name, value in headers.items() if name.lower() == "retry-after"), None)
    written = str(found[0] if isinstance(found, list) else found or "").strip()
    try:
        return max(0.0, min(float(written), 1e9))
    except ValueError:
        return _seconds_until(written)


def _seconds_until(written: str) -> float | None:
    try:
        until = parsedate_to_datetime(written)
    except ValueError:
        return None
    aware = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())


def _of_answer(status: int, headers: dict[str, Any], told: Any) -> Refusal:
    code = _code(told)
    if status == 429 or code in RATE:
        return RateLimited(code or "ratelimited", status, retry_after(headers))
    if status != 200 or code is None:
        return Ambiguous(code or f"http_{status}", status)
    if code in PAYLOAD or code.startswith(PAYLOAD_STARTS):
        return PayloadRefused(code, status)
    if code in DESTINATION or code.startswith(DESTINATION_STARTS):
        return DestinationGone(code, status)
    if code in WORKSPACE:
        return WorkspaceBlocked(code, status)
    return Ambiguous(code, status)


def _code(told: Any) -> str | None:
    """Slack's error code; None where the answer is not Slack's (a page, half a JSON, nothing)."""
    if isinstance(told, bytes | str):
        try:
            told = json.loads(told)
        except ValueError:
            return None
    code = told.get("error") if isinstance(told, dict) else None
    return code if isinstance(code, str) and code.isascii() and code.replace("_", "").isalnum() else None
