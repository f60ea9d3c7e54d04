"""What is known of Slack's methods: required arguments, scopes, error codes; and the limits."""

import json
import re
from collections.abc import Callable
from importlib.resources import files
from typing import Any

from sandbox.wire import Json, SlackError

# Codes that slack.com answers although its own method pages leave them out.
ALSO_ANSWERED = {
    "auth.test": {"user_not_found"},
    "chat.postMessage": {"user_not_found", "user_disabled"},
    "chat.scheduleMessage": {"user_not_found"},
    "conversations.join": {"not_in_channel"},
    "views.publish": {"user_not_found"},
    "users.conversations": {"user_not_found"},
}
# Methods that take no token: they need none, or bring the app's own secret.
NO_TOKEN = ("api.test", "blocks.validate", "oauth.v2.access")
# Methods that Slack has and the compiled facts leave out.
ALSO_THERE: Json = {
    "apps.uninstall": {
        "required_args": ["client_id", "client_secret"],
        "rate_limit": "Tier 1",
        "errors": ["bad_client_secret", "client_id_token_mismatch", "invalid_client_id"],
    },
    "blocks.validate": {"errors": ["invalid_blocks", "invalid_message", "invalid_view"]},
}
TIER = re.compile(r"Tier (\d)")
SPECIAL_PER_MINUTE = 300  # "several hundred messages a minute" for a workspace
MISSING: Json = {"required_args": [], "optional_args": [], "bot_scopes": [], "errors": []}


class Contract:
    """The package's own copy of the compiled facts."""

    def __init__(self) -> None:
        folder = files("sandbox") / "contract"
        self.limits: Json = json.loads((folder / "limits.json").read_text("utf-8"))
        facts = json.loads((folder / "methods_contract.json").read_text("utf-8"))
        also = {name: {**MISSING, **known} for name, known in ALSO_THERE.items()}
        self._methods: dict[str, Json] = {**facts["methods"], **also, "api.test": MISSING}
        self._common: frozenset[str] = frozenset(facts["common_errors"])

    def knows(self, method: str) -> bool:
        """Whether Slack has this method."""
        return method in self._methods

    def scopes(self, method: str) -> list[str]:
        """The scopes of which a bot token needs one."""
        return list(self._methods.get(method, MISSING)["bot_scopes"])

    def per_minute(self, method: str) -> int | None:
        """How many calls a minute a workspace has of this method; None when no limit is known."""
        written = self._methods.get(method, MISSING).get("rate_limit") or ""
        if written.startswith("Special"):
            return SPECIAL_PER_MINUTE
        tier = TIER.match(written)
        return int(self.limits["rate"]["tiers_per_min"][tier[1]]) if tier else None

    def may_answer(self, method: str, code: str) -> bool:
        """Whether Slack is known to answer this code."""
        if not self.knows(method) or code in self._common or code in ALSO_ANSWERED.get(method, ()):
            return True
        return code in self._methods[method]["errors"] or method == "api.test"

    def check_arguments(self, method: str, args: Json) -> None:
        """`invalid_arguments` that names each required argument which is missing."""
        required: list[str] = self._methods[method]["required_args"]
        missing = [name for name in required if args.get(name) in (None, "")]
        if missing:
            raise SlackError("invalid_arguments", *(f"[ERROR] missing required field: {name}" for name in missing))


def need_scope(granted: list[str], *alternatives: str) -> None:
    """`missing_scope` unless one of the alternatives was granted; no alternatives need none."""
    if alternatives and not set(alternatives) & set(granted):
        raise SlackError("missing_scope", needed=",".join(alternatives), provided=",".join(granted))


def positive(args: Json, name: str, default: int, most: int, refuse: Callable[[], SlackError]) -> int:
    """A whole number from 1 to `most`; `refuse` says with which code others are refused."""
    written: Any = args.get(name)
    if written in (None, "", 0, "0"):
        return default
    try:
        number = int(written)
    except (TypeError, ValueError):
        raise refuse() from None
    if not 1 <= number <= most:
        raise refuse()
    return number
