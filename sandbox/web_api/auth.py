"""`auth.test`, `apps.connections.open`, `bots.info`, `team.info`, `api.test`."""

from sandbox.calls import Call
from sandbox.contract import need_scope
from sandbox.state import TEAM_DOMAIN, TEAM_NAME, Workspace
from sandbox.wire import Json, SlackError


def echo(workspace: Workspace, call: Call) -> Json:
    """`api.test`: the arguments back, or the error asked for."""
    if call.text("error"):
        raise SlackError(call.text("error"), args=call.args)
    return {"args": call.args}


def who_am_i(workspace: Workspace, call: Call) -> Json:
    """`auth.test`."""
    return {
        "url": f"{workspace.base_url}/",
        "team": TEAM_NAME,
        "user": workspace.bot.name,
        "team_id": workspace.team_id,
        "user_id": workspace.bot.id,
        "bot_id": workspace.bot.bot_id,
        "is_enterprise_install": False,
    }


def open_connection(workspace: Workspace, call: Call) -> Json:
    """`apps.connections.open`: a one-use WebSocket URL."""
    need_scope(call.token.scopes, "connections:write")
    socket_url = workspace.base_url.replace("http", "ws", 1)
    ticket = workspace.socket_mode.ticket()
    return {"url": f"{socket_url}/link/?ticket={ticket}&app_id={workspace.app_id}"}


def describe_bot(workspace: Workspace, call: Call) -> Json:
    """`bots.info`."""
    need_scope(call.token.scopes, "users:read")
    bot = workspace.bot
    if call.text("bot") not in ("", bot.bot_id):
        raise SlackError("bot_not_found")
    face = {"id": bot.bot_id, "deleted": False, "name": bot.real_name, "updated": 0}
    return {"bot": {**face, "app_id": workspace.app_id, "user_id": bot.id, "icons": {}}}


def describe_team(workspace: Workspace, call: Call) -> Json:
    """`team.info`."""
    need_scope(call.token.scopes, "team:read")
    if call.text("team") not in ("", workspace.team_id):
        raise SlackError("team_not_found")
    face = {"id": workspace.team_id, "name": TEAM_NAME, "url": f"{workspace.base_url}/", "domain": TEAM_DOMAIN}
    return {"team": {**face, "email_domain": "", "icon": {"image_default": True}}}
