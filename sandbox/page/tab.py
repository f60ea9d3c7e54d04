"""What every part of the page shares: the workspace, the seat, and acting as the person who sits there."""

from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from sandbox.gestures import GESTURES
from sandbox.instants import instant
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
    today: date | None = None

    @property
    def person(self) -> Person:
        """Who one is."""
        return self.seat.person

    @property
    def names(self) -> Names:
        """The workspace as the person reads it."""
        return Names(self.workspace, self.person)

    def day(self, at: int) -> date:
        """The day of an instant by the person's own clock."""
        return instant(at).astimezone(ZoneInfo(self.person.tz)).date()

    @property
    def is_turning(self) -> bool:
        """Whether the clock is being turned, other than by play."""
        running = self.workspace.advances.current()
        return running is not None and not running.is_stride

    def look_at_the_day(self) -> None:
        """Names days from now on; while the clock is being turned, still from the day that it was."""
        if not self.is_turning or self.today is None:
            self.today = self.day(self.workspace.now())

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
        if answer.get("error") or answer.get("sentence"):
            self.notices.say(self._sentence(answer))
        return answer

    def _sentence(self, answer: Json) -> str:
        if answer.get("text"):
            return str(answer["text"])
        sentence, error = answer.get("sentence") or self.workspace.manifest.name, answer.get("error")
        return f"{sentence} ({error})" if error else str(sentence)
