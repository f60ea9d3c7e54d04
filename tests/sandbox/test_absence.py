"""An app that is not there: people are told so in a sentence, and everything goes on."""

import pytest

from tests.slack_world import World, app_for, connected


def test_a_gesture_without_an_app_says_so_and_how_to_connect_one(world: World) -> None:
    shown = world.command("amy", "#smarketing", "/sla status")
    assert shown.error == "dispatch_failed"
    assert shown.face["sentence"] == (
        f"No app is connected. Start one in Socket Mode with SLACK_API_URL={world.api_url} and the tokens that the "
        "sandbox printed when it started; docs/sandbox.md says how."
    )


@pytest.mark.parametrize(("control", "order"), [("say", {"text": "hello"}), ("home", {})])
def test_what_people_do_without_an_app_happens_and_is_told(world: World, control: str, order: dict[str, str]) -> None:
    answer = world.post(control, {"user": "amy", "channel": "#smarketing", **order})
    assert answer["ok"] and answer["sentence"].startswith("No app is connected.")


def test_the_page_knows_that_no_app_is_there_and_hears_of_the_failed_gesture(world: World) -> None:
    assert world.get("state")["absence"].startswith("No app is connected.")
    cursor = world.get("state")["cursor"]
    world.shortcut("amy", "hand_off")
    (told,) = world.get("changes", cursor=str(cursor), kinds="client_error")["changes"]
    assert told["sentence"].startswith("No app is connected.")


def test_with_an_app_nothing_is_said(world: World) -> None:
    with connected(app := app_for(world), world):
        app.command("/sla")(lambda ack: ack())
        assert "sentence" not in world.command("amy", "#smarketing", "/sla").face
        assert world.get("state")["absence"] is None


def test_an_app_that_comes_later_is_answered_by(world: World) -> None:
    world.command("amy", "#smarketing", "/sla")
    with connected(app := app_for(world), world):
        app.command("/sla")(lambda ack: ack("here now"))
        assert world.command("amy", "#smarketing", "/sla").reply().text == "here now"


def test_an_app_that_does_not_acknowledge_is_named_as_the_reason(world: World) -> None:
    world.settings(ack_seconds=0.3)
    with connected(app_for(world), world):
        shown = world.command("amy", "#smarketing", "/sla")
    assert shown.face["sentence"] == "The app did not acknowledge within 0.3 seconds."
