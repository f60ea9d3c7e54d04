"""The app's manifest: which commands, shortcuts, events, tabs and scopes it has."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from sandbox.wire import Json, Refused

DEFAULT_SCOPES = (
    *("commands", "chat:write", "im:write", "im:history", "im:read", "users:read", "users:read.email"),
    *("channels:read", "groups:read", "files:write", "files:read", "channels:history", "groups:history"),
    *("team:read", "app_mentions:read"),
)
DEFAULT_EVENTS = (
    *("app_home_opened", "app_mention", "app_uninstalled", "tokens_revoked", "user_change"),
    *("member_joined_channel", "member_left_channel", "channel_archive", "channel_unarchive", "channel_rename"),
    *("channel_left", "message.im"),
)


@dataclass(frozen=True)
class Command:
    """One slash command."""

    name: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass(frozen=True)
class Shortcut:
    """One shortcut, `global` or `message`."""

    callback_id: str
    kind: str
    name: str = ""


@dataclass(frozen=True)
class Manifest:
    """What the app is allowed to be."""

    name: str = "SLA Bot"
    bot_name: str = "sla-bot"
    commands: tuple[Command, ...] = (Command("/sla", should_escape=True),)
    shortcuts: tuple[Shortcut, ...] = ()
    any_shortcut: bool = True
    scopes: list[str] = field(default_factory=lambda: list(DEFAULT_SCOPES))
    events: tuple[str, ...] = DEFAULT_EVENTS
    home_tab: bool = True
    messages_tab: bool = True
    messages_read_only: bool = False

    def command(self, name: str) -> Command | None:
        """The command of that name."""
        return next((one for one in self.commands if one.name == name), None)

    def has_shortcut(self, callback_id: str, kind: str) -> bool:
        """Whether the app offers it."""
        known = any(one.callback_id == callback_id and one.kind == kind for one in self.shortcuts)
        return known or self.any_shortcut


def read_manifest(path: Path) -> Manifest:
    """The manifest of a YAML or JSON file; Refused with a sentence when it can't be read."""
    try:
        written = YAML(typ="safe").load(path)
    except (OSError, YAMLError) as why:
        raise Refused(f"{path} can't be read: {why}") from why
    if not isinstance(written, dict) or "display_information" not in written:
        raise Refused(f"{path} is no manifest of a Slack app: it has no `display_information`.")
    return parse_manifest(written)


def parse_manifest(written: Json) -> Manifest:
    """The manifest of a dictionary as Slack's schema has it."""
    features = written.get("features", {})
    settings = written.get("settings", {})
    scopes = written.get("oauth_config", {}).get("scopes", {})
    home = features.get("app_home", {})
    name = written.get("display_information", {}).get("name", "App")
    return Manifest(
        name=name,
        bot_name=features.get("bot_user", {}).get("display_name", name),
        commands=tuple(_command(one) for one in features.get("slash_commands", [])),
        shortcuts=tuple(_shortcut(one) for one in features.get("shortcuts", [])),
        any_shortcut=False,
        scopes=[*scopes.get("bot", []), *scopes.get("bot_optional", [])],
        events=tuple(settings.get("event_subscriptions", {}).get("bot_events", [])),
        home_tab=home.get("home_tab_enabled", False),
        messages_tab=home.get("messages_tab_enabled", True),
        messages_read_only=home.get("messages_tab_read_only_enabled", True),
    )


def _command(one: dict[str, Any]) -> Command:
    return Command(
        one["command"], one.get("description", ""), one.get("usage_hint", ""), bool(one.get("should_escape", False))
    )


def _shortcut(one: dict[str, Any]) -> Shortcut:
    return Shortcut(one["callback_id"], one["type"], one.get("name", ""))
