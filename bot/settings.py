"""The settings: environment variables or `.env`, read once; all that is missing or wrong is told together."""

import re
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url

from bot.errors import BadSettings
from bot.place import DEFAULT_DATABASE, fault_in
from bot.secrets import key_of

FAILPOINT = re.compile(r"^[a-z0-9_.]+:(kill|raise|sleep)$")
SYSTEM = "system"
SLACK = "https://slack.com/api/"
MISSING = {
    "slack_bot_token": "is missing: the app's page has it under OAuth & Permissions, as xoxb-…",
    "slack_signing_secret": "is missing: the app's page has it under Basic Information",
}
PORTS = "must be a whole number from 0 to 65535"
NO_WAY_IN = "is missing: set it (xapp-…) for Socket Mode, or SLACK_SIGNING_SECRET for HTTP"


def _shaped(pattern: str, wanted: str) -> AfterValidator:
    """A secret of this shape; the complaint never shows the secret."""
    shape = re.compile(pattern)

    def check(value: SecretStr | None) -> SecretStr | None:
        if value is not None and not shape.fullmatch(value.get_secret_value()):
            raise ValueError(f"does not look right: it must be {wanted}")
        return value

    return AfterValidator(check)


Secret = SecretStr | None
BotToken = Annotated[Secret, _shaped(r"xoxb-\S+", "a bot token, xoxb-…")]
AppToken = Annotated[Secret, _shaped(r"xapp-\S+", "an app-level token, xapp-…")]


class Settings(BaseSettings):
    """What the bot is told from outside. Nothing here is required; RunSettings and HttpSettings ask for more."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True, hide_input_in_errors=True)

    slack_bot_token: BotToken = None
    slack_signing_secret: Secret = None
    slack_app_token: AppToken = Field(default=None, validate_default=True)
    slack_client_id: str | None = None
    slack_client_secret: Secret = None
    slack_api_url: str = SLACK
    sla_bot_clock: str = SYSTEM
    database_url: str = DEFAULT_DATABASE
    sla_bot_secret_key: Secret = Field(default=None, validate_default=True)
    host: str = "127.0.0.1"
    port: int = Field(default=3000, ge=0, le=65535)
    sla_bot_failpoint: str | None = None

    @property
    def is_real_slack(self) -> bool:
        """Whether the Web API is Slack's own."""
        return self.slack_api_url == SLACK

    @property
    def is_sqlite(self) -> bool:
        return make_url(self.database_url).get_backend_name() == "sqlite"

    @classmethod
    def read(cls) -> Self:
        """The settings; raises BadSettings with one line for each that is missing or wrong."""
        try:
            return cls()
        except ValidationError as error:
            lines = [_complaint(one["loc"], one["type"], one["msg"]) for one in error.errors(include_input=False)]
            raise BadSettings("Nothing was started; put these settings right:\n" + "\n".join(lines)) from None

    @field_validator("slack_api_url")
    @classmethod
    def _api_url(cls, value: str) -> str:
        if not re.match(r"^https?://\S+$", value):
            raise ValueError(f"must be a URL such as {SLACK}")
        return value.rstrip("/") + "/"

    @field_validator("sla_bot_clock")
    @classmethod
    def _clock(cls, value: str) -> str:
        if value != SYSTEM and not re.match(r"^https?://\S+$", value):
            raise ValueError("must be system, or the URL of a sandbox's clock")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        if fault := fault_in(value):
            raise ValueError(fault)
        return value

    @field_validator("sla_bot_secret_key")
    @classmethod
    def _key(cls, value: SecretStr | None, more: ValidationInfo) -> SecretStr | None:
        if value is not None:
            key_of(value.get_secret_value())
        elif str(more.data.get("database_url", "")).startswith("postgresql"):
            raise ValueError("is required with PostgreSQL: 32 bytes in URL-safe base64, the same for every replica")
        return value

    @field_validator("sla_bot_failpoint")
    @classmethod
    def _failpoint(cls, value: str | None) -> str | None:
        if value is not None and not FAILPOINT.fullmatch(value):
            raise ValueError("must be NAME:kill, NAME:raise or NAME:sleep")
        return value


class TokenSettings(Settings):
    """What every command that talks to Slack needs."""

    slack_bot_token: Annotated[SecretStr, _shaped(r"xoxb-\S+", "a bot token, xoxb-…")] = Field()


class RunSettings(TokenSettings):
    """What `run` needs: a bot token, and a way in."""

    @field_validator("slack_app_token")
    @classmethod
    def _way_in(cls, value: Any, more: ValidationInfo) -> Any:
        if value is None and more.data.get("slack_signing_secret") is None:
            raise ValueError(NO_WAY_IN)
        return value


class HttpSettings(TokenSettings):
    """What `run --http` needs: a bot token and the secret that requests are signed with."""

    slack_signing_secret: Annotated[SecretStr, Field(min_length=1)] = Field()


def _complaint(where: tuple[int | str, ...], kind: str, message: str) -> str:
    name = str(where[0]) if where else ""
    told = MISSING.get(name, "is missing") if kind in ("missing", "string_too_short") else message
    told = PORTS if name == "port" else told
    return f"  {name.upper()} {told.removeprefix('Value error, ')}"
