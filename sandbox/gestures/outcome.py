"""What a person's client shows after a gesture."""

from sandbox.envelopes import INTERACTIVE, Ack, Envelope
from sandbox.state import Workspace
from sandbox.triggers import Gesture
from sandbox.wire import Json


async def send(workspace: Workspace, gesture: Gesture, payload: Json, kind: str = INTERACTIVE) -> Ack:
    """Delivers a gesture once and keeps how the app took it."""
    accepts = kind != INTERACTIVE or payload["type"] in ("view_submission", "block_suggestion")
    ack = await workspace.delivery.deliver(Envelope(kind, payload, accepts_answer=accepts))
    gesture.note("ack", error=ack.shown_error, answer=ack.answer)
    if ack.shown_error:
        workspace.feed.tell("client_error", user=gesture.user, channel=gesture.channel, error=ack.shown_error)
    return ack


def shown(workspace: Workspace, gesture: Gesture, ack: Ack, **more: object) -> Json:
    """The answer of a control: the error if there was none in time, and the modal that is open now."""
    stack = workspace.views.stack(gesture.user)
    view = workspace.views.face(stack[-1]) if stack else None
    return {"ok": ack.shown_error is None, "gesture": gesture.id, "error": ack.shown_error, "view": view, **more}
