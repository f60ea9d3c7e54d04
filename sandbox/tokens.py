"""The tokens of this workspace: what each is for, and what it may do."""

from dataclasses import dataclass, field

from sandbox.wire import SlackError

BOT_KIND = "bot"
APP_KIND = "app"
BOT_TOKEN = "xoxb-sandbox-000000000001-sla-bot"  # noqa: S105 - a fixed token of a workspace that exists on this machine alone
APP_TOKEN = "xapp-1-sandbox-000000000001-sla-bot"  # noqa: S105
SIGNING_SECRET = "sandbox-signing-secret-0001"  # noqa: S105
CLIENT_ID = "100000000001.200000000002"
CLIENT_SECRET = "sandbox-client-secret-0001"  # noqa: S105
VERIFICATION_TOKEN = "sandbox-verification-token"  # noqa: S105


@dataclass
class Token:
    """One token, with its scopes in the order they were granted."""

    secret: str
    kind: str
    scopes: list[str]
    refusal: str = ""
    """What calls with it are refused with; empty while it is in force."""


@dataclass
class Tokens:
    """Every token that was ever given out."""

    signing_secret: str = SIGNING_SECRET
    _by_secret: dict[str, Token] = field(default_factory=dict)

    def give(self, secret: str, kind: str, scopes: list[str]) -> Token:
        """Puts a token into force."""
        token = Token(secret, kind, list(scopes))
        self._by_secret[secret] = token
        return token

    def check(self, secret: str | None, kind: str) -> Token:
        """The token in force; SlackError as Slack refuses others."""
        if not secret:
            raise SlackError("not_authed")
        token = self._by_secret.get(secret)
        if token is None:
            raise SlackError("invalid_auth")
        if token.refusal:
            raise SlackError(token.refusal)
        if token.kind != kind:
            raise SlackError("not_allowed_token_type")
        return token

    def of_kind(self, kind: str) -> Token:
        """The newest token of a kind."""
        return next(one for one in reversed(self._by_secret.values()) if one.kind == kind)
