"""The app's manifest: which commands, shortcuts, events, tabs and scopes it has."""

from dataclasses import dataclass, field
from pathlib import Path

from sandbox.manifest_file import Place, read_place
from sandbox.wire import Json

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
    """What the app is allowed to be; `redirect_urls` None lets OAuth go back anywhere."""

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
    redirect_urls: tuple[str, ...] | None = None

    def command(self, name: str) -> Command | None:
        """The command of that name."""
        return next((one for one in self.commands if one.name == name), None)

    def has_shortcut(self, callback_id: str, kind: str) -> bool:
        """Whether the app offers it."""
        known = any(one.callback_id == callback_id and one.kind == kind for one in self.shortcuts)
        return known or self.any_shortcut


def read_manifest(path: Path) -> Manifest:
    """The manifest of a YAML or JSON file; Refused with a sentence, line and column when it can't be read."""
    return _manifest(read_place(path))


def parse_manifest(written: Json) -> Manifest:
    """The manifest of a dictionary as Slack's schema has it."""
    return _manifest(Place("The manifest", written))


def _manifest(top: Place) -> Manifest:
    if "display_information" not in top.names():
        raise top.refusal("it is no manifest of a Slack app: it has no `display_information`")
    features, settings = top.part("features"), top.part("settings")
    oauth, home = top.part("oauth_config"), features.part("app_home")
    scopes = oauth.part("scopes")
    name = top.part("display_information").text("name", "App")
    return Manifest(
        name=name,
        bot_name=features.part("bot_user").text("display_name", name),
        commands=tuple(_command(one) for one in features.parts("slash_commands")),
        shortcuts=tuple(_shortcut(one) for one in features.parts("shortcuts")),
        any_shortcut=False,
        scopes=[*scopes.texts("bot"), *scopes.texts("bot_optional")],
        events=tuple(settings.part("event_subscriptions").texts("bot_events")),
        home_tab=home.flag("home_tab_enabled", False),
        messages_tab=home.flag("messages_tab_enabled", True),
        messages_read_only=home.flag("messages_tab_read_only_enabled", True),
        redirect_urls=tuple(oauth.texts("redirect_urls")),
    )


def _command(one: Place) -> Command:
    name = one.text("command")
    if not name.startswith("/"):
        raise one.refusal(f"a slash command begins with a slash, {name} does not", "command")
    return Command(name, one.text("description", ""), one.text("usage_hint", ""), one.flag("should_escape", False))


def _shortcut(one: Place) -> Shortcut:
    kind = one.text("type")
    if kind not in ("global", "message"):
        raise one.refusal(f"a shortcut's type is global or message, not {kind}", "type")
    return Shortcut(one.text("callback_id"), kind, one.text("name", ""))
