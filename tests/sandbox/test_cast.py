"""Who works here: Company X, or whoever a file names."""

from pathlib import Path

import pytest

from sandbox.cast import company_x, read_cast
from sandbox.manifest import read_manifest
from sandbox.wire import Refused
from tests.slack_world import running_world

FILE = """
people:
  - {handle: "@josh", name: Josh Marlow, email: josh@x.example, tz: Europe/Rome, title: Marketing, admin: true}
  - {handle: amy}
channels:
  - {name: "#smarketing", members: [josh, "@amy", bot]}
  - {name: board, members: [josh], private: true}
"""
MANIFEST = """
display_information: {name: SLA Bot}
features:
  app_home: {home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true}
  bot_user: {display_name: sla-bot}
  slash_commands: [{command: /sla, description: x, should_escape: true}]
  shortcuts: [{name: Hand off, type: global, callback_id: hand_off, description: x}]
oauth_config: {scopes: {bot: [commands, "chat:write"]}}
settings: {event_subscriptions: {bot_events: [app_home_opened]}}
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "file.yaml"
    path.write_text(text)
    return path


def test_company_x_has_both_sides_and_a_colleague_of_neither() -> None:
    cast = company_x()
    members = {room.name: set(room.members) for room in cast.channels}
    assert {"josh", "amy", "rita", "remo", "rosa", "joan", "sara", "@bot"} <= members["smarketing"]
    assert "cora" not in members["smarketing"] and "@bot" not in members["general"]


def test_a_file_names_people_and_channels(tmp_path: Path) -> None:
    with running_world(cast=read_cast(written(tmp_path, FILE))) as world:
        people = {one["name"]: one for one in world.get("state")["people"]}
        channels = {one["name"]: one for one in world.get("state")["channels"]}
    assert (people["josh"]["tz"], people["josh"]["is_admin"]) == ("Europe/Rome", True)
    assert len(channels["smarketing"]["members"]) == 3
    assert channels["board"]["kind"] == "private_channel"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("channels: []", "needs a list of `people`"),
        ("people: [{name: x}]", "each person needs a `handle`"),
        ("people: [{handle: x, tz: Mars/Olympus}]", "@x lives in Mars/Olympus, which is no time zone"),
        ("people: [{handle: x}]\nchannels: [{name: y, members: [z]}]", "#y has a member @z who is not among"),
        ("people: [", ", line 1, column 10: it does not parse as YAML"),
    ],
)
def test_a_wrong_file_is_refused_with_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        read_cast(written(tmp_path, text))
    assert sentence in refused.value.sentence


def test_a_manifest_decides_what_the_app_is(tmp_path: Path) -> None:
    manifest = read_manifest(written(tmp_path, MANIFEST))
    assert [one.name for one in manifest.commands] == ["/sla"] and manifest.commands[0].should_escape
    assert manifest.has_shortcut("hand_off", "global") and not manifest.has_shortcut("other", "global")
    assert (manifest.scopes, manifest.events) == (["commands", "chat:write"], ("app_home_opened",))
    assert manifest.home_tab and manifest.messages_read_only


def test_a_file_that_is_no_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        read_manifest(written(tmp_path, FILE))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('display_information:\n  name: "X\nfeatures: [\n', ", line 4, column 1: it does not parse as YAML"),
        (
            "display_information: {name: X}\nfeatures:\n  slash_commands:\n    - description: d\n",
            "line 4, column 7: feat",
        ),
        ("display_information: {name: X}\nfeatures: {slash_commands: [{command: sla}]}\n", "begins with a slash"),
        ("display_information: {name: X}\noauth_config: {scopes: {bot: chat:write}}\n", "line 2, column 30: oauth_con"),
        ("display_information: {name: X}\nfeatures: {app_home: {home_tab_enabled: 3}}\n", "has to be true or false"),
        ("- display_information", ", line 1, column 1: it is no manifest"),
    ],
)
def test_a_mistake_in_a_manifest_is_named_by_line_and_column(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        read_manifest(written(tmp_path, text))
    assert sentence in refused.value.sentence


def test_a_manifest_of_json_is_named_by_line_and_column_too(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    path.write_text('{\n\t"display_information": {"name": "X",}\n}')
    with pytest.raises(Refused, match=r"line 2, column 3[78]: it does not parse as JSON"):
        read_manifest(path)


def test_a_manifest_of_json_may_be_indented_by_tabs(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    path.write_text('{\n\t"display_information": {"name": "X"}\n}')
    assert read_manifest(path).name == "X"


def test_ids_are_the_same_in_every_sandbox() -> None:
    with running_world() as one, running_world() as other:
        assert one.person("amy") == other.person("amy") and one.channel("#general") == other.channel("#general")
        assert one.url != other.url
