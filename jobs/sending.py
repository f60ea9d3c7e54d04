"""Sending one claimed message: open the direct message, draw and upload the chart, compose, post."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from jobs.carrier import Carrier, Letter, Posted
from jobs.outcome import Ambiguous, DestinationGone, PayloadRefused, Refusal, SurelyNotPosted, WorkspaceBlocked
from messages import blocks, mrkdwn
from messages.blocks import Message
from messages.charts import Chart, ChartFailed, alt_text
from messages.paper import Paper
from messages.text import Untrusted
from storage import results
from storage.claims import is_person
from storage.outgoing import Claim, Outgoing
from storage.reroutes import MEANT_FOR

PLAIN: Final = 1
BARE: Final = 2
PICTURE: Final = "chart.png"
SHARED_BEFORE: Final = "file_not_found"
"""What Slack says of a file that was shown to somebody by an earlier attempt."""


@dataclass(frozen=True)
class Sending:
    """A claimed message with its words; `with_picture` is false once Slack took too long over the picture."""

    claim: Claim
    message: Message
    claimed_at: float
    with_picture: bool = True

    @property
    def shows_picture(self) -> bool:
        """Whether it goes out with its chart."""
        return self.with_picture and self.message.chart is not None and self.claim.degraded < PLAIN


class StillProcessing(PayloadRefused):
    """Slack refuses the blocks while it is processing the picture in them; nothing was posted."""

    outcome = "processing"


class Overtaken(SurelyNotPosted):
    """Too much of the lease was gone before a byte was sent, or somebody else holds the claim."""


def send(carrier: Carrier, sending: Sending) -> Posted:
    """Posts the message; raises a Refusal. Whatever fails before the post itself was surely not posted."""
    try:
        channel = sending.claim.posted_to or _open(carrier, sending.claim)
        file_id = _attached(carrier, sending) or (_picture(carrier, sending) if sending.shows_picture else None)
    except Ambiguous as error:
        raise SurelyNotPosted(error.code, error.http_status) from error
    letter = compose(sending.claim, sending.message, channel, file_id)
    _check_time(carrier, sending)
    if sending.message.attachment is not None and file_id:
        return _share(carrier, sending, letter, file_id)
    try:
        return carrier.slack.post(letter)
    except PayloadRefused as error:
        if file_id and error.code.startswith("invalid_blocks"):
            raise StillProcessing(error.code, error.http_status) from error
        raise


def compose(claim: Claim, message: Message, channel: str, file_id: str | None) -> Letter:
    """The message as it goes out: marked as a repeat or as meant for another, in the plainness it has come to."""
    said = opened(claim.outgoing, message)
    shown = said.blocks if file_id is None or said.chart is None else pictured(said, said.chart, file_id)
    return Letter(
        channel=channel,
        text=said.text,
        blocks=() if claim.degraded >= PLAIN else shown,
        metadata=None if claim.degraded >= BARE else said.metadata(claim.marker),
        client_msg_id=claim.client_msg_id,
    )


def opened(outgoing: Outgoing, message: Message) -> Message:
    """The message with a first line that says that it may be a repeat, or whom it was meant for."""
    meant_for = outgoing.args.get(MEANT_FOR)
    if meant_for is not None:
        message = message.opening_with(f"This was meant for {_mention(str(meant_for))}, where Slack would not take it.")
    if outgoing.is_repeat and outgoing.first_attempt_at is not None:
        first = mrkdwn.date(outgoing.first_attempt_at)
        message = message.opening_with(f"Possible repeat: the first copy may have reached you at {first}.")
    return message


def pictured(message: Message, chart: Chart, file_id: str) -> tuple[blocks.Block, ...]:
    """The message's blocks with the chart: in its own place where the message names one, else above its buttons."""
    image = blocks.image(file_id, Untrusted(alt_text(chart)))
    shown = message.blocks
    named = (place for place, block in enumerate(shown) if block.get("block_id") == blocks.BELOW_CHART)
    pressed = (place for place, block in enumerate(shown) if block["type"] == "actions")
    first = next(named, next(pressed, len(shown)))
    return (*shown[:first], image, *shown[first:])


def _mention(to: str) -> str:
    return mrkdwn.user(to) if is_person(to) else f"<#{to}>"


def _open(carrier: Carrier, claim: Claim) -> str:
    """The person's direct messages, kept before anything is sent there, so that it can be looked for."""
    channel = carrier.slack.open_dm(claim.outgoing.to)
    _keep(carrier, claim, posted_to=channel)
    return channel


def _picture(carrier: Carrier, sending: Sending) -> str | None:
    """The uploaded chart; None, and the message goes without it, when it can't be drawn or Slack refuses it."""
    chart, claim = sending.message.chart, sending.claim
    if chart is None or claim.file_id is not None:
        return claim.file_id
    try:
        drawn = None if carrier.drawer is None else carrier.drawer.draw(chart)
        file_id = drawn and carrier.slack.upload(drawn, PICTURE, alt_text(chart))
    except (ChartFailed, PayloadRefused, DestinationGone, WorkspaceBlocked):
        return None
    if file_id:
        _keep(carrier, claim, file_id=str(file_id))
    return str(file_id) if file_id else None


def _attached(carrier: Carrier, sending: Sending) -> str | None:
    """The uploaded attachment, which nobody sees yet; None for a message without one."""
    attached, known = sending.message.attachment, sending.claim.file_id
    if attached is None or known is not None:
        return known if attached else None
    file_id = carrier.slack.put(_content(carrier, attached.content), attached.name)
    _keep(carrier, sending.claim, file_id=file_id)
    return file_id


def _content(carrier: Carrier, content: bytes | Paper) -> bytes:
    if isinstance(content, bytes):
        return content
    try:
        return carrier.drawer.print(content) if carrier.drawer else b""
    except ChartFailed as error:
        raise SurelyNotPosted("not_printed") from error


def _share(carrier: Carrier, sending: Sending, letter: Letter, file_id: str) -> Posted:
    """Posts the attachment with the words. Slack takes that once for each file, so that trying again does no harm."""
    attached = sending.message.attachment
    try:
        return carrier.slack.share(file_id, letter, attached.title if attached else "")
    except Refusal as error:
        if error.code == SHARED_BEFORE and sending.claim.file_id:
            return Posted(letter.channel, "")
        if isinstance(error, Ambiguous):
            raise SurelyNotPosted(error.code, error.http_status) from error
        raise


def _keep(carrier: Carrier, claim: Claim, *, posted_to: str | None = None, file_id: str | None = None) -> None:
    with carrier.sessions.write() as session:
        if not results.heading(session, claim, posted_to=posted_to, file_id=file_id):
            raise Overtaken("overtaken")


def _check_time(carrier: Carrier, sending: Sending) -> None:
    """Gives the attempt up when more than half the lease is gone: the request must end well within it."""
    gone = timedelta(seconds=carrier.monotonic() - sending.claimed_at)
    if gone > carrier.budget.lease / 2:
        raise Overtaken("too_slow")


def refusal_of(error: Exception) -> Refusal:
    """What an unforeseen error means: as nobody can tell, that it may have been posted."""
    return error if isinstance(error, Refusal) else Ambiguous(type(error).__name__)
