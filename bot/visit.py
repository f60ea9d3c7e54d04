"""A command's visit to one workspace: asked of Slack afresh, or as the database knows it."""

from dataclasses import dataclass
from datetime import datetime

from bot.directory import Directory
from bot.errors import SlackUnreachable, TokenMissing
from bot.foundation import Foundation
from bot.introduction import introduce_once
from storage import workspaces
from storage.workspaces import Workspace


@dataclass(frozen=True)
class Visit:
    """The parts of the shell, the workspace, and the instant of the command, taken once."""

    base: Foundation
    workspace: Workspace
    now: datetime

    @classmethod
    def to_slack(cls, base: Foundation, team: str | None) -> "Visit":
        """Asks Slack whose token it is, and reads its people and channels. Raises TokenMissing or SlackUnreachable."""
        if base.settings.slack_bot_token is None:
            raise TokenMissing
        installed = introduce_once(base.client, base.sessions, base.installations, base.clock)
        try:
            Directory(base.sessions, base.clock, base.client).read(installed.workspace)
        except OSError as error:
            raise SlackUnreachable from error
        return cls(base, installed.workspace, base.clock.now())

    @classmethod
    def offline(cls, base: Foundation, team: str | None) -> "Visit":
        """Asks the database alone; an empty one gets a workspace that Slack fills in later."""
        now = base.clock.now()
        with base.sessions.write() as session:
            found = workspaces.by_team(session, team) if team else workspaces.only_or_nameless(session, now)
        return cls(base, found, now)
