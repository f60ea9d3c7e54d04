"""Faults by name, for a person to switch on: each one sentence, what it does to a workspace, and how it ends."""

from collections.abc import Callable
from dataclasses import dataclass

from sandbox import admin, installation
from sandbox.channels import Channel
from sandbox.fault_rules import BESIDE
from sandbox.state import Workspace
from sandbox.tokens import BOT_KIND
from sandbox.wire import Json, Refused

SLOW_SECONDS = 4.0
POSTING = ("chat.postMessage", "chat.update", "chat.postEphemeral")
Undo = Callable[[], None]


@dataclass(frozen=True)
class Preset:
    """One fault with a name; `switch_on` returns how to take it back, beyond its rules."""

    name: str
    description: str
    start: Callable[[Workspace, Channel], Undo | None]

    def switch_on(self, workspace: Workspace, channel: Channel) -> None:
        """Lets it begin; once more does nothing."""
        switch_on(workspace, self, channel)

    def clear(self, workspace: Workspace) -> None:
        """Ends it, and gives back what it took away."""
        switch_off(workspace, self)


def switch_on(workspace: Workspace, preset: Preset, channel: Channel) -> None:
    """Lets a named fault begin; once more does nothing."""
    if preset.name in workspace.presets:
        return
    undo = preset.start(workspace, channel)
    workspace.presets[preset.name] = undo or (lambda: None)
    workspace.feed.tell("faults")


def switch_off(workspace: Workspace, preset: Preset) -> None:
    """Ends a named fault, and gives back what it took away."""
    undo = workspace.presets.pop(preset.name, None)
    workspace.faults.clear(preset.name)
    if undo is not None:
        undo()
        workspace.feed.tell("faults")


def clear(workspace: Workspace) -> None:
    """Nothing fails any more: every rule ends, every named fault too, and the door is open."""
    for preset in reversed([one for one in PRESETS if one.name in workspace.presets]):
        switch_off(workspace, preset)
    workspace.faults.clear()
    workspace.landing.land_all()
    if workspace.connections.door is not None:
        workspace.connections.door.open()
    workspace.feed.tell("faults")


def active(workspace: Workspace) -> list[str]:
    """The names of those that are on."""
    return [one.name for one in PRESETS if one.name in workspace.presets]


def preset_named(name: str) -> Preset:
    """The preset of a name, capitals aside; Refused otherwise."""
    found = next((one for one in PRESETS if one.name.lower() == name.lower()), None)
    if found is None:
        raise Refused(f"There is no fault called {name}; there are {', '.join(one.name for one in PRESETS)}.", 404)
    return found


def _everywhere(**order: object) -> list[Json]:
    return [dict(order), *({**order, "method": one} for one in BESIDE)]


def _rules(name: str, *orders: Json) -> Callable[[Workspace, Channel], None]:
    def start(workspace: Workspace, channel: Channel) -> None:
        for order in orders:
            workspace.faults.add(order, preset=name)

    return start


def _preset(name: str, description: str, *orders: Json) -> Preset:
    return Preset(name, description, _rules(name, *orders))


def _each(methods: tuple[str, ...], **order: object) -> list[Json]:
    return [{**order, "method": method} for method in methods]


def _cut(workspace: Workspace, channel: Channel) -> None:
    for order in _everywhere(kind="reset"):
        workspace.faults.add(order, preset="Connection cut")
    workspace.socket_mode.cut()


def _deafen(workspace: Workspace, channel: Channel) -> Undo:
    workspace.faults.add({"kind": "deaf_socket"}, preset="Deaf socket")
    workspace.socket_mode.deafen()

    def cut_them() -> None:
        workspace.socket_mode.cut(only_deaf=True)  # an app might never leave a deaf socket by itself

    return cut_them


def _remove_bot(workspace: Workspace, channel: Channel) -> Undo:
    admin.dismiss(workspace, channel, workspace.bot.id)
    return lambda: admin.admit(workspace, channel, workspace.bot.id)


def _archive(workspace: Workspace, channel: Channel) -> Undo:
    admin.archive(workspace, channel, True)
    return lambda: admin.archive(workspace, channel, False)


def _revoke_token(workspace: Workspace, channel: Channel) -> Undo:
    installation.refuse_token(workspace, BOT_KIND, "token_revoked")
    return lambda: installation.refuse_token(workspace, BOT_KIND, "")


def _remove_scope(workspace: Workspace, channel: Channel) -> Undo:
    scopes = workspace.scopes()
    before = list(scopes)
    scopes[:] = [one for one in scopes if one != "chat:write"]

    def give_back() -> None:
        scopes[:] = before

    return give_back


def _limit_rates(workspace: Workspace, channel: Channel) -> Undo:
    before = workspace.settings.rate_limits
    workspace.settings.change({"rate_limits": "both"})
    return lambda: workspace.settings.change({"rate_limits": before})


PRESETS: tuple[Preset, ...] = (
    _preset(
        "Slack slow",
        f"Each call of the app is answered {SLOW_SECONDS:.0f} seconds late, and happens only then.",
        *_everywhere(kind="delay_before", seconds=SLOW_SECONDS),
    ),
    _preset(
        "429",
        "Each call that posts or changes a message is answered “too many requests, come again in 30 seconds”.",
        *_each(POSTING, kind="status", status=429),
    ),
    Preset(
        "Rate limits",
        "One message a second in a channel, and each method by its tier, as Slack has it.",
        _limit_rates,
    ),
    _preset(
        "500",
        "Each call of the app is answered with an internal server error.",
        *_everywhere(kind="status", status=500),
    ),
    Preset(
        "Connection cut",
        "The app's sockets are cut, and each call's connection is reset before it happens.",
        _cut,
    ),
    Preset(
        "Deaf socket",
        "The app's sockets stay open, but nothing comes out of them: no envelope, no ping, no pong.",
        _deafen,
    ),
    _preset(
        "Lost answers",
        "Messages are posted and changed, but the connection is reset before the app reads so.",
        *_each(POSTING, kind="accept_then_reset"),
    ),
    _preset(
        "Late messages",
        "The answer to a post is lost, and its message appears only after the app has looked for it.",
        {"kind": "lands_after_look_up", "method": "chat.postMessage"},
    ),
    _preset(
        "Error after posting",
        "Messages are posted, and the app is told of an internal error.",
        *_each(POSTING, kind="error", code="internal_error", accept=True),
    ),
    _preset(
        "HTML instead of JSON",
        "Each call is answered by a page that says Slack will be back.",
        *_everywhere(kind="html"),
    ),
    _preset(
        "Everything twice",
        "Each envelope reaches the app twice, on two of its sockets if it has as many.",
        {"kind": "duplicate_envelope"},
    ),
    _preset(
        "Lost acknowledgements",
        "The app's acknowledgements never arrive: people see a timeout, and events come again.",
        {"kind": "unacked_envelope"},
    ),
    Preset("Bot removed from the channel", "Somebody removes the app from this channel.", _remove_bot),
    Preset("Channel archived", "Somebody archives this channel.", _archive),
    Preset("Token revoked", "The app's token is revoked: each call with it is refused.", _revoke_token),
    Preset("Scope removed", "The app may not post any more: it has lost the scope chat:write.", _remove_scope),
)
