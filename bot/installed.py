"""Who the bot is in each workspace, and its token there: in memory, and sealed at rest."""

from dataclasses import dataclass, field

from slack_bolt.authorization import AuthorizeResult
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.secrets import Keyring
from storage.engine import Sessions
from storage.workspaces import Workspace, WorkspaceRow, of_id


@dataclass(frozen=True)
class Installed:
    """The bot in one workspace."""

    workspace: Workspace
    token: str = field(repr=False)


class Installations:
    """Finds the installation of a team without asking Slack, so that doors open while Slack's API is down."""

    def __init__(self, sessions: Sessions, keyring: Keyring) -> None:
        self._sessions = sessions
        self._keyring = keyring
        self._known: dict[str, Installed] = {}

    def keep(self, session: Session, workspace: Workspace, token: str) -> Installed:
        """The token is kept, sealed, on the workspace's row, and used from now on."""
        sealed = self._keyring.seal(token, workspace.team_id)
        session.execute(update(WorkspaceRow).where(WorkspaceRow.id == workspace.id).values(bot_token=sealed))
        self._known[workspace.team_id] = installed = Installed(workspace, token)
        return installed

    def of_team(self, team_id: str | None) -> Installed | None:
        """The installation in this team; None where the bot is not installed. Raises NotOurs for an alien token."""
        if team_id is None:
            return None
        if team_id not in self._known and (found := self._read(team_id)):
            self._known[team_id] = found
        return self._known.get(team_id)

    def authorize(self, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        """What Bolt asks before each request."""
        found = self.of_team(team_id)
        if found is None:
            return None
        workspace = found.workspace
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=workspace.team_id,
            bot_token=found.token,
            bot_user_id=workspace.bot_user,
            bot_id=workspace.bot_id,
        )

    def _read(self, team_id: str) -> Installed | None:
        wanted = select(WorkspaceRow.id, WorkspaceRow.bot_token).where(WorkspaceRow.team_id == team_id)
        with self._sessions.read() as session:
            row = session.execute(wanted).first()
            if row is None or row.bot_token is None:
                return None
            return Installed(of_id(session, row.id), self._keyring.unseal(row.bot_token, team_id))
