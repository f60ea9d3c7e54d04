"""Workspaces, and the people in them as Slack told us last."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Id, Row, UtcDateTime


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
