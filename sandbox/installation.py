"""The app's place in the workspace: its tokens and scopes, taken away and given back; uninstalled, installed again."""

from sandbox.channels import IM
from sandbox.events import announce
from sandbox.state import Workspace
from sandbox.tokens import APP_KIND, BOT_KIND
from sandbox.wire import Json, Refused

REFUSALS = ("token_revoked", "account_inactive", "token_expired", "invalid_auth")


async def change_token(workspace: Workspace, order: Json) -> Json:
    """`POST token {kind?, refusal}`: what calls with the `bot` (or `app`) token are refused with; null: nothing."""
    kind, refusal = order.get("kind", BOT_KIND), order.get("refusal")
    if kind not in (BOT_KIND, APP_KIND):
        raise Refused("The kind of a token is bot or app.")
    if refusal is not None and refusal not in REFUSALS:
        raise Refused(f"A token is refused with one of: {', '.join(REFUSALS)}; null puts it into force again.")
    refuse_token(workspace, kind, refusal or "")
    return {"ok": True, "kind": kind, "refusal": refusal}


async def change_scopes(workspace: Workspace, order: Json) -> Json:
    """`POST scopes {remove?, add?}`: what the bot may do from now on."""
    removed, added = order.get("remove", []), order.get("add", [])
    if set(order) - {"remove", "add"} or not isinstance(removed, list) or not isinstance(added, list):
        raise Refused("Scopes are changed by lists: `remove` and `add`.")
    scopes = workspace.scopes()
    scopes[:] = [one for one in scopes if one not in removed] + [one for one in added if one not in scopes]
    return {"ok": True, "scopes": list(scopes)}


async def uninstall_app(workspace: Workspace, order: Json) -> Json:
    """`POST uninstall {}`: someone removes the app from the workspace."""
    uninstall(workspace)
    return {"ok": True}


async def install_app(workspace: Workspace, order: Json) -> Json:
    """`POST install {}`: the app is there again, with the same token, and in no channel."""
    workspace.is_installed = True
    workspace.tokens.of_kind(BOT_KIND).refusal = ""
    workspace.feed.tell("app")
    return {"ok": True, "token": workspace.tokens.of_kind(BOT_KIND).secret}


def refuse_token(workspace: Workspace, kind: str, refusal: str, is_told: bool = True) -> None:
    """Puts a token out of force, or into it again with an empty refusal; a revoked one is told as Slack tells it."""
    workspace.tokens.of_kind(kind).refusal = refusal
    if kind == BOT_KIND and refusal == "token_revoked" and is_told:
        announce(workspace, {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [workspace.bot.id]}})


def uninstall(workspace: Workspace) -> None:
    """The app goes: its bot leaves the channels, its token dies, and both are told."""
    if not workspace.is_installed:
        raise Refused("The app is not installed.", 409)
    workspace.is_installed = False
    announce(workspace, {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [workspace.bot.id]}})
    announce(workspace, {"type": "app_uninstalled"})
    workspace.tokens.of_kind(BOT_KIND).refusal = "account_inactive"
    for channel in workspace.channels:
        if channel.kind != IM and workspace.bot.id in channel.members:
            channel.members.remove(workspace.bot.id)
    workspace.feed.tell("app")
