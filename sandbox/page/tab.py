"""What every part of the page shares: the workspace, the seat, and acting as the person who sits there."""

from dataclasses import dataclass, field

from sandbox.gestures import GESTURES
from sandbox.instants import SECOND
from sandbox.page.names import Names
from sandbox.page.notices import Notices
from sandbox.page.reads import Reads
from sandbox.page.seat import Seat
from sandbox.people import Person
from sandbox.state import Workspace
from sandbox.wire import Json, Refused, SlackError


@dataclass
class Tab:
    """One browser tab."""

    workspace: Workspace
    seat: Seat
    reads: Reads
    notices: Notices = field(default_factory=Notices)
    _today: str = ""

    @property
    def person(self) -> Person:
        """Who one is."""
        return self.seat.person

    @property
    def names(self) -> Names:
        """The workspace as the person reads it."""
        return Names(self.workspace, self.person)

    def today(self) -> str:
        """The day that others are named from; while the clock is being turned it stays the one it was."""
        running = self.workspace.advances.current()
        if running is None or running.is_stride or not self._today:
            self._today = self.names.instant(self.workspace.now() / SECOND, "{date_num}")
        return self._today

    async def do(self, gesture: str, **order: object) -> Json | None:
        """Acts as the person; says what went wrong, and returns the answer, or None when it was refused."""
        try:
            answer = await GESTURES[gesture](self.workspace, {"user": self.person.id, **order})
        except Refused as refusal:
            self.notices.say(refusal.sentence)
            return None
        except SlackError as refusal:
            self.notices.say(f"Slack would refuse that: {refusal.code}.")
            return None
        if answer.get("error"):
            self.notices.say(self._sentence(answer))
        return answer

    def _sentence(self, answer: Json) -> str:
        app, error = self.workspace.manifest.name, str(answer["error"])
        sentences = {
            "operation_timeout": f"{app} did not answer in time (operation_timeout).",
            "dispatch_failed": f"{app} could not be reached, or failed (dispatch_failed).",
        }
        return str(answer.get("text") or sentences.get(error, error))
