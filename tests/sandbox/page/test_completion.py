"""What the composer offers to complete."""

import pytest

from sandbox.manifest import Command, Manifest
from sandbox.page.completion import Completion, complete
from sandbox.people import Person
from sandbox.state import Workspace, found

SLA = Command("/sla", "Where both sides stand", "status | lead NAME | log | leads")


@pytest.fixture
def workspace() -> Workspace:
    """Company X, with an app of two commands and a private channel of Amy's."""
    made = found("http://127.0.0.1:1", Manifest(commands=(SLA, Command("/slap"))))
    made.channels.create("board", person(made, "amy").id, [person(made, "amy").id], 0, is_private=True)
    return made


def person(workspace: Workspace, handle: str) -> Person:
    one = workspace.people.named(handle)
    assert one is not None
    return one


def offered(workspace: Workspace, text: str, handle: str = "josh") -> list[str]:
    completion = complete(workspace, person(workspace, handle), text, len(text))
    return [one.text for one in completion.options] if completion else []


def completed(workspace: Workspace, text: str, caret: int) -> Completion:
    completion = complete(workspace, person(workspace, "josh"), text, caret)
    assert completion is not None
    return completion


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("/", ["/sla", "/slap"]),
        ("/slap", []),
        ("/nothing", []),
        ("/sla ", ["status", "lead", "log", "leads"]),
        ("/sla le", ["lead", "leads"]),
        ("/sla log", []),
        ("/sla lead ", []),
        ("not /sl", []),
        ("@am", ["@amy"]),
        ("ask @Sal", ["@amy"]),
        ("@ros", ["@rosa", "@remo"]),  # Remo Rossi
        ("@amy", []),
        ("mail amy@rit", []),
        ("@sla", ["@sla-bot"]),
        ("@chan", ["@channel"]),
        ("#sm", ["#smarketing"]),
        ("see #gen", ["#general"]),
        ("#", ["#smarketing", "#paper-for-company-x", "#general"]),
    ],
)
def test_what_fits_before_the_caret_is_offered(workspace: Workspace, text: str, options: list[str]) -> None:
    assert offered(workspace, text) == options


def test_a_private_channel_is_offered_to_its_members_alone(workspace: Workspace) -> None:
    assert offered(workspace, "#boa", "amy") == ["#board"]
    assert offered(workspace, "#boa", "josh") == []


def test_a_person_whose_account_is_gone_is_not_offered(workspace: Workspace) -> None:
    workspace.people.add(Person("UGONE00001", "ripley", "Ripley Gone", "", is_deleted=True))
    assert offered(workspace, "@rip") == []


def test_a_command_is_chosen_already_and_a_word_of_its_hint_is_not(workspace: Workspace) -> None:
    assert completed(workspace, "/", 1).is_eager
    assert not completed(workspace, "/sla ", 5).is_eager


def test_a_command_shows_the_first_words_of_its_usage_hint(workspace: Workspace) -> None:
    option = completed(workspace, "/", 1).options[0]
    assert option.label == "/sla status | lead NAME | log | leads"
    assert option.hint == "Where both sides stand"


def test_an_option_takes_the_place_of_what_was_typed_and_keeps_the_rest(workspace: Workspace) -> None:
    assert completed(workspace, "ask @am about it", 7).applied("ask @am about it", 0) == ("ask @amy about it", 9)


def test_an_option_at_the_end_leaves_a_space_to_write_on(workspace: Workspace) -> None:
    assert completed(workspace, "/", 1).applied("/", 0) == ("/sla ", 5)
