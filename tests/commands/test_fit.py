"""Leads below their tier's minimum, returned leads that go out again, and leads that are open already."""

from collections.abc import Iterator

import pytest

from storage.standing import figures
from tests.bot_world import COMPANY_X, BotWorld, running_bot
from tests.commands.acting import HERE, answered, handed_off, message_about, opened, press, told


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotWorld]:
    """Company X's agreement, with a minimum for directors."""
    folder = tmp_path_factory.mktemp("bot")
    sound = COMPANY_X.read_text()
    strict = sound.replace("director: {", "director: {minimum: {score: 50, activity: 3}, ")
    assert strict != sound
    (folder / "strict.yaml").write_text(strict)
    with running_bot(folder, agreement=folder / "strict.yaml") as running:
        yield running


def handed(world: BotWorld) -> int:
    with world.reading() as session:
        return figures(session, world.agreement(), world.now()).follow_up.handed_off


def test_a_nurtured_lead_goes_to_sales_as_soon_as_it_qualifies(world: BotWorld) -> None:
    before = handed(world)
    assert "need a score of 50 and an activity of 3" in told(world, "josh", "lead Nora, Acme tier:director")
    said = told(world, "josh", "lead Nora, Acme tier:director score:40 activity:4")
    short_id = next(word for word in said.split() if word.startswith("N-"))
    assert "Not handed off yet" in said and "at score 40 of 50." in said and handed(world) == before
    listed = answered(world, "josh", "leads nurtured")
    assert "1 lead nurtured" in listed.text and "Update" in listed.buttons()
    assert "Nurtured by marketing" in told(world, "amy", "status")
    assert "stays with marketing" in told(world, "josh", f"lead {short_id} score:45")
    form = press(world, "josh", listed, "Update", HERE).form()
    assert "is no score" in form.submit(score="many", activity="4").errors["score"]
    assert form.submit(score="70", activity="4").result == "updated"
    assert handed(world) == before + 1 and "No lead is nurtured" in told(world, "josh", "leads nurtured")


def test_a_returned_lead_goes_out_again_with_its_history(world: BotWorld) -> None:
    lead = handed_off(world, "Olga, Acme")
    form = press(world, "rita", message_about(world, "rita", lead), "Not a fit").form()
    form.submit(reason="No budget")
    message = message_about(world, "josh", lead)
    press(world, "josh", message, "Hand off again")
    again = told(world, "josh", f"lead {lead}")
    assert "was handed off again to" in again
    short_id = next(word.strip(".") for word in reversed(again.split()) if word.startswith("L-"))
    assert "gave it back" in told(world, "rita", f"why {short_id}") and "No budget" in told(
        world, "rita", f"why {short_id}"
    )


def test_a_lead_that_is_open_already_is_handed_off_twice_only_when_asked_for(world: BotWorld) -> None:
    lead = handed_off(world, "Twice, Acme")
    asked = answered(world, "josh", "lead Twice, Acme @remo")
    assert f"{lead}" in asked.text and "is open already" in asked.text
    press(world, "josh", asked, "Hand off all the same", HERE)
    assert sum("Twice" in line for line in told(world, "amy", "leads").splitlines()) == 2


def test_a_tier_that_was_written_as_a_name_is_hinted_at(world: BotWorld) -> None:
    assert "write tier:ceo" in told(world, "josh", "lead Hint, Acme ceo")


def test_a_name_of_more_than_two_hundred_letters_is_refused(world: BotWorld) -> None:
    assert "at most 200 letters, and this one has 201" in told(world, "josh", f"lead {'A' * 201}, Acme")


def test_the_form_asks_what_tells_two_of_one_name_apart(world: BotWorld) -> None:
    lead = handed_off(world, "Formed, Acme")
    said = opened(world, "josh", "lead").submit(name="Formed", company="Acme").errors["name"]
    assert f"{lead} of this name and company is open already" in said
