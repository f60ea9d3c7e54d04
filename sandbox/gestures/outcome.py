"""What a person's client shows after a gesture."""

from sandbox.absence import UNINSTALLED, absence, explained
from sandbox.envelopes import INTERACTIVE, Ack, Envelope
from sandbox.state import Workspace
from sandbox.triggers import Gesture
from sandbox.wire import Json, NotServed, Refused, SlackError


async def send(workspace: Workspace, gesture: Gesture, payload: Json, kind: str = INTERACTIVE) -> Ack:
    """Delivers a gesture once and keeps how the app took it."""
    accepts = kind != INTERACTIVE or payload["type"] in ("view_submission", "block_suggestion")
    envelope = Envelope(kind, payload, accepts_answer=accepts)
    ack = await workspace.delivery.deliver(envelope) if workspace.is_installed else Ack(failure=UNINSTALLED)
    gesture.note("ack", error=ack.shown_error, answer=ack.answer)
    if ack.shown_error:
        sentence = explained(workspace, ack)
        more = {"error": ack.shown_error, "sentence": sentence}
        workspace.feed.tell("client_error", user=gesture.user, channel=gesture.channel, **more)
    return ack


def shown(workspace: Workspace, gesture: Gesture, ack: Ack, **more: object) -> Json:
    """The answer of a control: the error if there was none in time, and the modal that is open now."""
    stack = workspace.views.stack(gesture.user)
    view = workspace.views.face(stack[-1]) if stack else None
    answer = {"ok": ack.shown_error is None, "gesture": gesture.id, "error": ack.shown_error, "view": view, **more}
    sentence = explained(workspace, ack)
    return {**answer, "sentence": sentence} if sentence else answer


def unheard(workspace: Workspace) -> Json:
    """What is added to an answer when nobody was there to be told of it."""
    sentence = absence(workspace)
    return {"sentence": sentence} if sentence else {}


def refuse_answer(workspace: Workspace, ack: Ack, refusal: SlackError | NotServed, sentence: str) -> Refused:
    """What the app answered with its ack is not what Slack takes: kept in the transcript, and said."""
    if isinstance(refusal, NotServed):
        return Refused(str(refusal), 501)
    workspace.transcript.refuse(ack.entry, refusal)
    return Refused(f"{sentence}: {refusal.code} {'; '.join(refusal.messages)}".strip(), 502)
