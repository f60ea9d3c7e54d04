"""`/sla away`: leave entered, leads offered and taken, and the way back."""

import pytest

from sla.lead import Lead
from storage import leads
from tests.bot_world import BotWorld
from tests.commands.acting import HERE, JOINER, answered, handed_off, opened, outcome, press, told
from tests.slack_world import Seen


def lead_of(world: BotWorld, short_id: str) -> Lead:
    """The lead as it stands."""
    with world.reading() as session:
        return leads.find(session, world.workspace.id, short_id)


def newest(world: BotWorld, reader: str, words: str) -> Seen:
    """The newest direct message with these words; waits until it has come."""

    def look() -> Seen | None:
        world.advance(1)
        found = [seen for seen in world.messages(f"@{reader}") if words in seen.text]
        return found[-1] if found else None

    seen: Seen = world.until(look, f"@{reader} never read “{words}”")
    return seen


def test_whoever_takes_a_lead_of_somebody_away_first_has_it(fresh: BotWorld) -> None:
    first, second = handed_off(fresh, "Ada, Acme"), handed_off(fresh, "Grace, Globex")
    assert "2 open leads of yours" in told(fresh, "rita", "away until friday skiing")
    offer = newest(fresh, "remo", "Friday 9 October")
    assert "2 open leads of theirs wait" in offer.text and "skiing" not in offer.words
    same = newest(fresh, "rosa", "Friday 9 October")
    button = f"act:take_lead:{[first, second].index(first)}"
    assert "is yours now" in fresh.press("remo", "dm", offer, button).reply().text
    assert lead_of(fresh, first).rep == fresh.person("remo")
    assert "this message is old" in fresh.press("rosa", "dm", same, button).reply().text
    to_contact = newest(fresh, "amy", "Friday 9 October")
    assert "given to others" in press(fresh, "amy", to_contact, "Give it to the next in turn").reply().text
    assert lead_of(fresh, second).rep == fresh.person("rosa")
    assert "You took" in newest(fresh, "remo", first).text
    assert handed_off(fresh, "New, Acme", rep="rosa") and "Leads go to you again" in told(fresh, "rita", "away off")
    assert "2 leads of yours went to others" in newest(fresh, "rita", "Welcome back").text


def test_the_form_enters_days_and_hours_and_the_list_cancels_them(world: BotWorld) -> None:
    form = opened(world, "rosa", "away")
    assert set(form.submit(first="2026-10-20", last="2026-10-19").errors) == {"last"}
    assert form.submit(first="2026-10-20", last="2026-10-21", hours="mon 09:00-13:00").result == "updated"
    assert "from Tuesday 20 October through Wednesday 21 October" in outcome(world, "rosa")
    listed = answered(world, "rosa", "away list")
    assert "mon 09:00-13:00" in listed.text.replace(JOINER, "")
    pressed = world.press("rosa", HERE, listed, "act:cancel_leave:0")
    world.until(lambda: "Cancelled" in str(pressed.consequences()), "the leave was not cancelled")
    assert "You have entered no leave" in told(world, "rosa", "away list")
    assert "hours are the agreement's" in told(world, "rosa", "away hours agreement")


def test_a_contact_s_own_hours_in_the_form_are_not_given_to_whom_they_enter_leave_for(world: BotWorld) -> None:
    told(world, "amy", "away hours tue 09:00-13:00")
    form = opened(world, "amy", "away")
    assert form.submit(first="2026-10-22", person=world.person("rosa")).result == "updated"
    assert "Hours: the agreement's" in told(world, "amy", "away @rosa list")


def test_a_contact_enters_leave_for_their_party_and_nobody_else_does(world: BotWorld) -> None:
    assert "<@" in told(world, "amy", "away @remo tomorrow")
    assert "entered that you are away on Tuesday 6 October" in newest(world, "remo", "entered that you").text
    assert "Leave is entered by the person" in told(world, "rita", "away @remo tomorrow")
    assert "Leave is entered by the person" in told(world, "josh", "away @remo tomorrow")


def test_a_lead_for_somebody_away_asks_whom_it_should_go_to(fresh: BotWorld) -> None:
    told(fresh, "rosa", "away until friday")
    asked = answered(fresh, "josh", "lead Ada, Acme @rosa tier:ceo")
    assert "is away through Friday 9 October, so nothing was handed off yet" in asked.text
    pressed = press(fresh, "josh", asked, "To the next in turn", HERE)
    fresh.until(lambda: "Handed off" in str(pressed.consequences()), "nothing was handed off")
    again = press(fresh, "josh", answered(fresh, "josh", "lead Bo, Acme @rosa"), "Hand off anyway", HERE)
    fresh.until(lambda: fresh.person("rosa") in str(again.consequences()), "the lead did not go to her")
    form = opened(fresh, "josh", "lead")
    assert "away through Friday 9 October" in form.submit(name="Cy", rep=fresh.person("rosa")).errors["rep"]
    assert form.submit(name="Cy", rep=fresh.person("rosa"), anyway=["yes"]).result == "updated"
    for person in ("rita", "remo"):
        told(fresh, person, "away today")
    assert "as everybody else in sales is away" in told(fresh, "josh", "lead Di, Acme")


@pytest.mark.parametrize(
    ("typed", "said"),
    {
        "away off": "You are not away now",
        "away someday": "is not a time",
        "away until 2026-10-04": "A leave ends after now",
        "away 2026-10-09..2026-10-08": "after it begins",
        "away friday 9:00": "Until when?",
        "away hours": "Which hours?",
        "away hours moo 09:00-10:00": "is no day",
        "away until 2029-01-01": "at most a year",
    }.items(),
)
def test_what_can_t_be_taken_is_refused_with_what_to_do(world: BotWorld, typed: str, said: str) -> None:
    assert said in told(world, "rita", typed)


def test_a_returned_lead_that_goes_out_again_asks_too(fresh: BotWorld) -> None:
    lead = handed_off(fresh, "Ada, Acme")
    form = press(fresh, "rita", newest(fresh, "rita", lead), "Not a fit").form()
    assert form.submit(reason="Too early").result == "updated"
    told(fresh, "rosa", "away until friday")
    asked = answered(fresh, "josh", f"lead {lead} @rosa")
    assert "is away through Friday 9 October" in asked.text
    pressed = press(fresh, "josh", asked, "Hand off anyway", HERE)
    fresh.until(lambda: fresh.person("rosa") in str(pressed.consequences()), "the lead did not go to her")
