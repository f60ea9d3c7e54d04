"""Who one is and where, and what is unread there."""

import pytest

from sandbox.channels import Channel
from sandbox.gestures import GESTURES
from sandbox.manifest import Manifest
from sandbox.messages import Message
from sandbox.page import places
from sandbox.page.places import HOME
from sandbox.page.reads import Reads
from sandbox.page.seat import Seat, take_seat
from sandbox.posting import Words, post, remove
from sandbox.state import Workspace, found
from sandbox.wire import Refused
from tests import loops


@pytest.fixture
def workspace() -> Workspace:
    """Company X, with a private channel of Amy and Rita."""
    made = found("http://127.0.0.1:1")
    members = [one.id for one in made.people if one.name in ("amy", "rita")]
    made.channels.create("board", members[0], members, 0, is_private=True)
    return made


def seat(workspace: Workspace, handle: str, place: str = "") -> Seat:
    return take_seat(workspace, {"as": handle, "in": place})


def identity(workspace: Workspace, handle: str) -> str:
    one = workspace.people.named(handle)
    assert one is not None
    return one.id


def channel(workspace: Workspace, name: str) -> Channel:
    one = workspace.channels.named(name)
    assert one is not None
    return one


def titles(workspace: Workspace, handle: str) -> list[str]:
    return [one.title for one in places.channels(workspace, seat(workspace, handle).person)]


def say(workspace: Workspace, handle: str, name: str, **how: object) -> Message:
    return post(workspace, channel(workspace, name), identity(workspace, handle), Words("hello"), **how)  # type: ignore[arg-type]


def unread(workspace: Workspace, reads: Reads, handle: str, name: str) -> int:
    return reads.count(identity(workspace, handle), channel(workspace, name).id)


def test_a_private_channel_stands_in_the_sidebar_of_its_members_alone(workspace: Workspace) -> None:
    assert titles(workspace, "amy") == ["board", "general", "smarketing", "paper-for-company-x"]
    assert titles(workspace, "josh") == ["general", "smarketing", "paper-for-company-x"]


def test_one_can_be_everybody_with_an_account_and_no_bot(workspace: Workspace) -> None:
    handles = [one.name for one in places.persons(workspace)]
    assert {"amy", "cora"} <= set(handles)
    assert not {"sla-bot", "slackbot"} & set(handles)


def test_one_begins_in_a_channel_where_the_app_is(workspace: Workspace) -> None:
    assert seat(workspace, "amy").here.title == "smarketing"
    assert seat(workspace, "jim").here.title == "paper-for-company-x"


@pytest.mark.parametrize(
    ("place", "title"), [("smarketing", "smarketing"), ("#general", "general"), ("@rita", "Rita Repetto")]
)
def test_a_query_string_brings_one_back(workspace: Workspace, place: str, title: str) -> None:
    one = seat(workspace, "amy", place)
    again = take_seat(workspace, dict(pair.split("=") for pair in one.query().replace("%40", "@").split("&")))
    assert (again.person.name, again.here.title) == ("amy", title)


def test_a_query_string_may_name_a_thread_and_a_panel(workspace: Workspace) -> None:
    message = say(workspace, "amy", "smarketing")
    one = take_seat(workspace, {"as": "amy", "thread": message.ts, "panel": "Tour"})
    assert (one.thread_at, one.panel) == (message.at, "Tour")


def test_nonsense_in_a_query_string_is_passed_over(workspace: Workspace) -> None:
    one = take_seat(workspace, {"as": "nobody", "in": "nowhere", "thread": "x"})
    assert one.person in places.persons(workspace)
    assert one.here.title == "smarketing" and one.thread_at is None


def test_being_somebody_else_keeps_the_place(workspace: Workspace) -> None:
    one = seat(workspace, "amy", "general")
    one.be(identity(workspace, "josh"))
    assert one.here.title == "general"


def test_being_somebody_else_leaves_a_channel_that_they_may_not_see(workspace: Workspace) -> None:
    one = seat(workspace, "amy", "board")
    one.be(identity(workspace, "josh"))
    assert one.here.title == "smarketing"


def test_being_somebody_else_stays_with_the_app_in_their_own_direct_message(workspace: Workspace) -> None:
    one = seat(workspace, "amy", "@sla-bot")
    one.be(identity(workspace, "josh"))
    assert one.place == workspace.channels.direct_id(identity(workspace, "josh"), workspace.bot.id)


def test_being_somebody_else_stays_on_the_home_tab(workspace: Workspace) -> None:
    one = seat(workspace, "amy", HOME)
    one.be(identity(workspace, "josh"))
    assert one.place == HOME


def test_one_can_not_go_where_one_may_not_be(workspace: Workspace) -> None:
    one = seat(workspace, "josh")
    one.go(channel(workspace, "board").id)
    assert one.here.title == "smarketing"


def test_a_direct_message_is_opened_when_something_is_written_in_it(workspace: Workspace) -> None:
    one = seat(workspace, "amy", "@rita")
    assert workspace.channels.find(one.channel_id) is None
    assert sorted(one.open_channel().members) == sorted([identity(workspace, "amy"), identity(workspace, "rita")])


def test_what_others_wrote_is_unread_until_one_looks(workspace: Workspace) -> None:
    reads = Reads(workspace)
    say(workspace, "josh", "smarketing")
    assert unread(workspace, reads, "amy", "smarketing") == 1
    reads.see(identity(workspace, "amy"), channel(workspace, "smarketing").id)
    assert unread(workspace, reads, "amy", "smarketing") == 0
    assert unread(workspace, reads, "rita", "smarketing") == 1


def test_what_one_wrote_oneself_is_read(workspace: Workspace) -> None:
    say(workspace, "josh", "smarketing")
    assert unread(workspace, Reads(workspace), "josh", "smarketing") == 0


def test_a_reply_within_a_thread_leaves_no_mark_on_the_channel(workspace: Workspace) -> None:
    reads, parent = Reads(workspace), say(workspace, "josh", "smarketing")
    say(workspace, "josh", "smarketing", thread_at=parent.at)
    assert unread(workspace, reads, "amy", "smarketing") == 1


def test_what_was_taken_away_is_not_unread(workspace: Workspace) -> None:
    remove(workspace, say(workspace, "josh", "smarketing"))
    assert unread(workspace, Reads(workspace), "amy", "smarketing") == 0


def test_two_people_write_to_each_other_although_the_app_takes_no_messages() -> None:
    workspace = found("http://127.0.0.1:1", Manifest(messages_read_only=True))
    channel_id = seat(workspace, "amy", "@rita").open_channel().id
    order = {"user": "amy", "channel": channel_id, "text": "hello"}
    assert loops.run(GESTURES["say"](workspace, order))["ok"]
    with pytest.raises(Refused):
        loops.run(GESTURES["say"](workspace, {**order, "channel": "dm"}))


def test_a_channel_whose_id_changed_is_followed(workspace: Workspace) -> None:
    one = seat(workspace, "amy", "board")
    workspace.channels.move(channel(workspace, "board"), "C0MOVED0001")
    one.settle()
    assert one.place == "C0MOVED0001"
