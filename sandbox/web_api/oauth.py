"""`oauth.v2.access`, `auth.revoke`, `apps.uninstall`."""

from sandbox.calls import Call
from sandbox.installation import refuse_token, uninstall
from sandbox.state import TEAM_NAME, Workspace
from sandbox.tokens import BOT_KIND
from sandbox.wire import Json, NotServed, SlackError


def access(workspace: Workspace, call: Call) -> Json:
    """`oauth.v2.access`: the token for a code, once."""
    workspace.installer.check_secret(call.text("client_id"), call.text("client_secret"))
    if call.text("grant_type") == "refresh_token":
        raise NotServed("oauth.v2.access with a refresh token: this sandbox's tokens do not expire by themselves.")
    if call.text("grant_type") not in ("", "authorization_code"):
        raise SlackError("invalid_grant_type")
    grant, token = workspace.installer.redeem(call.text("code"), call.text("redirect_uri"), workspace.now())
    workspace.is_installed = True
    workspace.feed.tell("app")
    return {
        "app_id": workspace.app_id,
        "authed_user": {"id": grant.user},
        "scope": ",".join(token.scopes),
        "token_type": "bot",
        "access_token": token.secret,
        "bot_user_id": workspace.bot.id,
        "team": {"id": workspace.team_id, "name": TEAM_NAME},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def revoke(workspace: Workspace, call: Call) -> Json:
    """`auth.revoke`: the app gives its own token up; as it is the only one, it is uninstalled by that."""
    if call.flag("test"):
        return {"revoked": False}
    uninstall(workspace)
    refuse_token(workspace, BOT_KIND, "token_revoked", is_told=False)
    return {"revoked": True}


def uninstall_itself(workspace: Workspace, call: Call) -> Json:
    """`apps.uninstall`: the app leaves the workspace."""
    workspace.installer.check_secret(call.text("client_id"), call.text("client_secret"))
    uninstall(workspace)
    return {}
