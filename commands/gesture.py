"""A gesture: what somebody did in Slack, and the ways to answer it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import structlog
from slack_bolt import BoltContext

from commands.papers import Papers
from messages.acts import line
from messages.blocks import Message
from messages.forms import notice
from messages.refusals import refusal
from messages.validate import InvalidBlocks, check, check_view
from messages.views import View
from sla.permissions import Actor
from storage.engine import Sessions
from storage.workspaces import Workspace

log = structlog.get_logger()


class Opener(Protocol):
    """What opens forms: Bolt's client."""

    def views_open(self, *, trigger_id: str, view: View) -> Any:
        """Opens a form for the person whose gesture gave the trigger."""

    def views_update(self, *, view_id: str, view: View) -> Any:
        """Shows another form in the place of one that is open."""


@dataclass(frozen=True)
class Gesture:
    """Who did something where and when, and what a door needs to read, write and answer.

    `channel` is None for what has no place; `respond` where there is no response URL. `replaces`: answers stand in the
    place of what was pressed. `papers` reads and writes agreements as files.
    """

    sessions: Sessions
    workspace: Workspace
    now: datetime
    poke: Callable[[], None]
    user: str
    channel: str | None
    trigger_id: str
    client: Opener
    respond: Callable[..., Any] | None
    replaces: bool = False
    papers: Papers | None = None

    @classmethod
    def of(
        cls, body: Mapping[str, Any], context: BoltContext, client: Opener, respond: Callable[..., Any] | None
    ) -> "Gesture":
        """The gesture behind a request of Slack."""
        channel = body.get("channel_id") or (body.get("channel") or {}).get("id")
        return cls(
            sessions=context["sessions"],
            workspace=context["workspace"],
            now=context["now"],
            poke=context["poke"],
            user=str(body.get("user_id") or (body.get("user") or {}).get("id") or ""),
            channel=channel,
            trigger_id=str(body.get("trigger_id") or ""),
            client=client,
            respond=respond if context.response_url else None,
            papers=context.get("papers"),
        )

    @property
    def is_direct(self) -> bool:
        """Whether it was made in a direct message, or in no channel at all."""
        return self.channel is None or self.channel.startswith("D")

    def actor(self, channel: str | None, *, belongs: bool = False, is_admin: bool = False) -> Actor:
        """Who asks, as seen from the agreement of this channel; who belongs to it counts as there."""
        return Actor(self.user, in_channel=belongs or self.channel == channel is not None, is_admin=is_admin)

    def say(self, message: Message | str, *, aloud: bool = False, replace: bool = False) -> None:
        """Answers the person alone, or `aloud` to all who are there; `replace` puts it in the pressed message's place.

        Never raises: what was done stands, whether or not Slack takes the answer.
        """
        said = refusal(message) if isinstance(message, str) else message
        if self.respond is None:
            self._show(said)
            return
        kind, over = ("in_channel", False) if aloud else ("ephemeral", replace or self.replaces)
        try:
            self.respond(text=said.text, blocks=_valid(said), response_type=kind, replace_original=over)
        except Exception:
            log.warning("not_answered", user=self.user, exc_info=True)

    def tell(self, said: str) -> None:
        """Answers with a line of our own mrkdwn."""
        self.say(line(said))

    def open(self, view: View) -> None:
        """Opens a form; at once, as the trigger lives three seconds."""
        check_view(view)
        self.client.views_open(trigger_id=self.trigger_id, view=view)

    def update(self, view_id: str, view: View) -> None:
        """Shows another form in the place of the one that was pressed in."""
        check_view(view)
        self.client.views_update(view_id=view_id, view=view)

    def _show(self, said: Message) -> None:
        try:
            self.open(notice(said))
        except Exception:
            log.warning("not_answered", user=self.user, exc_info=True)


def _valid(said: Message) -> list[dict[str, Any]] | None:
    """The blocks, or none where Slack would refuse them: the text says it all."""
    try:
        check(said)
    except InvalidBlocks as error:
        log.error("answer_without_blocks", problems=error.problems)
        return None
    return list(said.blocks)
