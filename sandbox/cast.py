"""Who works here and which channels there are: Company X, unless a file says otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sandbox.manifest_file import read_place
from sandbox.wire import Json, Refused

BOT = "@bot"


@dataclass(frozen=True)
class Role:
    """A person as written in the file."""

    handle: str
    name: str
    email: str
    tz: str = "America/New_York"
    title: str = ""
    is_admin: bool = False


@dataclass(frozen=True)
class Room:
    """A channel as written in the file; `@bot` among the members is the app's bot."""

    name: str
    members: Sequence[str]
    is_private: bool = False


@dataclass(frozen=True)
class Cast:
    """A whole workspace as written in the file."""

    people: Sequence[Role]
    channels: Sequence[Room]


def company_x() -> Cast:
    """The default workspace: both sides of every agreement, and a colleague who is party to none."""
    people = [
        _of_company_x("josh", "Josh Marlow", "Head of Marketing", "Europe/Rome"),
        _of_company_x("amy", "Amy Sallow", "Head of Sales", "Europe/Rome"),
        _of_company_x("rita", "Rita Repetto", "Sales rep", "Europe/Rome"),
        _of_company_x("remo", "Remo Rossi", "Sales rep", "Europe/Rome"),
        _of_company_x("rosa", "Rosa Ricci", "Sales rep", "Europe/Rome"),
        _of_company_x("joan", "Joan Severin", "VP Customer Service"),
        _of_company_x("sara", "Sara Service", "Customer service"),
        Role("jim", "Jim Halpert", "jim@dundermifflin.example", title="Dunder Mifflin, sales"),
        Role("darryl", "Darryl Philbin", "darryl@dundermifflin.example", title="Dunder Mifflin, warehouse"),
        _of_company_x("cora", "Cora Colley", "Facilities"),
        Role("ada", "Ada Admin", "ada@companyx.example", "Europe/Rome", "Administrator", is_admin=True),
    ]
    smarketing = ["josh", "amy", "rita", "remo", "rosa", "joan", "sara", "ada", BOT]
    return Cast(
        people=people,
        channels=[
            Room("smarketing", smarketing),
            Room("paper-for-company-x", ["jim", "darryl", "ada", BOT]),
            Room("general", [one.handle for one in people]),
        ],
    )


def read_cast(path: Path) -> Cast:
    """The workspace of a YAML file (docs/sandbox.md); Refused with a sentence when it can't be."""
    written = read_place(path).written
    if not isinstance(written, dict) or not isinstance(written.get("people"), list):
        raise Refused(f"{path} needs a list of `people`, and may have a list of `channels`.")
    people = [_role(path, entry) for entry in written["people"]]
    rooms = [_room(path, entry, people) for entry in written.get("channels") or []]
    return Cast(people, rooms)


def _of_company_x(handle: str, name: str, title: str, tz: str = "America/New_York") -> Role:
    return Role(handle, name, f"{handle}@companyx.example", tz, title)


def _role(path: Path, entry: Any) -> Role:
    if not isinstance(entry, dict) or not entry.get("handle"):
        raise Refused(f"{path}: each person needs a `handle`, as in {{handle: josh, name: Josh Marlow}}.")
    handle = str(entry["handle"]).removeprefix("@")
    return Role(
        handle=handle,
        name=str(entry.get("name", handle)),
        email=str(entry.get("email", f"{handle}@example.com")),
        tz=_zone(path, handle, str(entry.get("tz", "America/New_York"))),
        title=str(entry.get("title", "")),
        is_admin=bool(entry.get("admin", False)),
    )


def _zone(path: Path, handle: str, tz: str) -> str:
    try:
        ZoneInfo(tz)
    except (ZoneInfoNotFoundError, ValueError) as why:
        raise Refused(f"{path}: @{handle} lives in {tz}, which is no time zone; write one as Europe/Rome.") from why
    return tz


def _room(path: Path, entry: Json, people: Sequence[Role]) -> Room:
    if not isinstance(entry, dict) or not entry.get("name"):
        raise Refused(f"{path}: each channel needs a `name`, as in {{name: smarketing, members: [josh, amy]}}.")
    name = str(entry["name"]).removeprefix("#")
    members = [str(one).removeprefix("@") for one in entry.get("members", [])]
    known = {one.handle for one in people} | {"bot"}
    if strangers := [one for one in members if one not in known]:
        raise Refused(f"{path}: #{name} has a member @{strangers[0]} who is not among the people.")
    return Room(name, [BOT if one == "bot" else one for one in members], bool(entry.get("private", False)))
