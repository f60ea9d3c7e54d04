"""Slack as delivery sees it: the only client that posts, one request for one call, each failure in its class."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit
from urllib.request import Request

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.one_shot import OneShot
from bot.refusals import refusal_of, unreadable
from jobs.carrier import Letter, Posted, Seen
from jobs.outcome import Ambiguous, Refusal, SurelyNotPosted
from storage.failpoints import failpoint

PAGE: Final = 15
MOST_PAGES: Final = 200
QUIET: Final = {"link_names": False, "parse": "none", "unfurl_links": False, "unfurl_media": False}


class SingleClient(WebClient):
    """slack_sdk's client, with requests that are sent once, end in time, and are cut at 1 MiB."""

    def __init__(self, model: WebClient) -> None:
        super().__init__(
            token=model.token, base_url=model.base_url, timeout=model.timeout, proxy=model.proxy, retry_handlers=[]
        )
        self.shot = OneShot(self.timeout, self.proxy or None)

    def _perform_urllib_http_request_internal(self, url: str, req: Request) -> dict[str, Any]:
        headers = {**req.headers, **req.unredirected_hdrs}
        body = req.data if isinstance(req.data, bytes) else b""
        answer = self.shot.post(url, body, {name: str(value) for name, value in headers.items()})
        return {"status": answer.status, "headers": answer.headers, "body": answer.text}


class WebApi:
    """The Web API of one workspace. Every call raises a Refusal, or returns what Slack surely did."""

    def __init__(self, model: WebClient) -> None:
        """Takes token, address and timeout from `model`, and nothing else of it."""
        self._client = SingleClient(model)

    def check(self) -> None:
        """Returns where Slack accepts the token."""
        self._call(self._client.auth_test)

    def post(self, letter: Letter) -> Posted:
        """Posts the message. An answer that does not say where it went leaves it in doubt."""
        fields = _fields(letter) | {"client_msg_id": letter.client_msg_id}
        answer = self._call(lambda: self._client.chat_postMessage(**_present(fields)))
        ts, channel = answer.get("ts"), answer.get("channel")
        if not isinstance(ts, str) or channel != letter.channel:
            raise Ambiguous("no_ts" if channel == letter.channel else "other_channel", 200)
        return Posted(channel, ts)

    def update(self, letter: Letter, ts: str) -> None:
        """Replaces the message's text, blocks and metadata."""
        fields = _present(_fields(letter) | {"unfurl_links": None, "unfurl_media": None})
        self._call(lambda: self._client.chat_update(ts=ts, **fields))

    def open_dm(self, user: str) -> str:
        """The channel of direct messages with this person; opening it twice gives the same."""
        answer = self._call(lambda: self._client.conversations_open(users=user))
        channel = (answer.get("channel") or {}).get("id")
        if not isinstance(channel, str):
            raise SurelyNotPosted("no_channel", 200)
        return channel

    def upload(self, picture: bytes, filename: str, alt: str) -> str:
        """Uploads a picture, shared nowhere; returns the file's id. A second one leaves an orphan nobody sees."""
        asked = self._call(
            lambda: self._client.files_getUploadURLExternal(filename=filename, length=len(picture), alt_txt=alt)
        )
        failpoint("upload.after_step1")
        self._put(str(asked.get("upload_url")), picture)
        failpoint("upload.after_step2")
        files: list[dict[str, str | None]] = [{"id": str(asked.get("file_id")), "title": filename}]
        self._call(lambda: self._client.files_completeUploadExternal(files=files))
        failpoint("upload.after_step3")
        return str(asked.get("file_id"))

    def put(self, content: bytes, filename: str) -> str:
        """Uploads a file that `share` shows to somebody later; returns its id."""
        asked = self._call(lambda: self._client.files_getUploadURLExternal(filename=filename, length=len(content)))
        self._put(str(asked.get("upload_url")), content, "application/octet-stream")
        return str(asked.get("file_id"))

    def share(self, file_id: str, letter: Letter, title: str) -> Posted:
        """Posts an uploaded file with the letter's text; Slack refuses that a second time. The answer has no `ts`."""
        files: list[dict[str, str | None]] = [{"id": file_id, "title": title}]
        self._call(
            lambda: self._client.files_completeUploadExternal(
                files=files, channel_id=letter.channel, initial_comment=letter.text
            )
        )
        return Posted(letter.channel, "")

    def history(self, channel: str, oldest: datetime, latest: datetime) -> list[Seen]:
        """Every message of the channel from `oldest` to `latest`, to the last page. Raises Unreadable."""
        seen: list[Seen] = []
        cursor: str | None = None
        for _ in range(MOST_PAGES):
            answer = self._page(channel, oldest, latest, cursor)
            seen += [_seen(message) for message in answer.get("messages") or []]
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or None
            if cursor is None:
                return seen
        raise SurelyNotPosted("too_many_pages")

    def _page(self, channel: str, oldest: datetime, latest: datetime, cursor: str | None) -> SlackResponse:
        try:
            return self._call(
                lambda: self._client.conversations_history(
                    channel=channel,
                    oldest=f"{oldest.timestamp():.6f}",
                    latest=f"{latest.timestamp():.6f}",
                    inclusive=True,
                    limit=PAGE,
                    include_all_metadata=True,
                    cursor=cursor,
                )
            )
        except Refusal as refusal:
            raise unreadable(refusal) from refusal

    def _put(self, url: str, content: bytes, kind: str = "image/png") -> None:
        """Sends the bytes where Slack said, without the token, and only to https or to where the API itself is."""
        where, ours = urlsplit(url), urlsplit(self._client.base_url)
        if where.scheme != "https" and where.netloc != ours.netloc:
            raise SurelyNotPosted("bad_upload_url")
        try:
            answer = self._client.shot.post(url, content, {"Content-Type": kind})
        except Exception as error:
            raise refusal_of(error) from error
        if answer.status != 200:
            raise SurelyNotPosted("upload_failed", answer.status)

    def _call(self, call: Callable[[], SlackResponse]) -> SlackResponse:
        try:
            return call()
        except Exception as error:
            raise refusal_of(error) from error


def _fields(letter: Letter) -> dict[str, Any]:
    metadata = None if letter.metadata is None else dict(letter.metadata)
    return {
        "channel": letter.channel,
        "text": letter.text,
        "blocks": list(letter.blocks) or None,
        "metadata": metadata,
        **QUIET,
    }


def _present(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _seen(message: Any) -> Seen:
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    marker = payload.get("marker")
    return Seen(str(message.get("ts")), message.get("bot_id"), marker if isinstance(marker, str) else None)
