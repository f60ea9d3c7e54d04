"""The people and channels of a workspace, as Slack told us last."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, select, update
from sqlalchemy.orm import Session

from storage.base import table_of
from storage.upserts import upsert
from storage.workspaces import ChannelRow, PersonRow, WorkspaceRow

MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")
CHANNEL_LINK = re.compile(r"<#([A-Z0-9]+)(?:\|[^>]*)?>")


@dataclass(frozen=True)
class DirectoryPerson:
    """A member of the workspace; `dm` is the channel of their direct messages, once opened."""

    user_id: str
    handle: str
    name: str
    email: str | None = None
    timezone: str | None = None
    is_admin: bool = False
    is_bot: bool = False
    deactivated: bool = False
    dm: str | None = None


DirectoryEntry = DirectoryPerson
PERSON = table_of(PersonRow).c
BY_ID = select(*(PERSON[each.name] for each in fields(DirectoryPerson))).where(
    PERSON.workspace_id == bindparam("place"), PERSON.user_id == bindparam("user_id")
)


@dataclass(frozen=True)
class DirectoryChannel:
    """A channel; `is_member` says whether the bot was invited."""

    channel_id: str
    name: str
    is_private: bool = False
    is_member: bool = False
    is_archived: bool = False


def remember(session: Session, workspace_id: int, people: Iterable[DirectoryEntry], now: datetime) -> None:
    """The directory holds these people as given; others stay, and so do the channels of direct messages."""
    values = [_person_values(workspace_id, person) for person in people]
    upsert(session, PersonRow, values, ("workspace_id", "user_id"))
    session.execute(update(WorkspaceRow).where(WorkspaceRow.id == workspace_id).values(directory_read_at=now))


def remember_channels(session: Session, workspace_id: int, channels: Iterable[DirectoryChannel]) -> None:
    """The directory holds these channels as given; others stay."""
    values = [{"workspace_id": workspace_id, **vars(channel)} for channel in channels]
    upsert(session, ChannelRow, values, ("workspace_id", "channel_id"))


def has_directory(session: Session, workspace_id: int) -> bool:
    """Whether the people of the workspace were read from Slack, so that whom it lacks is a stranger."""
    read_at = select(WorkspaceRow.directory_read_at).where(WorkspaceRow.id == workspace_id)
    return session.scalars(read_at).first() is not None


def find(session: Session, workspace_id: int, written: str) -> DirectoryPerson | None:
    """The person meant by `U…`, `<@U…|x>`, `@handle`, a handle, an e-mail or an exact name.

    Active people go first; None when nobody, or more than one, goes by it.
    """
    word = written.strip()
    mention = MENTION.fullmatch(word)
    user_id = mention[1] if mention else word
    plain = word.removeprefix("@")
    return (
        _one(session, workspace_id, PersonRow.user_id == user_id)
        or _one(session, workspace_id, PersonRow.handle == plain.lower())
        or _one(session, workspace_id, PersonRow.email == word.lower())
        or _one(session, workspace_id, PersonRow.name == plain)
    )


def by_id(session: Session, workspace_id: int, user_id: str) -> DirectoryPerson | None:
    """The person of this Slack id."""
    row = session.execute(BY_ID, {"place": workspace_id, "user_id": user_id}).first()
    return None if row is None else DirectoryPerson(*row)


def name(session: Session, workspace_id: int, key: str) -> str:
    """What to call the person of a key: their display name, or the key as written when Slack does not know it."""
    found = by_id(session, workspace_id, key)
    return found.name if found else key


def names(session: Session, workspace_id: int, keys: Iterable[str]) -> dict[str, str]:
    """What to call the person of each key, as `name` does."""
    wanted = set(keys)
    known = select(PersonRow.user_id, PersonRow.name).where(
        PersonRow.workspace_id == workspace_id, PersonRow.user_id.in_(wanted)
    )
    return {key: key for key in wanted} | {row.user_id: row.name for row in session.execute(known)}


def everyone(session: Session, workspace_id: int) -> list[DirectoryPerson]:
    """All people of the workspace, by handle."""
    known = select(PersonRow).where(PersonRow.workspace_id == workspace_id).order_by(PersonRow.handle)
    return [_person(row) for row in session.scalars(known)]


def dm(session: Session, workspace_id: int, user_id: str) -> str | None:
    """The channel of the bot's direct messages with this person, once opened."""
    found = by_id(session, workspace_id, user_id)
    return found.dm if found else None


def set_dm(session: Session, workspace_id: int, user_id: str, channel_id: str) -> None:
    """Direct messages with this person go to this channel; someone new to the directory is added by their id."""
    known = PersonRow.workspace_id == workspace_id, PersonRow.user_id == user_id
    found = session.scalars(update(PersonRow).where(*known).values(dm=channel_id).returning(PersonRow.id)).first()
    if found is None:
        row = PersonRow(workspace_id=workspace_id, user_id=user_id, handle=user_id, name=user_id, dm=channel_id)
        session.add(row)


def channel(session: Session, workspace_id: int, written: str) -> str | None:
    """The id of the channel meant by `C…`, `<#C…|x>`, `#name` or a name; None when there is none, or it is archived."""
    word = written.strip()
    link = CHANNEL_LINK.fullmatch(word)
    wanted = link[1] if link else word.removeprefix("#")
    known = ChannelRow.workspace_id == workspace_id, ChannelRow.is_archived.is_(False)
    by_name = (ChannelRow.channel_id == wanted) | (ChannelRow.name == wanted.lower())
    found = select(ChannelRow.channel_id).where(*known, by_name).order_by(ChannelRow.channel_id != wanted)
    return session.scalars(found.limit(1)).first()


def channel_name(session: Session, workspace_id: int, channel_id: str) -> str | None:
    """The name of the channel of this id, without `#`."""
    known = ChannelRow.workspace_id == workspace_id, ChannelRow.channel_id == channel_id
    return session.scalars(select(ChannelRow.name).where(*known)).first()


def _one(session: Session, workspace_id: int, meant: ColumnElement[bool]) -> DirectoryPerson | None:
    known = select(PersonRow).where(PersonRow.workspace_id == workspace_id, meant)
    rows = session.scalars(known.order_by(PersonRow.deactivated, PersonRow.id).limit(2)).all()
    if len(rows) == 2 and not rows[1].deactivated:
        return None
    return _person(rows[0]) if rows else None


def _person_values(workspace_id: int, person: DirectoryEntry) -> dict[str, object]:
    values = {"workspace_id": workspace_id, **vars(person)}
    del values["dm"]
    values["handle"] = person.handle.lower()
    values["email"] = person.email and person.email.lower()
    return values


def _person(row: PersonRow) -> DirectoryPerson:
    return DirectoryPerson(
        row.user_id,
        row.handle,
        row.name,
        row.email,
        row.timezone,
        row.is_admin,
        row.is_bot,
        row.deactivated,
        row.dm,
    )
