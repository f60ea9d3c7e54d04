"""The table of doors, and what every door has in common."""

import inspect
import json
import re
from pathlib import Path

import pytest
from slack_bolt import App, BoltContext, BoltRequest

import commands
from commands import door as doors
from commands import presses
from commands.answers import Answers
from commands.door import Door
from commands.gesture import Gesture
from messages.help import ENTRIES
from sla.errors import NoAgreement
from storage.workspaces import Workspace
from tests.bot_world import BotWorld
from tests.commands.acting import HERE, handed_off, message_about, told
from tests.moments import at

DOCS = (Path(__file__).parents[2] / "docs" / "commands.md").read_text()
BOLT_FILLS = {"ack", "body", "command", "view", "action", "shortcut", "event", "client", "context", "respond"}
LISTENERS = [
    *(door.function for door in commands.DOORS if door.kind in ("command", "shortcut", "message_shortcut", "event")),
    commands._PRESSES.press,
    commands._FORMS.submit,
    commands.catch_all.command,
    commands.catch_all.anything,
    commands.catch_all.options,
]
PARAMETERS = {"word": ["gesture", "typed"], "action": ["gesture", "pressed"], "form": ["gesture", "answers"]}


@pytest.mark.parametrize("listener", LISTENERS, ids=lambda listener: listener.__qualname__)
def test_a_listener_names_only_what_bolt_fills(listener: object) -> None:
    signature = inspect.signature(listener)  # type: ignore[arg-type]
    assert set(signature.parameters) <= BOLT_FILLS
    assert all(each.kind is each.POSITIONAL_OR_KEYWORD for each in signature.parameters.values())


@pytest.mark.parametrize("door", [door for door in commands.DOORS if door.kind in PARAMETERS], ids=lambda door: door.id)
def test_an_act_takes_the_gesture_and_what_came_with_it(door: Door) -> None:
    named = [name.removeprefix("_") for name in inspect.signature(door.function).parameters]
    assert named == PARAMETERS[door.kind]


def test_no_door_is_there_twice() -> None:
    named = [(door.kind, door.id) for door in commands.DOORS]
    assert len(named) == len(set(named))


def test_every_id_is_one_that_the_listeners_see() -> None:
    for door in commands.DOORS:
        prefix = {"action": "act:", "form": "form:"}.get(door.kind, "")
        assert door.id.startswith(prefix)


def test_every_button_and_form_that_messages_draw_has_its_door() -> None:
    drawn = set()
    for path in (Path(__file__).parents[2] / "messages").glob("*.py"):
        drawn |= set(re.findall(r'"((?:act|form):[a-z_]+)"', path.read_text()))
    there = {door.id for door in commands.DOORS}
    assert drawn - there == {"form:notice"}


def test_every_word_has_help_and_a_place_in_the_docs() -> None:
    words = {door.id for door in commands.DOORS if door.kind == "word"}
    assert words == {entry.word for entry in ENTRIES}
    assert not [word for word in words if f"## `{word}`" not in DOCS]


def test_every_form_of_a_word_in_help_is_in_the_docs() -> None:
    assert not [form for entry in ENTRIES for form in entry.forms if f"/sla {form}" not in DOCS.replace("\\|", "|")]


def test_every_button_is_in_the_docs() -> None:
    for label in (
        "Called",
        "E-mailed",
        "Connected",
        "Won",
        "Snooze",
        "Pass on",
        "Not a fit",
        "Sign",
        "Adopt",
        "Keep the goal",
    ):
        assert f"*{label}*" in DOCS


class Broken:
    """A database that fails in the middle."""

    def read(self) -> None:
        raise RuntimeError("secret detail of josh@companyx.example")

    write = read


def gesture(said: list[str]) -> Gesture:
    """A gesture whose answers are kept, on a database that fails."""

    def respond(text: str, **_: object) -> None:
        said.append(text)

    workspace = Workspace(1, "T0", "Company X", None, None, None)
    return Gesture(
        Broken(),  # type: ignore[arg-type]
        workspace,
        at("2026-10-05 10:00"),
        lambda: None,
        "U0JOSH",
        "C0",
        "1.2",
        None,  # type: ignore[arg-type]
        respond,
    )


def test_an_error_that_nobody_expected_is_told_without_its_details(caplog: pytest.LogCaptureFixture) -> None:
    said: list[str] = []
    asked = gesture(said)
    doors.answered(asked, "/sla status", asked.sessions.read)  # type: ignore[arg-type,func-returns-value]
    assert re.fullmatch(
        r"Something went wrong on our side; nothing was changed. Try again, or tell your admin: [0-9a-f]{8}.", said[0]
    )


def test_a_refusal_is_told_as_its_sentence() -> None:
    said: list[str] = []

    def refuse() -> None:
        raise NoAgreement

    doors.answered(gesture(said), "/sla status", refuse)
    assert said == ["No agreement lives in this channel. `/sla agreement new` sets one up."]


def test_a_form_that_fails_says_so_at_its_first_field() -> None:
    view = {"callback_id": "form:goal", "blocks": [{"type": "input", "block_id": "goal"}], "state": {"values": {}}}
    context = BoltContext({"sessions": Broken(), "workspace": None, "now": None, "poke": None})
    acked: list[dict[str, object]] = []
    commands._FORMS.submit(lambda **answer: acked.append(answer), {}, view, context, None)  # type: ignore[arg-type]
    assert acked[0]["response_action"] == "errors"
    assert "Something went wrong" in str(acked[0]["errors"])


def test_an_answer_that_is_lost_undoes_nothing(world: BotWorld) -> None:
    lead = handed_off(world, "Unanswered, Acme")
    message = message_about(world, "rita", lead)
    body = _press(world, message.ts, "act:called", message)
    assert world.bot is not None
    assert world.bot.app.dispatch(BoltRequest(mode="socket_mode", body=body)).status == 200
    assert "followed up" in told(world, "rita", "leads mine").lower()


def _press(world: BotWorld, ts: str, action_id: str, message: object) -> dict[str, object]:
    """A press whose response URL leads nowhere."""
    value = next(
        one["value"]
        for block in message.blocks  # type: ignore[attr-defined]
        for one in block.get("elements", [])
        if one.get("action_id") == action_id
    )
    return {
        "type": "block_actions",
        "team": {"id": world.workspace.team_id},
        "user": {"id": world.person("rita"), "team_id": world.workspace.team_id},
        "channel": {"id": world.channel(HERE)},
        "trigger_id": "9.9",
        "response_url": "http://127.0.0.1:9/nowhere",
        "container": {"type": "message", "message_ts": ts},
        "actions": [{"type": "button", "action_id": action_id, "block_id": "b", "value": value}],
    }


LEFTOVERS = {
    "action": {"type": "block_actions", "actions": [{"type": "button", "action_id": "other", "block_id": "b"}]},
    "old button": {"type": "block_actions", "actions": [{"type": "button", "action_id": "act:gone", "block_id": "b"}]},
    "view": {"type": "view_submission", "view": {"id": "V1", "hash": "h", "callback_id": "other", "type": "modal"}},
    "closed": {"type": "view_closed", "view": {"id": "V2", "callback_id": "form:lead", "type": "modal"}},
    "shortcut": {"type": "shortcut", "callback_id": "other"},
    "message shortcut": {"type": "message_action", "callback_id": "other"},
    "options": {"type": "block_suggestion", "action_id": "other", "block_id": "b", "value": "x"},
    "event": {"type": "event_callback", "event_id": "Ev1", "event": {"type": "app_mention", "user": "U0"}},
    "command": {"command": "/other", "text": ""},
}


@pytest.mark.parametrize("kind", LEFTOVERS)
def test_what_is_no_door_of_ours_is_acknowledged_all_the_same(world: BotWorld, kind: str) -> None:
    about = {"team": {"id": world.workspace.team_id}, "team_id": world.workspace.team_id, "trigger_id": f"left {kind}"}
    about |= {"user": {"id": "U0RITA"}, "user_id": "U0RITA"}
    body = json.loads(json.dumps({**about, **LEFTOVERS[kind]}))
    assert world.bot is not None
    assert world.bot.app.dispatch(BoltRequest(mode="socket_mode", body=body)).status == 200


def test_the_app_has_one_listener_for_each_kind_of_door() -> None:
    app = App(token="xoxb-1", signing_secret="s", token_verification_enabled=False)
    commands.register(app)
    assert len(app._listeners) == 3 + 3 + 7


def test_answers_are_read_whatever_the_field_is() -> None:
    state = {
        "a": {"a": {"type": "plain_text_input", "value": " x "}},
        "b": {"b": {"type": "static_select", "selected_option": {"value": "y"}}},
        "c": {"c": {"type": "datepicker", "selected_date": "2026-10-05"}},
        "d": {"d": {"type": "checkboxes", "selected_options": [{"value": "yes"}]}},
        "e": {"e": {"type": "timepicker", "selected_time": None}},
    }
    answers = Answers.of({"state": {"values": state}, "blocks": [{"type": "input", "block_id": "a"}]})
    assert (answers.text("a"), answers.text("b"), str(answers.day("c")), answers.is_ticked("d")) == (
        "x",
        "y",
        "2026-10-05",
        True,
    )
    assert answers.clock("e") is None and answers.text("nothing") == "" and answers.first == "a"


def test_a_numbered_button_is_the_act_without_its_number() -> None:
    pressed = presses.pressed_of({}, {"action_id": "act:called:3", "value": "7.0", "block_id": "leads:mine:3:1"})
    assert (pressed.act, pressed.value, pressed.others) == ("act:called", "7.0", True)
