"""The words of notices to the admin: what the bot can't mend by itself, and what to do about it."""

from typing import Final

from messages import mrkdwn
from messages.blocks import Block, Message, actions, section
from messages.elements import button
from messages.text import Untrusted

POST_ANYWAY: Final = "act:post_anyway"
IT_IS_THERE: Final = "act:it_is_there"
SEND_AGAIN: Final = "act:send_again"
_PLACE: Final = "CGD"


def channel_refused(place: str, code: str) -> Message:
    """A channel or person takes no messages from the bot."""
    said = (
        f":warning: {_place(place)} takes no messages from the bot (`{Untrusted(code).mrkdwn(60)}`). "
        "What was meant for it goes to the party's contact. "
        "Invite the bot again, or give the agreement another channel, then run `sla-bot doctor`."
    )
    return _notice(said)


def in_doubt(place: str, outbox_id: int, kind: str) -> Message:
    """Whether a message was posted can't be found out: the admin looks, and says."""
    said = (
        f":grey_question: A message ({_kind(kind)}) to {_place(place)} may or may not have been posted: "
        "the answer was lost, and the bot can't look. Please look there, then say."
    )
    asked = button("Post it", POST_ANYWAY, str(outbox_id)), button("It is there", IT_IS_THERE, str(outbox_id))
    return _notice(said, actions(*asked))


def dead(place: str, outbox_id: int, kind: str) -> Message:
    """A message can't be sent at all."""
    said = f":x: A message ({_kind(kind)}) to {_place(place)} can't be sent. `sla-bot doctor` checks what is amiss."
    return _notice(said, actions(button("Send it again", SEND_AGAIN, str(outbox_id))))


def other(what: str) -> Message:
    """Anything else that an admin should know of."""
    return _notice(f":warning: {Untrusted(what.replace('_', ' ')).mrkdwn()}. `sla-bot doctor` checks what is amiss.")


def _notice(said: str, *more: Block) -> Message:
    return Message(said, (section(said), *more), "sla_notice", {})


def _place(place: str) -> str:
    return f"<#{place}>" if place[:1] in _PLACE and place.isalnum() and place.isupper() else mrkdwn.user(place)


def _kind(kind: str) -> str:
    return Untrusted(kind.removeprefix("sla_").replace("_", " ")).mrkdwn(60)
