"""What ids stand for, as one reader sees them: people, channels, pictures, instants."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sandbox.channels import IM, PUBLIC, Channel
from sandbox.instants import SECOND, instant
from sandbox.page import dates
from sandbox.people import SLACKBOT, Person
from sandbox.state import Workspace
from sandbox.wire import Json, SlackError

HIDDEN_CHANNEL = "private channel"
PNG_HEAD = 24


@dataclass(frozen=True)
class Names:
    """The workspace as its `viewer` reads it."""

    workspace: Workspace
    viewer: Person

    @property
    def zone(self) -> ZoneInfo:
        """The viewer's own."""
        return ZoneInfo(self.viewer.tz)

    def person(self, user_id: str) -> str:
        """The name that stands after an @; the id when nobody has it."""
        try:
            return self.workspace.people.get(user_id).name
        except SlackError:
            return user_id

    def full(self, user_id: str) -> str:
        """The real name; the id when nobody has it."""
        try:
            return self.workspace.people.get(user_id).real_name
        except SlackError:
            return user_id

    def channel(self, channel_id: str) -> str:
        """The name without #, or the partner of a direct message; a private one stays hidden from strangers."""
        found = self.workspace.channels.find(channel_id)
        if found is None:
            return channel_id
        if not self.may_see(found):
            return HIDDEN_CHANNEL
        return self.full(found.partner_of(self.viewer.id)) if found.kind == IM else found.name

    def may_see(self, channel: Channel) -> bool:
        """Whether the viewer may know of it."""
        return channel.kind == PUBLIC or self.viewer.id in channel.members

    def people(self) -> list[Person]:
        """Everyone with an account, as a menu of people offers them."""
        return [one for one in self.workspace.people if not one.is_deleted and one.id != SLACKBOT]

    def channels(self) -> list[Channel]:
        """Every place that the viewer may see and that is in use."""
        return [one for one in self.workspace.channels if self.may_see(one) and not one.is_archived]

    def instant(self, seconds: float, form: str = "{date_short_pretty} {time}") -> str:
        """An instant by Slack's date tokens, in the viewer's zone; ValueError for a form or instant that is none."""
        try:
            at = instant(int(seconds * SECOND))
            return dates.written(form, at, instant(self.workspace.now()), self.zone)
        except OverflowError as why:
            raise ValueError(f"{seconds} is no instant.") from why

    def file_id(self, reference: Json) -> str:
        """The id that a `slack_file` refers to, by itself or within a URL."""
        if "id" in reference:
            return str(reference["id"])
        return str(reference.get("url", "")).partition("/files/")[2].partition("/")[0]

    def picture(self, image: Json) -> str:
        """Where an image block's or element's picture lies."""
        if "slack_file" in image:
            return f"/files/{self.file_id(image['slack_file'])}/image"
        return str(image.get("image_url") or "")

    def picture_size(self, image: Json) -> tuple[int, int] | None:
        """Width and height in pixels of a PNG of this workspace: its room is kept while it loads."""
        file = self.workspace.files.find(self.file_id(image.get("slack_file") or {}))
        content = (file and file.content) or b""
        if not content.startswith(b"\x89PNG") or len(content) < PNG_HEAD:
            return None
        return int.from_bytes(content[16:20]), int.from_bytes(content[20:PNG_HEAD])
