"""What everything in the shell stands on: settings, database, keys, clock, and a client that never repeats a call."""

from dataclasses import dataclass

from pydantic import SecretStr
from slack_sdk import WebClient

from bot.clock import Clock, clock_of
from bot.database import file_of, is_current, usable
from bot.installed import Installations
from bot.secrets import Keyring, key_beside, key_of
from bot.settings import Settings
from storage.engine import Sessions

REQUEST_SECONDS = 10


@dataclass(frozen=True)
class Foundation:
    """The parts that `run`, `tick` and `doctor` share."""

    settings: Settings
    sessions: Sessions
    clock: Clock
    keyring: Keyring
    client: WebClient
    installations: Installations

    @classmethod
    def lay(cls, settings: Settings) -> "Foundation":
        """Opens the database; migrates SQLite. Raises NoDatabase, DatabaseTooOld, DatabaseTooNew, BadKey."""
        sessions = _opened(settings.database_url)
        keyring = keyring_of(settings)
        client = client_of(settings, shown(settings.slack_bot_token))
        return cls(
            settings, sessions, clock_of(settings.sla_bot_clock), keyring, client, Installations(sessions, keyring)
        )


def client_of(settings: Settings, token: str) -> WebClient:
    """A client that never repeats a call by itself: a repeated post is two posts."""
    return WebClient(token, settings.slack_api_url, timeout=REQUEST_SECONDS, retry_handlers=[])


def shown(secret: SecretStr | None) -> str:
    """The text of a secret; empty when it is not set."""
    return "" if secret is None else secret.get_secret_value()


def _opened(url: str) -> Sessions:
    sessions = Sessions(url)
    if not is_current(sessions):
        _migrate(sessions)
    return sessions


def _migrate(sessions: Sessions) -> None:
    from storage import schema  # noqa: PLC0415 - a fifth of the start, which a database in order does not need

    with usable():
        if sessions.is_sqlite:
            schema.upgrade(sessions)
        else:
            schema.check(sessions)


def keyring_of(settings: Settings) -> Keyring:
    """The keys: of the settings, else of the file beside the SQLite database. Raises BadKey."""
    path = file_of(settings.database_url)
    if settings.sla_bot_secret_key is None and path is not None:
        return Keyring(key_beside(path))
    return Keyring(key_of(shown(settings.sla_bot_secret_key)))
