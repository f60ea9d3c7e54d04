"""The people of the workspace, and the bot among them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from sandbox.instants import SECOND, instant
from sandbox.wire import Json, SlackError

SLACKBOT = "USLACKBOT"


@dataclass(frozen=True)
class Person:
    """A member of the workspace; `name` is the handle without its @."""

    id: str
    name: str
    real_name: str
    email: str
    tz: str = "America/New_York"
    title: str = ""
    is_admin: bool = False
    is_bot: bool = False
    is_deleted: bool = False
    bot_id: str = ""


class People:
    """Everyone in the workspace, in the order they came."""

    def __init__(self, team_id: str) -> None:
        self._team_id = team_id
        self._by_id: dict[str, Person] = {}

    def add(self, person: Person) -> None:
        """Lets a person in; a handle is given once."""
        if any(one.name == person.name for one in self):
            raise ValueError(f"There are two people called @{person.name}.")
        self._by_id[person.id] = person

    def __iter__(self) -> Iterator[Person]:
        return iter(list(self._by_id.values()))

    def get(self, person_id: str) -> Person:
        """The person of an id; `user_not_found` otherwise."""
        if person_id not in self._by_id:
            raise SlackError("user_not_found")
        return self._by_id[person_id]

    def named(self, name: str) -> Person | None:
        """The person of a handle, with or without @."""
        return next((one for one in self if one.name == name.removeprefix("@")), None)

    def with_email(self, email: str) -> Person | None:
        """The active person of an address."""
        known = (one for one in self if not one.is_deleted and not one.is_bot)
        return next((one for one in known if one.email.lower() == email.lower()), None)

    def keep(self, person: Person) -> None:
        """Puts the person as they are now in the place of the same person as they were."""
        self._by_id[person.id] = person

    def profile(self, person: Person, with_email: bool, now: int) -> Json:
        """Slack's `user` object as an app with or without `users:read.email` sees it, at an instant."""
        if person.is_deleted:
            return self._common(person, with_email)
        offset = instant(now).astimezone(ZoneInfo(person.tz)).utcoffset() or timedelta()
        zone = {"tz": person.tz, "tz_label": person.tz, "tz_offset": offset // timedelta(microseconds=SECOND)}
        roles = {
            "is_admin": person.is_admin,
            "is_owner": person.is_admin,
            "is_primary_owner": person.is_admin,
            "is_restricted": False,
            "is_ultra_restricted": False,
            "is_email_confirmed": not person.is_bot,
            "who_can_share_contact_card": "EVERYONE",
        }
        return {**self._common(person, with_email), **zone, **roles}

    def _common(self, person: Person, with_email: bool) -> Json:
        return {
            "id": person.id,
            "team_id": self._team_id,
            "name": person.name,
            "deleted": person.is_deleted,
            "color": "9f69e7",
            "real_name": person.real_name,
            "profile": self._card(person, with_email),
            "is_bot": person.is_bot,
            "is_app_user": False,
            "updated": 0,
        }

    def _card(self, person: Person, with_email: bool) -> Json:
        card = {
            "title": person.title,
            "phone": "",
            "skype": "",
            "real_name": person.real_name,
            "real_name_normalized": person.real_name,
            "display_name": person.name,
            "display_name_normalized": person.name,
            "status_text": "",
            "status_emoji": "",
            "status_emoji_display_info": [],
            "status_expiration": 0,
            "avatar_hash": "",
            **{f"image_{size}": "" for size in (24, 32, 48, 72, 192, 512)},
            "team": self._team_id,
        }
        if person.is_bot:
            return {**card, "bot_id": person.bot_id, "api_app_id": ""}
        return {**card, "email": person.email} if with_email else card
