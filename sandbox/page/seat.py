"""One browser tab: who one is, where one is, what is open beside it."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from sandbox.channels import Channel
from sandbox.instants import SECOND, parse_ts, ts
from sandbox.page import places
from sandbox.page.places import HOME, Place
from sandbox.people import Person
from sandbox.state import Workspace
from sandbox.wire import Json


@dataclass
class Seat:
    """Set it from anywhere; the page follows within a tenth of a second. `place` is a channel's id, or `home`."""

    workspace: Workspace
    person_id: str
    place: str = ""
    thread_at: int | None = None
    panel: str = ""
    drafts: dict[tuple[str, str, int | None], str] = field(default_factory=dict)

    @property
    def person(self) -> Person:
        """Who one is."""
        return self.workspace.people.get(self.person_id)

    @property
    def channel_id(self) -> str:
        """Where messages go from here; on the app's Home tab, the direct message with the app."""
        return self.app.channel_id if self.place == HOME else self.place

    @property
    def app(self) -> Place:
        """The person's entry of the app."""
        return places.app(self.workspace, self.person)

    @property
    def here(self) -> Place:
        """The place that is open."""
        return places.place_of(self.workspace, self.person, self.channel_id) or self.app

    def open_channel(self) -> Channel:
        """The channel that is open; a direct message that nobody has opened yet is opened."""
        found = self.workspace.channels.find(self.channel_id)
        if found is not None:
            return found
        created = self.workspace.now() // SECOND
        return self.workspace.channels.open_direct(self.person_id, self.here.partner, created)

    def be(self, person_id: str) -> None:
        """Becomes somebody else; stays in the place if they may be there, and finds another one if not."""
        was_with_app = self.place == self.app.channel_id
        self.person_id, self.thread_at = person_id, None
        if was_with_app:
            self.place = self.app.channel_id
        self.settle()

    def go(self, place: str) -> None:
        """Goes to a channel's id or to `home`; stays when the person may not be there."""
        if place == HOME or self._may_be(place):
            self.place, self.thread_at = place, None

    def settle(self) -> None:
        """Follows a channel that has another id now; leaves a place that the person may not be in any more."""
        if moved := self.workspace.channels.current(self.place):
            self.place = moved.id
        if self.place != HOME and not self._may_be(self.place):
            self.place, self.thread_at = self.first(), None

    def open_thread(self, at: int | None) -> None:
        """Opens the thread of a message beside the place, or closes it."""
        self.thread_at = at

    def spot(self) -> tuple[str, str, int | None, str]:
        """What the page has to show; it redraws when this is another."""
        return (self.person_id, self.place, self.thread_at, self.panel)

    def query(self) -> str:
        """The seat as a query string, which a reload brings back."""
        here = self.here
        written = {"as": self.person.name, "in": self.place if self.place == HOME else self.name_of(here)}
        if self.thread_at is not None:
            written["thread"] = ts(self.thread_at)
        return urlencode(written | ({"panel": self.panel} if self.panel else {}))

    def name_of(self, place: Place) -> str:
        """A place as the query writes it."""
        return f"@{self.workspace.people.get(place.partner).name}" if place.partner else place.title

    def _may_be(self, channel_id: str) -> bool:
        return places.place_of(self.workspace, self.person, channel_id) is not None

    def first(self) -> str:
        """Where one is to begin with: the first channel that the app is in, else the app."""
        mine = places.channels(self.workspace, self.person)
        rooms = sorted(mine, key=lambda one: (not one.is_member, self.workspace.bot.id not in self._members(one)))
        return rooms[0].channel_id if rooms else self.app.channel_id

    def _members(self, place: Place) -> list[str]:
        found = self.workspace.channels.find(place.channel_id)
        return found.members if found else []


def take_seat(workspace: Workspace, query: Json) -> Seat:
    """The seat of a query string; whatever is missing or wrong in it is chosen."""
    persons = places.persons(workspace)
    wanted = next((one for one in persons if one.name == query.get("as")), persons[0])
    seat = Seat(workspace, wanted.id, panel=str(query.get("panel", "")))
    seat.place = _place(seat, str(query.get("in", ""))) or seat.first()
    try:
        seat.thread_at = parse_ts(str(query["thread"])) if query.get("thread") else None
    except ValueError:
        seat.thread_at = None
    return seat


def _place(seat: Seat, written: str) -> str:
    if written == HOME:
        return HOME
    mine = places.everywhere(seat.workspace, seat.person)
    bare = written.removeprefix("#")
    return next((one.channel_id for one in mine if bare in (one.channel_id, seat.name_of(one))), "")
