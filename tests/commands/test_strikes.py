"""`/sla strikes`, the button *Write the diagnosis* and its form."""

from datetime import date

from sla.strike import NewStrike, Strike
from storage import outcomes, owed
from tests.bot_world import BotWorld
from tests.commands.acting import HERE, answered, outcome, press, told

PROMISE = "sales promised a first attempt within each lead's window; 3 windows passed without one."


def struck(world: BotWorld, name: str, person: str | None = "rita") -> Strike:
    """A strike on sales that names this person, or the contact alone."""
    user = world.person(person) if person else None
    with world.writing() as session:
        new = NewStrike(
            (name,),
            party="sales",
            rule="breaches",
            period="2026-10",
            people=(user or world.person("amy"),),
            promise=PROMISE,
            on=date(2026, 10, 5),
            opened_at=world.now(),
            person=user,
        )
        strike = outcomes.open_strike(session, world.agreement(), new)
        assert strike is not None
        owed.strike(session, world.agreement(), strike.id, accountable=strike.people, party="sales", now=world.now())
    return strike


def test_no_strikes_is_said(world: BotWorld) -> None:
    assert "*No strikes* stand under" in told(world, "rita", "strikes")


def test_a_strike_is_told_to_its_person_and_the_contact_alone(fresh: BotWorld) -> None:
    strike = struck(fresh, "told")
    for user, is_told in {"rita": True, "amy": True, "remo": False, "josh": False, "joan": False}.items():
        said = told(fresh, user, "strikes")
        assert f"{strike.short_id} for *sales*, October 2026" in said
        assert (PROMISE[:30] in said, f"<@{fresh.person('rita')}>" in said) == (is_told, is_told), user


def test_only_whom_it_names_gets_the_button(fresh: BotWorld) -> None:
    struck(fresh, "button")
    assert "Write the diagnosis" in answered(fresh, "rita", "strikes").buttons()
    assert answered(fresh, "amy", "strikes").buttons() == {}


def test_the_diagnosis_is_written_once(fresh: BotWorld) -> None:
    strike = struck(fresh, "once")
    seen = fresh.expect_messages(("@rita", strike.short_id))[0]
    form = press(fresh, "rita", seen, "Write the diagnosis").form()
    shown = form.submit(cause="Nobody stood in", remedy="A rota", by="2026-10-09")
    assert shown.result == "updated" and "is due by Friday 9 October" in outcome(fresh, "rita")
    assert (
        "diagnosed by" in told(fresh, "amy", "strikes") and "Nobody stood in" in answered(fresh, "amy", "strikes").words
    )
    assert set(answered(fresh, "rita", "strikes").buttons()) == {"Contest it", "It is done", "Not yet"}


def test_a_diagnosis_needs_words_and_a_day_to_come(fresh: BotWorld) -> None:
    struck(fresh, "wrong")
    form = press(fresh, "rita", answered(fresh, "rita", "strikes"), "Write the diagnosis", HERE).form()
    wrong = form.submit(cause=" ", remedy="A rota", by="2026-10-01").errors
    assert set(wrong) == {"cause", "by"}


def test_the_second_of_two_forms_is_told_that_it_is_written(fresh: BotWorld) -> None:
    strike = struck(fresh, "raced")
    seen = answered(fresh, "rita", "strikes")
    press(fresh, "rita", seen, "Write the diagnosis", HERE).form().submit(cause="a", remedy="b", by="2026-10-09")
    said = fresh.press("rita", HERE, seen, "act:diagnose:0").reply().text
    assert f"wrote the diagnosis of {strike.short_id} already" in said


def test_a_withdrawn_strike_is_not_listed(fresh: BotWorld) -> None:
    strike = struck(fresh, "withdrawn")
    with fresh.writing() as session:
        outcomes.withdraw(session, fresh.workspace.id, strike, "The promise was kept.", fresh.now())
    assert "*No strikes*" in told(fresh, "rita", "strikes")
