"""Tours: read from a file, and taken step by step."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sandbox.clock import FROZEN
from sandbox.instants import instant, micros
from sandbox.page.tour import Act, Pressed, Step, Tour, Turned, TurnedTo, Typed, read_tour
from sandbox.page.touring import take
from sandbox.state import Workspace, found
from sandbox.wire import Refused
from tests import loops

ROME = ZoneInfo("Europe/Rome")
FRIDAY = datetime(2026, 10, 2, 15, 0, tzinfo=UTC)
DEMO = Path(__file__).parents[3] / "bot" / "demo" / "tour.yaml"


@pytest.fixture
def workspace() -> Workspace:
    workspace = found("http://127.0.0.1:1")
    workspace.keeper.start(micros(FRIDAY), FROZEN, 1.0)
    return workspace


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "tour.yaml"
        path.write_text(text)
        return path

    return write


def _take(workspace: Workspace, *acts: Act) -> None:
    step = Step("A step", "It is done.", acts, "rita", "dm", "Look.")
    loops.run(take(workspace, Tour("A tour", ROME, [step]), step))


def test_the_demos_tour_has_six_steps() -> None:
    assert [step.title for step in read_tour(DEMO).steps] == [
        "Hand off a lead",
        "Let its window pass",
        "Log a call from the message",
        "See tomorrow's post",
        "Close a bad month",
        "Close a good month",
    ]


def test_a_file_that_is_no_tour_is_refused_with_its_name(written: Callable[[str], Path]) -> None:
    with pytest.raises(Refused) as refusal:
        read_tour(written("title: Only a title"))
    assert "tour.yaml is no tour" in refusal.value.sentence


def test_a_file_that_is_no_yaml_is_refused(written: Callable[[str], Path]) -> None:
    with pytest.raises(Refused) as refusal:
        read_tour(written("steps: ["))
    assert "can't be read" in refusal.value.sentence


def test_a_message_is_typed_as_that_person(workspace: Workspace) -> None:
    _take(workspace, Typed("josh", "#general", "Good morning"))
    general = workspace.channels.named("#general")
    assert general is not None
    [message] = workspace.messages.in_channel(general.id)
    assert (workspace.people.get(message.user).name, message.text) == ("josh", "Good morning")


def test_the_clock_is_turned_on_by_a_span(workspace: Workspace) -> None:
    _take(workspace, Turned(timedelta(minutes=50)))
    assert instant(workspace.now()) == FRIDAY + timedelta(minutes=50)


def test_the_clock_is_turned_to_an_instant_of_the_tours_zone(workspace: Workspace) -> None:
    _take(workspace, TurnedTo(datetime(2026, 11, 2, 9, 35, tzinfo=ROME)))
    assert instant(workspace.now()) == datetime(2026, 11, 2, 9, 35, tzinfo=ROME)


def test_an_instant_that_has_passed_is_left_alone(workspace: Workspace) -> None:
    _take(workspace, TurnedTo(datetime(2026, 9, 1, 9, 0, tzinfo=ROME)))
    assert instant(workspace.now()) == FRIDAY


def test_the_next_working_morning_after_a_friday_is_monday(workspace: Workspace) -> None:
    _take(workspace, TurnedTo(time(9, 5)))
    assert instant(workspace.now()) == datetime(2026, 10, 5, 9, 5, tzinfo=ROME)


def test_an_app_that_is_not_there_is_said_in_a_sentence(workspace: Workspace) -> None:
    with pytest.raises(Refused) as refusal:
        _take(workspace, Typed("josh", "#smarketing", "/sla status"))
    assert "did not take it" in refusal.value.sentence


def test_a_button_that_nobody_sees_is_said_in_a_sentence(workspace: Workspace) -> None:
    workspace.settings.change({"patience_seconds": 0.05})
    with pytest.raises(Refused) as refusal:
        _take(workspace, Pressed("rita", "dm", "Called", "Vera Viani"))
    assert "@rita sees no message about Vera Viani" in refusal.value.sentence
