"""Installing the app by OAuth v2: who allowed what, the code for it, and the token that the code is worth once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sandbox.ids import Ids
from sandbox.instants import SECOND
from sandbox.manifest import Manifest
from sandbox.tokens import BOT_KIND, CLIENT_ID, CLIENT_SECRET, Token, Tokens
from sandbox.wire import Refused, SlackError

CODE_SECONDS = 600


@dataclass
class Grant:
    """What a person allowed; its code works once, within ten minutes."""

    code: str
    user: str
    scopes: list[str]
    redirect_uri: str
    was_uri_named: bool
    expires_at: int
    is_used: bool = False


@dataclass
class Installer:
    """The app's OAuth client, as the workspace knows it."""

    manifest: Manifest
    ids: Ids
    tokens: Tokens
    _grants: dict[str, Grant] = field(default_factory=dict)
    _installations: int = 1

    def wanted(self, client_id: str, scope: str, user_scope: str, redirect_uri: str) -> tuple[list[str], str]:
        """The scopes that are asked for and the URI to go back to; Refused with what is wrong about the request."""
        if client_id != CLIENT_ID:
            raise Refused(f"invalid_client_id: this workspace knows the client {CLIENT_ID}, not {client_id or 'none'}.")
        if user_scope:
            raise Refused("This sandbox gives no tokens of people: user_scope has to be empty.")
        scopes = [one for one in scope.replace(" ", ",").split(",") if one]
        if not scopes:
            raise Refused("invalid_scope: the request asks for no scope.")
        if strangers := [one for one in scopes if one not in self.manifest.scopes]:
            raise Refused(f"invalid_scope: the app's manifest does not have {', '.join(strangers)}.")
        return scopes, self._uri(redirect_uri)

    def allow(self, user: str, scopes: list[str], redirect_uri: str, was_uri_named: bool, now: int) -> Grant:
        """A person says yes."""
        code = f"{now // SECOND}.{self.ids.word(10)}.{self.ids.word(24).lower()}"
        grant = Grant(code, user, scopes, redirect_uri, was_uri_named, now + CODE_SECONDS * SECOND)
        self._grants[code] = grant
        return grant

    def redeem(self, code: str, redirect_uri: str, now: int) -> tuple[Grant, Token]:
        """The token for a code: the one in force with what it may do now, or a fresh one; SlackError otherwise."""
        grant = self._grants.get(code)
        if grant is None or grant.is_used or now > grant.expires_at:
            raise SlackError("invalid_code")
        if (grant.was_uri_named or redirect_uri) and redirect_uri != grant.redirect_uri:
            raise SlackError("bad_redirect_uri")
        grant.is_used = True
        return grant, self._token(grant.scopes)

    def check_secret(self, client_id: str, client_secret: str) -> None:
        """SlackError unless these are the app's own."""
        if client_id != CLIENT_ID:
            raise SlackError("invalid_client_id")
        if client_secret != CLIENT_SECRET:
            raise SlackError("bad_client_secret")

    def _uri(self, redirect_uri: str) -> str:
        known = self.manifest.redirect_urls
        if known is None and redirect_uri:
            return redirect_uri  # without a manifest of its own an app may live anywhere
        if not known:
            raise Refused("The manifest has no redirect_urls; add yours under oauth_config.")
        if redirect_uri and not _starts_like_one(redirect_uri, known):
            raise Refused(f"bad_redirect_uri: {redirect_uri} does not start like one of {', '.join(known)}.")
        return redirect_uri or known[0]

    def _token(self, scopes: list[str]) -> Token:
        newest = self.tokens.of_kind(BOT_KIND)
        if not newest.refusal:
            newest.scopes += [one for one in scopes if one not in newest.scopes]
            return newest
        self._installations += 1
        return self.tokens.give(f"xoxb-sandbox-{self._installations:012}-sla-bot", BOT_KIND, scopes)


def _starts_like_one(redirect_uri: str, known: Sequence[str]) -> bool:
    return any(redirect_uri == one or redirect_uri.startswith((f"{one.rstrip('/')}/", f"{one}?")) for one in known)
