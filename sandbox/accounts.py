"""What an administrator does to people, with the events that follow."""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sandbox.directory import person_named
from sandbox.events import announce
from sandbox.people import Person
from sandbox.state import Workspace
from sandbox.wire import Json, Refused

FIELDS: dict[str, type] = {
    **{"name": str, "real_name": str, "email": str, "tz": str, "title": str},
    **{"is_admin": bool, "is_deleted": bool},
}


async def change_person(workspace: Workspace, order: Json) -> Json:
    """`POST person {user, is_deleted?, name?, real_name?, email?, tz?, title?, is_admin?}`."""
    person = person_named(workspace, str(order.get("user", "")))
    changes = _particulars(workspace, {name: value for name, value in order.items() if name != "user"}, person)
    if person.is_bot or not changes:
        raise Refused(f"A person, not a bot, is changed by one or more of: {', '.join(FIELDS)}.")
    changed = replace(person, **changes)
    workspace.people.keep(changed)
    _tell(workspace, changed, "user_change")
    return {"ok": True, "user": changed.id}


async def hire(workspace: Workspace, order: Json) -> Json:
    """`POST new_person {name, real_name?, email?, tz?, title?, is_admin?}`: `name` is the handle."""
    if not order.get("name"):
        raise Refused("A new person needs a `name`: the handle.")
    handle = str(order["name"]).removeprefix("@")
    fresh = Person(workspace.ids.named("U", handle), handle, handle.capitalize(), f"{handle}@example.com")
    newcomer = replace(fresh, **_particulars(workspace, {**order, "name": handle}, fresh))
    workspace.people.add(newcomer)
    _tell(workspace, newcomer, "team_join")
    return {"ok": True, "user": newcomer.id}


def _particulars(workspace: Workspace, wanted: Json, person: Person) -> dict[str, Any]:
    for name, value in wanted.items():
        if name not in FIELDS or not isinstance(value, FIELDS[name]):
            raise Refused(f"A person has no such {name}; there are {', '.join(FIELDS)}.")
    other = workspace.people.named(wanted["name"]) if "name" in wanted else None
    if other is not None and other.id != person.id:
        raise Refused(f"There is a @{other.name} already.", 409)
    try:
        ZoneInfo(wanted.get("tz", "UTC"))
    except (ZoneInfoNotFoundError, ValueError) as why:
        raise Refused(f"{wanted['tz']} is no time zone; write one as Europe/Rome.") from why
    return wanted


def _tell(workspace: Workspace, person: Person, event: str) -> None:
    profile = workspace.people.profile(person, "users:read.email" in workspace.scopes(), workspace.now())
    announce(workspace, {"type": event, "user": profile, "cache_ts": workspace.now() // 1_000_000})
    workspace.feed.tell("person", user=person.id)
