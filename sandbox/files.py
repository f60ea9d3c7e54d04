"""Files: a URL to upload to, the bytes, completion once, and the work that Slack does on them afterwards."""

from dataclasses import dataclass, field
from pathlib import PurePath

from sandbox.ids import Ids
from sandbox.wire import Json, SlackError

IMAGE_MARKS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"GIF87a": "gif", b"GIF89a": "gif"}
MIMETYPES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif"}


@dataclass
class File:
    """One file; `ready_at` is when Slack has worked on it, None before it is complete."""

    id: str
    name: str
    length: int
    user: str
    created: int
    alt_text: str = ""
    title: str = ""
    content: bytes | None = None
    ready_at: int | None = None
    shares: list[str] = field(default_factory=list)

    def is_ready(self, now: int) -> bool:
        """Whether it can be shown."""
        return self.ready_at is not None and self.ready_at <= now

    def image_kind(self) -> str | None:
        """`png`, `jpg` or `gif` by its first bytes; None for anything else."""
        content = self.content or b""
        return next((kind for mark, kind in IMAGE_MARKS.items() if content.startswith(mark)), None)

    def mimetype(self) -> str:
        """By its first bytes."""
        return MIMETYPES.get(self.image_kind() or "", "application/octet-stream")

    def face(self, base_url: str, now: int) -> Json:
        """Slack's `file` object; before it is ready the type is missing."""
        ready = self.is_ready(now)
        kind = self.image_kind() or PurePath(self.name).suffix.removeprefix(".") or "binary"
        address = f"{base_url}/files/{self.id}/{self.name}"
        return {
            "id": self.id,
            "created": self.created // 1_000_000,
            "timestamp": self.created // 1_000_000,
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": self.mimetype() if ready else "",
            "filetype": kind if ready else "",
            "pretty_type": kind.upper() if ready else "",
            "user": self.user,
            "size": self.length,
            "mode": "hosted",
            "is_external": False,
            "is_public": bool(self.shares),
            "url_private": address,
            "url_private_download": address,
            "permalink": address,
            "alt_txt": self.alt_text,
            **self._shared(),
            "has_rich_preview": False,
        }

    def _shared(self) -> Json:
        by_letter = {letter: [one for one in self.shares if one.startswith(letter)] for letter in "CGD"}
        return {
            "channels": by_letter["C"],
            "groups": by_letter["G"],
            "ims": by_letter["D"],
            "shares": {},
            "public_url_shared": False,
            "comments_count": 0,
            "display_as_bot": False,
            "editable": False,
            "external_type": "",
            "is_starred": False,
        }


class Files:
    """All files of the workspace."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._by_id: dict[str, File] = {}
        self._tickets: dict[str, str] = {}

    def expect(self, name: str, length: int, user: str, now: int, alt_text: str) -> tuple[File, str]:
        """A file to come, and the single-use ticket of its upload URL."""
        file = File(self._ids.fresh("F"), name, length, user, now, alt_text)
        ticket = self._ids.named("", f"ticket {file.id}").lower()
        self._by_id[file.id] = file
        self._tickets[ticket] = file.id
        return file, ticket

    def receive(self, ticket: str, content: bytes) -> str | None:
        """Takes the bytes; returns why not, if not."""
        file = self._by_id.get(self._tickets.get(ticket, ""))
        if file is None:
            return "This upload URL is unknown or was used already."
        if len(content) != file.length:
            return f"{file.length} bytes were announced, {len(content)} came."
        del self._tickets[ticket]
        file.content = content
        return None

    def find(self, file_id: str) -> File | None:
        """The file of an id, if there is one."""
        return self._by_id.get(file_id)

    def get(self, file_id: str) -> File:
        """The file of an id; `file_not_found` otherwise."""
        if file_id not in self._by_id:
            raise SlackError("file_not_found")
        return self._by_id[file_id]

    def complete(self, file_id: str, title: str, ready_at: int) -> File:
        """Makes an uploaded file a file of the workspace, once; `file_not_found` otherwise."""
        file = self.get(file_id)
        if file.content is None or file.ready_at is not None:
            raise SlackError("file_not_found")
        file.title, file.ready_at = title, ready_at
        return file

    def shows(self, reference: Json, now: int) -> bool:
        """Whether an image block may show this `slack_file`."""
        file = self._referred(reference)
        return file is not None and file.is_ready(now) and file.image_kind() is not None

    def _referred(self, reference: Json) -> File | None:
        if "id" in reference:
            return self._by_id.get(str(reference["id"]))
        url = str(reference.get("url", ""))
        return next((one for one in self._by_id.values() if f"/files/{one.id}/" in url), None)
