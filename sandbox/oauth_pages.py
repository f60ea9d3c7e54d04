"""The page on which a person allows the app into the workspace, or does not."""

from html import escape
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from sandbox.directory import actor
from sandbox.state import TEAM_NAME, Workspace
from sandbox.wire import Json, Refused

PATH = "/oauth/v2/authorize"
NAMES = ("client_id", "scope", "user_scope", "redirect_uri", "state")
STYLE = (
    ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;"
    "padding:0 1rem}button{font:inherit;padding:.5rem 1.25rem;margin-right:.5rem}select{font:inherit}"
)


def oauth_routes(workspace: Workspace) -> list[Route]:
    """The authorize page, and what its buttons do."""

    async def ask(request: Request) -> Response:
        asked = {name: request.query_params.get(name, "") for name in NAMES}
        try:
            scopes, _ = _wanted(workspace, asked)
        except Refused as refusal:
            return _refusal(refusal)
        return HTMLResponse(_question(workspace, asked, scopes))

    async def decide(request: Request) -> Response:
        form = {name: str(value) for name, value in (await request.form()).items()}
        try:
            return RedirectResponse(_decided(workspace, form), 302)
        except Refused as refusal:
            return _refusal(refusal)

    return [Route(PATH, ask, methods=["GET"]), Route(PATH, decide, methods=["POST"])]


def _wanted(workspace: Workspace, asked: Json) -> tuple[list[str], str]:
    return workspace.installer.wanted(*(str(asked.get(name, "")) for name in NAMES[:4]))


def _decided(workspace: Workspace, form: Json) -> str:
    scopes, redirect_uri = _wanted(workspace, form)
    back = {"state": str(form.get("state", ""))}
    if form.get("decision") != "allow":
        return _with(redirect_uri, {"error": "access_denied", **back})
    person = actor(workspace, form)
    was_named = bool(form.get("redirect_uri"))
    grant = workspace.installer.allow(person.id, scopes, redirect_uri, was_named, workspace.now())
    return _with(redirect_uri, {"code": grant.code, **back})


def _with(address: str, more: dict[str, str]) -> str:
    return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(more)}"


def _question(workspace: Workspace, asked: Json, scopes: list[str]) -> str:
    app = escape(workspace.manifest.name)
    hidden = "".join(f'<input type="hidden" name="{name}" value="{escape(asked[name])}">' for name in NAMES)
    people = [one for one in workspace.people if not one.is_bot and not one.is_deleted]
    people.sort(key=lambda one: not one.is_admin)
    choices = "".join(f'<option value="{one.id}">{escape(one.real_name)}</option>' for one in people)
    listed = "".join(f"<li><code>{escape(one)}</code></li>" for one in scopes)
    return _page(
        f"<h1>{app} asks to be let into {escape(TEAM_NAME)}</h1><p>It would be allowed:</p><ul>{listed}</ul>"
        f'<form method="post" action="{PATH}">{hidden}<p><label>You are <select name="user">{choices}</select></label>'
        '</p><button name="decision" value="allow">Allow</button><button name="decision" value="cancel">Cancel</button>'
        "</form>"
    )


def _refusal(refusal: Refused) -> Response:
    return HTMLResponse(_page(f"<h1>This can't go on</h1><p>{escape(refusal.sentence)}</p>"), 400)


def _page(body: str) -> str:
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>{STYLE}</style>'
    return f'<!doctype html><html lang="en"><head>{head}<title>Install</title></head><body>{body}</body></html>'
