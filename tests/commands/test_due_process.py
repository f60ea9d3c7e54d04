"""Due process by buttons: contested by whom the strike names, judged by the other party's contact, never one's own."""

from datetime import date
from decimal import Decimal

import pytest

from commands import contest, remedy
from commands.door import Pressed
from commands.gesture import Gesture
from messages.views import View
from sla.agreement import Credit
from sla.credit import NewCredit
from sla.errors import NotAllowed
from sla.strike import NewStrike, Strike
from storage import outcomes, owed, owed_outcomes, service_credits
from tests.bot_world import BotWorld
from tests.commands.acting import HERE, answered, outcome, press, told

PROMISE = "sales promised a first attempt within each lead's window; 3 windows passed without one."


def struck(world: BotWorld, name: str = "rita") -> Strike:
    """A strike on sales that names this person, told in private."""
    user = world.person(name)
    with world.writing() as session:
        new = NewStrike(
            (name,),
            party="sales",
            rule="breaches",
            period="2026-10",
            people=(user,),
            promise=PROMISE,
            on=date(2026, 10, 5),
            opened_at=world.now(),
            person=user,
        )
        strike = outcomes.open_strike(session, world.agreement(), new)
        assert strike is not None
        owed.strike(session, world.agreement(), strike.id, accountable=strike.people, party="sales", now=world.now())
    return strike


def credited(world: BotWorld, what: str = "customers") -> None:
    """Sales owes marketing 25 dollars, and the channel reads it."""
    cause, agreement = ("2026-10", "sales", what), world.agreement()
    with world.writing() as session:
        new = NewCredit(cause, "sales", "goal_missed", "2026-10", "A promise.", date(2026, 10, 5), world.now())
        given = service_credits.give(
            session, agreement, new, "marketing", key="goal_missed", credit=Credit("USD", amount=Decimal(25))
        )
        assert given.credit is not None
        owed_outcomes.service_credit(session, agreement, given.credit, world.now())


def state(world: BotWorld, strike: Strike) -> str:
    with world.reading() as session:
        return str(outcomes.by_id(session, world.workspace.id, strike.id).state)


class NoForms:
    """Opens no form: nobody gets this far."""

    def views_open(self, *, trigger_id: str, view: View) -> None:
        pytest.fail(f"{trigger_id} opened {view['callback_id']}")


def forged(world: BotWorld, user: str, act: str, strike: Strike) -> str:
    """Why somebody is refused who sends a press of a button that they were never shown."""
    asker, here = world.person(user), world.channel(HERE)
    gesture = Gesture(
        world.sessions, world.workspace, world.now(), lambda: None, asker, here, "forged", NoForms(), None
    )
    doors = {door.id: door.function for door in (*contest.DOORS, *remedy.DOORS)}
    with pytest.raises(NotAllowed) as refused:
        doors[act](gesture, Pressed(act, str(strike.id), ""))
    return str(refused.value)


def contested(world: BotWorld, strike: Strike) -> None:
    """Rita contests the strike from her direct message."""
    seen = world.expect_messages(("@rita", strike.short_id))[0]
    form = press(world, "rita", seen, "Contest it").form()
    assert form.submit(reason="All three were tried by phone.").result == "updated"
    assert "You contest" in outcome(world, "rita")


def test_a_contest_is_judged_by_the_other_partys_contact_who_is_told(fresh: BotWorld) -> None:
    strike = struck(fresh)
    contested(fresh, strike)
    [asked] = fresh.expect_messages(("@josh", "contests"))
    assert "All three were tried by phone." in asked.text and PROMISE[:30] in asked.text.replace("\u2060", "")
    form = press(fresh, "josh", asked, "Uphold it").form()
    assert form.submit(reason=" ").errors.keys() == {"reason"}
    assert form.submit(reason="The log shows no call.").result == "updated"
    assert state(fresh, strike) == "upheld"
    [read] = fresh.expect_messages(("@rita", "is upheld"))
    assert "The log shows no call" in read.text and "Write the diagnosis" in read.buttons()


def test_a_withdrawn_strike_is_told_to_whom_it_named(fresh: BotWorld) -> None:
    strike = struck(fresh)
    contested(fresh, strike)
    [asked] = fresh.expect_messages(("@josh", "contests"))
    press(fresh, "josh", asked, "Withdraw it").form().submit(reason="The call list shows them.")
    fresh.expect_messages(("@rita", "is withdrawn by"))
    assert state(fresh, strike) == "withdrawn"
    assert "*No strikes* stand" in told(fresh, "rita", "strikes")


def test_the_other_partys_contact_excuses_with_a_reason(fresh: BotWorld) -> None:
    strike = struck(fresh)
    fresh.settle()
    form = press(fresh, "josh", answered(fresh, "josh", "strikes"), "Excuse it", HERE).form()
    assert form.submit(why="", reason="Phones down").errors.keys() == {"why"}
    form.submit(why="outage", reason="Phones down")
    [read] = fresh.expect_posts(("@rita", "is excused by"))
    assert "(an outage): Phones down" in read.text.replace("\u2060", "")
    assert f"*No longer counted*: {strike.short_id} excused" in told(fresh, "josh", "strikes")


def test_each_viewer_sees_the_buttons_that_are_theirs(fresh: BotWorld) -> None:
    struck(fresh)
    shown = {user: set(answered(fresh, user, "strikes").buttons()) for user in ("rita", "remo", "amy", "josh", "joan")}
    assert shown == {
        "rita": {"Write the diagnosis", "Contest it"},
        "remo": set(),
        "amy": set(),
        "josh": {"Excuse it"},
        "joan": set(),
    }


def test_nobody_judges_their_own_even_by_a_button_that_is_not_theirs(fresh: BotWorld) -> None:
    strike = struck(fresh)
    contested(fresh, strike)
    for user in ("rita", "amy", "remo", "joan"):
        for act in ("act:uphold", "act:withdraw", "act:excuse"):
            assert "nobody judges their own" in forged(fresh, user, act, strike), user
    assert state(fresh, strike) == "contested"


def test_only_whom_it_names_contests_it(fresh: BotWorld) -> None:
    strike = struck(fresh)
    for user in ("amy", "josh", "joan"):
        for act in ("act:contest", "act:mended", "act:not_mended"):
            assert "Only the people whom a strike names" in forged(fresh, user, act, strike)


def test_the_remedy_is_answered_once(fresh: BotWorld) -> None:
    strike = struck(fresh)
    seen = fresh.expect_messages(("@rita", strike.short_id))[0]
    press(fresh, "rita", seen, "Write the diagnosis").form().submit(cause="a", remedy="b", by="2026-10-06")
    listed = answered(fresh, "rita", "strikes")
    assert "the remedy" in press(fresh, "rita", listed, "It is done", HERE).reply().text
    assert "was said already" in press(fresh, "rita", listed, "Not yet", HERE).reply().text
    assert "its remedy done" in told(fresh, "amy", "strikes")


def test_the_contact_who_is_owed_settles_a_credit_and_nobody_else(fresh: BotWorld) -> None:
    credited(fresh)
    [seen] = fresh.expect_messages((HERE, "service credit of USD 25.00"))
    listed = answered(fresh, "josh", "strikes")
    for user in ("amy", "rita", "joan"):
        assert "Only the contact of marketing" in fresh.press(user, HERE, seen, seen.buttons()["Settled"]).reply().text
    assert "Settled: USD 25.00" in press(fresh, "josh", seen, "Settled", HERE).reply().text
    assert "was settled already, by" in press(fresh, "josh", listed, "Settled", HERE).reply().text


def test_the_whole_balance_is_settled_from_the_list(fresh: BotWorld) -> None:
    credited(fresh)
    credited(fresh, "revenue")
    fresh.settle()
    listed = answered(fresh, "josh", "strikes")
    assert "Service credits*: *sales* owes *marketing* USD 50.00 in 2 credits" in listed.text
    assert "Settled: USD 50.00" in press(fresh, "josh", listed, "Settle USD 50.00", HERE).reply().text
    assert "Service credits" not in told(fresh, "josh", "strikes")
