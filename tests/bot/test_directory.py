"""Who is in the workspace, as the database knows them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.directory import Directory
from bot.foundation import Foundation
from bot.introduction import introduce_once
from sandbox.cast import Cast, Role, Room
from storage import people, workspaces
from storage.workspaces import Workspace
from tests.bot.shell import settings_for, until
from tests.slack_world import World, running_world


@pytest.fixture
def world() -> Iterator[World]:
    with running_world() as found:
        yield found


def arrived(world: World, folder: Path) -> tuple[Foundation, Workspace]:
    base = Foundation.lay(settings_for(world, folder))
    return base, introduce_once(base.client, base.sessions, base.installations, base.clock).workspace


def test_people_are_known_by_handle_e_mail_and_name(world: World, tmp_path: Path) -> None:
    base, workspace = arrived(world, tmp_path)
    Directory(base.sessions, base.clock, base.client).read(workspace)
    with base.sessions.read() as session:
        found = [
            people.find(session, workspace.id, text) for text in ("@rita", "rita@companyx.example", "Rita Repetto")
        ]
    assert {each.user_id for each in found if each} == {world.person("rita")}


def test_channels_are_known_and_whether_the_bot_is_in_them(world: World, tmp_path: Path) -> None:
    base, workspace = arrived(world, tmp_path)
    Directory(base.sessions, base.clock, base.client).read(workspace)
    with base.sessions.read() as session:
        assert people.channel(session, workspace.id, "#smarketing") == world.channel("#smarketing")


def test_an_administrator_is_told_what_the_bot_can_not_mend(world: World, tmp_path: Path) -> None:
    base, workspace = arrived(world, tmp_path)
    Directory(base.sessions, base.clock, base.client).read(workspace)
    with base.sessions.read() as session:
        assert workspaces.of_id(session, workspace.id).admin == world.person("ada")


def test_a_workspace_of_several_pages_is_read_to_the_end(tmp_path: Path) -> None:
    crowd = [Role(f"person{number}", f"Person {number}", f"p{number}@example.com") for number in range(450)]
    with running_world(cast=Cast(crowd, [Room("general", ["person1"])])) as world:
        base, workspace = arrived(world, tmp_path)
        assert Directory(base.sessions, base.clock, base.client).read(workspace) >= 450
        assert len(world.transcript(method="users.list")) >= 3


def test_whoever_a_door_meets_first_is_asked_about_once(world: World, tmp_path: Path) -> None:
    base, workspace = arrived(world, tmp_path)
    directory = Directory(base.sessions, base.clock, base.client)
    world.fault("status", method="users.list", status=503)
    directory.start(workspace)
    for _ in range(3):
        directory.meet(workspace, world.person("cora"))

    def name() -> str:
        with base.sessions.read() as session:
            return people.name(session, workspace.id, world.person("cora"))

    until(lambda: name().lower().startswith("cora"), "she is not known")
    directory.stop()
    assert len(world.transcript(method="users.info")) == 1


def test_the_directory_is_read_again_after_a_failure(world: World, tmp_path: Path) -> None:
    base, workspace = arrived(world, tmp_path)
    directory = Directory(base.sessions, base.clock, base.client)
    world.fault("status", method="users.list", status=503, count=1)
    directory.start(workspace)
    until(lambda: directory.is_read, "it was not read")
    directory.stop()
