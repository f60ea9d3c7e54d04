"""One call of the Web API, read from a request as Slack reads it."""

import base64
import json
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from sandbox.tokens import Token
from sandbox.wire import Json, SlackError

# Arguments that are JSON, and strings of JSON where the body is a form.
STRUCTURED = ("blocks", "attachments", "view", "metadata", "files", "options", "channels", "unfurls", "message")
SECRETS = ("token", "client_secret", "access_token", "code")
FORMAT_ERRORS = {"blocks": "invalid_blocks_format", "metadata": "invalid_metadata_format"}


@dataclass(frozen=True)
class Call:
    """A method with its arguments; `token` is in force."""

    method: str
    args: Json
    token: Token

    def text(self, name: str) -> str:
        """A string argument; empty when left out."""
        value = self.args.get(name)
        return "" if value is None else str(value)

    def flag(self, name: str, default: bool = False) -> bool:
        """A boolean argument."""
        value = self.args.get(name)
        return default if value in (None, "") else str(value).lower() in ("true", "1")

    def has(self, name: str) -> bool:
        """Whether the argument was given, be it empty."""
        return self.args.get(name) is not None

    def structure(self, name: str) -> Any:
        """A JSON argument, read when it came as a string; None when left out."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        if name == "channels" and not value.startswith("["):
            return value.split(",")
        try:
            return json.loads(value) if value else None
        except json.JSONDecodeError:
            raise SlackError(FORMAT_ERRORS.get(name, "invalid_arguments"), f"[ERROR] {name} is no JSON") from None


async def read_arguments(request: Request) -> Json:
    """Arguments from query and body; `invalid_json` or `json_not_object` as Slack refuses bad ones."""
    args: Json = {**request.query_params, **_credentials(request)}
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind == "application/json":
        return {**args, **_json_object(await request.body())}
    if kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        form = await request.form()
        return {**args, **{name: value for name, value in form.items() if not isinstance(value, UploadFile)}}
    if await request.body():
        raise SlackError("invalid_post_type" if kind else "missing_post_type")
    return args


def bearer(request: Request, args: Json) -> str | None:
    """The token of the header, else the argument's."""
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and secret:
        return secret.strip()
    return args.get("token")


def shown(args: Json) -> Json:
    """The arguments as the transcript keeps them: no secret, and JSON that came as a string as what it says."""
    return {name: _read(name, value) for name, value in args.items() if name not in SECRETS}


def _read(name: str, value: Any) -> Any:
    if name not in STRUCTURED or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _credentials(request: Request) -> Json:
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return {}
    try:
        client_id, _, client_secret = base64.b64decode(secret).decode().partition(":")
    except ValueError:
        return {}
    return {"client_id": client_id, "client_secret": client_secret}


def _json_object(body: bytes) -> Json:
    try:
        read = json.loads(body or b"{}")
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(read, dict):
        raise SlackError("json_not_object")
    return read
