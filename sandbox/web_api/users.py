"""`users.info`, `users.list`, `users.lookupByEmail`."""

from sandbox.calls import Call
from sandbox.contract import need_scope
from sandbox.people import Person
from sandbox.state import Workspace
from sandbox.web_api.paging import page
from sandbox.wire import Json, SlackError


def describe(workspace: Workspace, call: Call) -> Json:
    """`users.info`."""
    need_scope(call.token.scopes, "users:read")
    return {"user": _profile(workspace, call, workspace.people.get(call.text("user")))}


def listing(workspace: Workspace, call: Call) -> Json:
    """`users.list`."""
    need_scope(call.token.scopes, "users:read")
    shown, cursor = page(call, list(workspace.people), default=1000)
    members = [_profile(workspace, call, one) for one in shown]
    more = {"cache_ts": workspace.now() // 1_000_000, "response_metadata": {"next_cursor": cursor}}
    return {"members": members, **more}


def look_up_email(workspace: Workspace, call: Call) -> Json:
    """`users.lookupByEmail`."""
    need_scope(call.token.scopes, "users:read.email")
    person = workspace.people.with_email(call.text("email"))
    if person is None:
        raise SlackError("users_not_found")
    return {"user": _profile(workspace, call, person)}


def _profile(workspace: Workspace, call: Call, person: Person) -> Json:
    with_email = "users:read.email" in call.token.scopes
    return workspace.people.profile(person, with_email, workspace.now())
