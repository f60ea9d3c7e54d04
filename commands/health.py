"""`/sla health`: whether the bot is well; the whole of it for admins."""

from commands import place
from commands.door import Door
from commands.errors import BadWords
from commands.gesture import Gesture
from commands.words import spoken
from messages import health
from messages.blocks import Message
from storage import agreements, gates, outbox


def say(gesture: Gesture, typed: str) -> None:
    """`health`: one line for everyone, figures for an admin."""
    if typed:
        raise BadWords(f"`/sla health` takes nothing more; leave out “{spoken(typed)[:40]}”.")
    gesture.say(_told(gesture))


def _told(gesture: Gesture) -> Message:
    workspace_id = gesture.workspace.id
    with gesture.sessions.read() as session:
        if not place.is_admin(session, gesture):
            return health.short()
        counted = outbox.counts(session, workspace_id)
        found = health.Health(
            messages={state.value: number for state, number in counted.items()},
            oldest_due_at=outbox.oldest_due(session, workspace_id, gesture.now),
            agreements=len(agreements.all_of(session, workspace_id, gesture.now)),
            paused=[pause.reason or "no reason is on record" for pause in gates.pauses(session, workspace_id)],
        )
    return health.full(found, gesture.now)


DOORS = (Door("word", "health", say),)
