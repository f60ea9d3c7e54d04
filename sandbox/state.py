"""One workspace: everything that one sandbox holds. There are no globals; several can live side by side."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.advance import Advances
from sandbox.blockkit_check import Check
from sandbox.cast import BOT, Cast, company_x
from sandbox.channels import Channel, Channels
from sandbox.connections import Connections
from sandbox.contract import Contract
from sandbox.delivery import Delivery
from sandbox.fault_rules import Faults
from sandbox.feed import Feed
from sandbox.files import Files
from sandbox.http_delivery import HttpDelivery
from sandbox.ids import Ids
from sandbox.landing import Landing
from sandbox.manifest import Manifest
from sandbox.messages import Messages
from sandbox.oauth import Installer
from sandbox.people import SLACKBOT, People, Person
from sandbox.play import Play
from sandbox.rates import Rates
from sandbox.scheduled import Schedule
from sandbox.settings import Settings
from sandbox.socket_mode import SocketMode
from sandbox.timekeeper import Timekeeper
from sandbox.tokens import APP_KIND, APP_TOKEN, BOT_KIND, BOT_TOKEN, Tokens
from sandbox.transcript import Transcript
from sandbox.triggers import Gestures
from sandbox.views import Views

TEAM_NAME = "Company X"
TEAM_DOMAIN = "company-x"


@dataclass
class Workspace:
    """The state of a sandbox, noun by noun."""

    base_url: str
    manifest: Manifest
    people: People
    bot: Person
    ids: Ids
    team_id: str
    app_id: str
    settings: Settings
    keeper: Timekeeper
    channels: Channels
    views: Views
    files: Files
    gestures: Gestures
    feed: Feed
    transcript: Transcript
    socket_mode: SocketMode
    delivery: Delivery
    faults: Faults
    connections: Connections
    tokens: Tokens = field(default_factory=Tokens)
    contract: Contract = field(default_factory=Contract)
    rates: Rates = field(init=False)
    schedule: Schedule = field(init=False)
    installer: Installer = field(init=False)
    messages: Messages = field(default_factory=Messages)
    landing: Landing = field(default_factory=Landing)
    is_installed: bool = True
    presets: dict[str, Callable[[], None]] = field(default_factory=dict)
    advances: Advances = field(init=False)
    play: Play = field(init=False)

    def __post_init__(self) -> None:
        self.advances = Advances(self.keeper)
        self.installer = Installer(self.manifest, self.ids, self.tokens)
        self.schedule = Schedule(self.ids)
        self.rates = Rates(self.settings, self.contract, self.now)
        self.play = Play(self.keeper, self.advances)

    def now(self) -> int:
        """Microseconds since 1970 by the sandbox's clock."""
        return self.keeper.now()

    def scopes(self) -> list[str]:
        """What the bot was granted."""
        return self.tokens.of_kind(BOT_KIND).scopes

    def check(self, surface: str) -> Check:
        """A fresh check of blocks for a message, a modal or a Home tab."""
        return Check(self.contract.limits, surface, lambda reference: self.files.shows(reference, self.now()))

    def direct(self, person: Person) -> Channel:
        """The app's direct message with a person."""
        return self.channels.open_direct(self.bot.id, person.id, self.now() // 1_000_000)

    def use_http(self, url: str) -> HttpDelivery:
        """Delivers to a request URL from now on."""
        carrier = HttpDelivery(url, self.tokens.signing_secret, self.settings, self.now)
        self.delivery.carrier = carrier
        return carrier

    def use_sockets(self) -> None:
        """Delivers by Socket Mode from now on."""
        self.delivery.carrier = self.socket_mode


def found(base_url: str, manifest: Manifest | None = None, cast: Cast | None = None) -> Workspace:
    """A workspace with its people, channels and the app installed; `base_url` has no slash at its end."""
    manifest, cast = manifest or Manifest(), cast or company_x()
    ids, settings = Ids(), Settings()
    team_id, app_id = ids.named("T", TEAM_NAME), ids.named("A", manifest.name)
    bot = _bot(ids, manifest)
    keeper = Timekeeper(settings)
    feed, faults, connections = Feed(), Faults(), Connections()
    transcript = Transcript(keeper.now, feed)
    socket_mode = SocketMode(settings, connections, faults, app_id)
    workspace = Workspace(
        base_url=base_url,
        manifest=manifest,
        people=People(team_id),
        bot=bot,
        ids=ids,
        team_id=team_id,
        app_id=app_id,
        settings=settings,
        keeper=keeper,
        channels=Channels(ids),
        views=Views(ids, team_id, app_id, bot.bot_id),
        files=Files(ids),
        gestures=Gestures(ids, keeper.clock),
        feed=feed,
        transcript=transcript,
        socket_mode=socket_mode,
        delivery=Delivery(keeper, transcript, faults, settings, socket_mode),
        faults=faults,
        connections=connections,
    )
    _move_in(workspace, cast)
    return workspace


def _bot(ids: Ids, manifest: Manifest) -> Person:
    handle = manifest.bot_name.lower().replace(" ", "-")
    return Person(
        id=ids.named("U", f"bot {handle}"),
        name=handle,
        real_name=manifest.bot_name,
        email="",
        is_bot=True,
        bot_id=ids.named("B", handle),
    )


def _move_in(workspace: Workspace, cast: Cast) -> None:
    ids, people = workspace.ids, workspace.people
    people.add(Person(SLACKBOT, "slackbot", "Slackbot", "", "America/Los_Angeles"))
    people.add(workspace.bot)
    for role in cast.people:
        people.add(
            Person(ids.named("U", role.handle), role.handle, role.name, role.email, role.tz, role.title, role.is_admin)
        )
    by_handle = {one.name: one.id for one in people} | {BOT: workspace.bot.id}
    created = workspace.now() // 1_000_000
    for room in cast.channels:
        members = [by_handle[one] for one in room.members]
        creator = next((one for one in members if one != workspace.bot.id), workspace.bot.id)
        workspace.channels.create(room.name, creator, members, created, room.is_private)
    workspace.tokens.give(BOT_TOKEN, BOT_KIND, workspace.manifest.scopes)
    workspace.tokens.give(APP_TOKEN, APP_KIND, ["connections:write"])
