"""The directory: people and channels by all the ways that they are written."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from storage import people
from storage.people import DirectoryChannel, DirectoryEntry
from storage.workspaces import Workspace
from tests.makers import CHANNEL, STARTED, make_people, make_workspace

RITA = DirectoryEntry("U0RITA", "rita", "Rita", "rita@company-x.example", "Europe/Rome")


@pytest.fixture
def place(session: Session) -> Workspace:
    """A workspace with Company X's people."""
    made = make_workspace(session)
    make_people(session, made)
    return made


@pytest.mark.parametrize(
    "written",
    ["U0RITA", "<@U0RITA>", "<@U0RITA|rita>", "@rita", "rita", "@RITA", "Rita", "rita@company-x.example",
     " Rita@Company-X.example "],
)  # fmt: skip
def test_a_person_is_found_however_they_are_written(session: Session, place: Workspace, written: str) -> None:
    assert people.find(session, place.id, written) == RITA


@pytest.mark.parametrize("written", ["", "@", "@nobody", "U0NOBODY", "<@U0NOBODY>", "rit", "<@>", "<!channel>", "%"])
def test_nobody_is_found_by_what_names_nobody(session: Session, place: Workspace, written: str) -> None:
    assert people.find(session, place.id, written) is None


def test_a_name_that_two_people_bear_finds_neither(session: Session, place: Workspace) -> None:
    people.remember(session, place.id, [replace(RITA, user_id="U0TWO", handle="rita2", email=None)], STARTED)
    assert people.find(session, place.id, "Rita").user_id == "U0RITA"
    people.remember(session, place.id, [replace(RITA, user_id="U0THREE", handle="rita3", email=None)], STARTED)
    assert people.find(session, place.id, "@rita").user_id == "U0RITA"


def test_a_full_name_that_two_people_bear_finds_neither(session: Session, place: Workspace) -> None:
    twins = [DirectoryEntry(f"U0{number}", f"ann{number}", "Ann Lee") for number in range(2)]
    people.remember(session, place.id, twins, STARTED)
    assert people.find(session, place.id, "Ann Lee") is None


def test_one_who_has_left_gives_way_to_one_who_is_there(session: Session, place: Workspace) -> None:
    gone = replace(RITA, user_id="U0AGONE", deactivated=True)
    people.remember(session, place.id, [gone], STARTED)
    assert people.find(session, place.id, "@rita") == RITA


def test_people_of_another_workspace_are_not_found(session: Session, place: Workspace) -> None:
    other = make_workspace(session, "T0OTHER")
    assert people.find(session, other.id, "@rita") is None
    assert people.by_id(session, other.id, "U0RITA") is None
    assert people.channel(session, other.id, "#smarketing") is None
    assert people.everyone(session, other.id) == []


def test_what_slack_says_now_replaces_what_it_said_before(session: Session, place: Workspace) -> None:
    people.remember(session, place.id, [replace(RITA, name="Rita Levi", is_admin=True)], STARTED)
    found = people.by_id(session, place.id, "U0RITA")
    assert found and (found.name, found.is_admin) == ("Rita Levi", True)


def test_a_new_reading_keeps_the_channel_of_direct_messages(session: Session, place: Workspace) -> None:
    people.set_dm(session, place.id, "U0RITA", "D0RITA")
    people.remember(session, place.id, [RITA], STARTED)
    assert people.dm(session, place.id, "U0RITA") == "D0RITA"


def test_direct_messages_with_somebody_new_are_remembered_too(session: Session, place: Workspace) -> None:
    people.set_dm(session, place.id, "U0NEW", "D0NEW")
    assert people.dm(session, place.id, "U0NEW") == "D0NEW"
    assert people.dm(session, place.id, "U0RITA") is None


def test_a_thousand_people_are_remembered_in_one_go(session: Session, place: Workspace) -> None:
    many = [DirectoryEntry(f"U{number}", f"handle{number}", f"Name {number}") for number in range(1001)]
    people.remember(session, place.id, many, STARTED)
    assert len(people.everyone(session, place.id)) == 1001 + 5


def test_nobody_to_remember_changes_nothing(session: Session, place: Workspace) -> None:
    people.remember(session, place.id, [], STARTED)
    people.remember_channels(session, place.id, [])
    assert len(people.everyone(session, place.id)) == 5


def test_a_key_is_called_by_its_name_and_one_outside_slack_as_written(session: Session, place: Workspace) -> None:
    assert people.name(session, place.id, "U0RITA") == "Rita"
    assert people.name(session, place.id, "The office manager") == "The office manager"


def test_many_keys_are_named_at_once(session: Session, place: Workspace) -> None:
    assert people.names(session, place.id, ["U0RITA", "Ann"]) == {"U0RITA": "Rita", "Ann": "Ann"}
    assert people.names(session, place.id, []) == {}


@pytest.mark.parametrize("written", [CHANNEL, f"<#{CHANNEL}>", f"<#{CHANNEL}|smarketing>", "#smarketing", "smarketing"])
def test_a_channel_is_found_however_it_is_written(session: Session, place: Workspace, written: str) -> None:
    assert people.channel(session, place.id, written) == CHANNEL


def test_an_archived_channel_is_not_found(session: Session, place: Workspace) -> None:
    people.remember_channels(session, place.id, [DirectoryChannel(CHANNEL, "smarketing", is_archived=True)])
    assert people.channel(session, place.id, "#smarketing") is None


def test_a_channel_is_named_by_its_id(session: Session, place: Workspace) -> None:
    assert people.channel_name(session, place.id, CHANNEL) == "smarketing"
    assert people.channel_name(session, place.id, "C0NONE") is None
