"""Workspaces, and the people in them as Slack told us last."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from sla.errors import NoWorkspace, WhichWorkspace
from storage.base import Id, Row, UtcDateTime, table_of
from storage.engine import SEEN

NAMELESS = "T0"


class WorkspaceRow(Row):
    """One Slack workspace; `bot_token` is encrypted. `last_tick_at` is the instant of the last `tick`."""

    __tablename__ = "workspace"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32), unique=True)
    enterprise_id: Mapped[str | None] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(Text)
    bot_token: Mapped[bytes | None] = mapped_column(LargeBinary)
    bot_user: Mapped[str | None] = mapped_column(String(32))
    bot_id: Mapped[str | None] = mapped_column(String(32))
    scopes: Mapped[str] = mapped_column(Text, default="")
    admin: Mapped[str | None] = mapped_column(String(32))
    installed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    paused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    paused_reason: Mapped[str | None] = mapped_column(Text)
    last_tick_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    directory_read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PersonRow(Row):
    """A member of a workspace; `dm` is the channel of their direct messages with the bot."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("workspace_id", "user_id"),
        Index(None, "workspace_id", "handle"),
        Index(None, "workspace_id", "email"),
        Index(None, "workspace_id", "name"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    user_id: Mapped[str] = mapped_column(String(32))
    handle: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    timezone: Mapped[str | None] = mapped_column(String(64))
    is_admin: Mapped[bool] = mapped_column(Boolean, default=False)
    is_bot: Mapped[bool] = mapped_column(Boolean, default=False)
    deactivated: Mapped[bool] = mapped_column(Boolean, default=False)
    dm: Mapped[str | None] = mapped_column(String(32))


class ChannelRow(Row):
    """A channel that the bot knows of; `is_member` says whether it was invited."""

    __tablename__ = "channel"
    __table_args__ = (UniqueConstraint("workspace_id", "channel_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    channel_id: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(Text)
    is_private: Mapped[bool] = mapped_column(Boolean, default=False)
    is_member: Mapped[bool] = mapped_column(Boolean, default=False)
    is_archived: Mapped[bool] = mapped_column(Boolean, default=False)


@dataclass(frozen=True)
class Workspace:
    """A Slack workspace that the bot serves; `admin` is the Slack id of whom notices go to."""

    id: int
    team_id: str
    name: str
    bot_user: str | None
    bot_id: str | None
    admin: str | None


WORKSPACE = table_of(WorkspaceRow).c
EVERY = select(*(WORKSPACE[each.name] for each in fields(Workspace))).order_by(WORKSPACE.id)


def only(session: Session) -> Workspace:
    """The one workspace of this database; raises NoWorkspace, or WhichWorkspace when there are several."""
    found = every(session)
    if not found:
        raise NoWorkspace
    if len(found) > 1:
        teams = ", ".join(workspace.team_id for workspace in found)
        raise WhichWorkspace(f"This database serves several workspaces; add --team with one of {teams}.")
    return found[0]


def only_or_nameless(session: Session, now: datetime) -> Workspace:
    """The one workspace; in an empty database one without a name, which is Slack's first once Slack is asked."""
    if not every(session):
        ensure(session, NAMELESS, "not installed yet", None, None, (), now)
    return only(session)


def by_team(session: Session, team_id: str) -> Workspace:
    """The workspace of this Slack team; raises NoWorkspace."""
    row = session.scalars(select(WorkspaceRow).where(WorkspaceRow.team_id == team_id)).first()
    if row is None:
        raise NoWorkspace(f"The bot does not know the workspace {team_id[:40]}; install it there, or check --team.")
    return _workspace(row)


def of_id(session: Session, workspace_id: int) -> Workspace:
    """The workspace of this id; raises NoWorkspace."""
    return _workspace(_row(session, workspace_id))


def every(session: Session) -> list[Workspace]:
    """All workspaces, oldest first."""
    seen: dict[str, list[Workspace]] = session.info.get(SEEN, {})
    if "workspaces" not in seen:
        seen["workspaces"] = [Workspace(*row) for row in session.execute(EVERY)]
    return seen["workspaces"]


def ensure(  # noqa: PLR0917
    session: Session,
    team_id: str,
    name: str,
    bot_user: str | None,
    bot_id: str | None,
    scopes: Iterable[str],
    now: datetime,
) -> Workspace:
    """The workspace, added when it is new; what Slack says of it now replaces what it said before."""
    known = select(WorkspaceRow).where(WorkspaceRow.team_id.in_((team_id, NAMELESS))).order_by(WorkspaceRow.id)
    row = next((one for one in session.scalars(known) if one.team_id == team_id), session.scalars(known).first())
    if row is None:
        row = WorkspaceRow(installed_at=now)
        session.add(row)
    row.team_id = team_id
    row.name, row.bot_user, row.bot_id = name, bot_user, bot_id
    row.scopes = ",".join(sorted(scopes))
    session.flush()
    return _workspace(row)


def scopes(session: Session, workspace_id: int) -> frozenset[str]:
    """The scopes that the bot was granted."""
    return frozenset(_row(session, workspace_id).scopes.split(",")) - {""}


def set_admin(session: Session, workspace_id: int, user: str | None) -> None:
    """Notices go to this Slack user from now on."""
    _row(session, workspace_id).admin = user


def last_tick_at(session: Session, workspace_id: int) -> datetime | None:
    """The instant of the last tick, behind which time may not go back."""
    return _row(session, workspace_id).last_tick_at


def set_last_tick(session: Session, workspace_id: int, at: datetime) -> None:
    """A tick was done for this instant; an earlier one than the last changes nothing."""
    row = _row(session, workspace_id)
    row.last_tick_at = max(at, row.last_tick_at or at)


def _row(session: Session, workspace_id: int) -> WorkspaceRow:
    row = session.get(WorkspaceRow, workspace_id)
    if row is None:
        raise NoWorkspace
    return row


def _workspace(row: WorkspaceRow) -> Workspace:
    return Workspace(row.id, row.team_id, row.name, row.bot_user, row.bot_id, row.admin)
