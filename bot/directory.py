"""The directory: who is in the workspace and which channels there are, read from Slack into the database."""

from collections.abc import Iterator
from queue import Queue
from threading import Event, Thread
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy.orm import Session

from bot.clock import Clock
from storage import leavers, people, readers, workspaces
from storage.engine import Sessions
from storage.people import DirectoryChannel, DirectoryPerson
from storage.workspaces import Workspace

PAGE = 200
LONGEST_WAIT = 120.0
DAY_SECONDS = 86_400.0
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 300.0

log = structlog.get_logger()


class Directory:
    """Reads the whole directory at start and daily, and a single person when a door meets someone new."""

    def __init__(self, sessions: Sessions, clock: Clock, client: WebClient) -> None:
        self._sessions = sessions
        self._clock = clock
        self._client = client
        self._known: set[str] = set()
        self._strangers: Queue[tuple[Workspace, str] | None] = Queue(maxsize=1000)
        self._stop = Event()
        self.is_read = False

    def start(self, workspace: Workspace) -> None:
        """Reads it now and once a day, and whoever is new in between."""
        Thread(target=self._tend, args=(workspace,), name="directory", daemon=True).start()
        Thread(target=self._greet, name="directory-strangers", daemon=True).start()

    def stop(self) -> None:
        self._stop.set()
        self._strangers.put(None)

    def read(self, workspace: Workspace) -> int:
        """Brings the database up to date; returns how many people there are. Raises SlackApiError or URLError."""
        members = [_person(one) for page in self._pages("users.list", "members") for one in page]
        asked = {"types": "public_channel,private_channel", "exclude_archived": False}
        channels = [_channel(one) for page in self._pages("conversations.list", "channels", **asked) for one in page]
        with self._sessions.write() as session:
            self._remember(session, workspace, members)
            people.remember_channels(session, workspace.id, channels)
            if workspace.admin is None:
                workspaces.set_admin(session, workspace.id, _admin_of(members))
        self._known.update(member.user_id for member in members)
        return len(members)

    def meet(self, workspace: Workspace, user: str) -> None:
        """Someone used a door; whoever is new here is asked about, in a thread of its own."""
        if user not in self._known and not self._strangers.full():
            self._known.add(user)
            self._strangers.put_nowait((workspace, user))

    def _tend(self, workspace: Workspace) -> None:
        pause = FIRST_PAUSE
        while not self._stop.is_set():
            try:
                count = self.read(workspace)
            except Exception:
                log.warning("directory_not_read", again_in=pause, exc_info=True)
                self._stop.wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                log.info("directory_read", people=count)
                pause, self.is_read = FIRST_PAUSE, True
                self._stop.wait(DAY_SECONDS)

    def _greet(self) -> None:
        while not self._stop.is_set():
            stranger = self._strangers.get()
            if stranger is not None:
                self._learn(*stranger)

    def _learn(self, workspace: Workspace, user: str) -> None:
        try:
            found = self._client.users_info(user=user)["user"]
            with self._sessions.write() as session:
                self._remember(session, workspace, [_person(found)])
        except Exception:  # noqa: BLE001 - the thread's end; the next reading of the directory brings them
            self._known.discard(user)
            log.warning("person_not_read", user=user)

    def _remember(self, session: Session, workspace: Workspace, members: list[DirectoryPerson]) -> None:
        """They are in the directory as given; of contacts who have left Slack the others are told."""
        gone = leavers.gone(session, workspace.id, members)
        people.remember(session, workspace.id, members, self._clock.now())
        session.info.pop(readers.LOOKED_UP, None)
        leavers.tell(session, workspace.id, gone, self._clock.now())

    def _pages(self, method: str, key: str, **asked: Any) -> Iterator[list[dict[str, Any]]]:
        cursor = ""
        while True:
            answer = self._call(method, limit=PAGE, cursor=cursor, **asked)
            yield answer[key]
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    def _call(self, method: str, **asked: Any) -> Any:
        """Waits where Slack says so; a page of a large workspace is not worth failing for."""
        while True:
            try:
                return self._client.api_call(
                    method, params={name: value for name, value in asked.items() if value != ""}
                )
            except SlackApiError as error:
                if error.response.get("error") != "ratelimited" or self._stop.is_set():
                    raise
                self._stop.wait(min(LONGEST_WAIT, float(error.response.headers.get("Retry-After", "30"))))


def _person(member: dict[str, Any]) -> DirectoryPerson:
    profile = member.get("profile") or {}
    name = profile.get("display_name") or profile.get("real_name") or member.get("real_name") or member["name"]
    return DirectoryPerson(
        user_id=member["id"],
        handle=member["name"],
        name=name,
        email=profile.get("email"),
        timezone=member.get("tz"),
        is_admin=bool(member.get("is_admin") or member.get("is_owner")),
        is_bot=bool(member.get("is_bot")) or member["id"] == "USLACKBOT",
        deactivated=bool(member.get("deleted")),
    )


def _channel(channel: dict[str, Any]) -> DirectoryChannel:
    return DirectoryChannel(
        channel_id=channel["id"],
        name=channel.get("name") or channel["id"],
        is_private=bool(channel.get("is_private")),
        is_member=bool(channel.get("is_member")),
        is_archived=bool(channel.get("is_archived")),
    )


def _admin_of(members: list[DirectoryPerson]) -> str | None:
    """Whom notices go to: the first administrator, by id, who is a person and still there."""
    admins = (member.user_id for member in members if member.is_admin and not member.is_bot and not member.deactivated)
    return min(admins, default=None)
