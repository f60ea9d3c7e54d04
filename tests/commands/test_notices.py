"""The buttons of notices: an admin says what became of a message."""

from sqlalchemy import update

from messages import notice
from messages.blocks import Message
from storage import outbox
from storage.outbox_rows import OutboxRow
from storage.outgoing import State
from tests.bot_world import BotWorld
from tests.commands.acting import HERE, handed_off, press, told
from tests.slack_world import Seen


def unsettled(world: BotWorld, state: State) -> int:
    """A message in this state, whatever sent it there; returns its number."""
    handed_off(world, f"Unsettled {state}, Acme")
    world.settle()
    with world.writing() as session:
        number = max(sent.id for sent in outbox.messages(session, world.workspace.id))
        session.execute(update(OutboxRow).where(OutboxRow.id == number).values(state=state))
    return number


def state_of(world: BotWorld, number: int) -> State:
    """What became of it."""
    with world.reading() as session:
        return next(sent.state for sent in outbox.messages(session, world.workspace.id) if sent.id == number)


def shown(world: BotWorld, message: Message) -> Seen:
    """The notice, posted where everyone can press."""
    client = world.web_client()
    client.chat_postMessage(channel=world.channel(HERE), text=message.text, blocks=list(message.blocks))
    return world.last(HERE)


def test_an_admin_says_that_it_is_there(fresh: BotWorld) -> None:
    number = unsettled(fresh, State.DOUBT)
    asked = shown(fresh, notice.in_doubt(fresh.person("rita"), number, "sla_hand_off"))
    press(fresh, "ada", asked, "It is there", HERE)
    assert state_of(fresh, number) is State.SENT


def test_an_admin_has_it_posted_again(fresh: BotWorld) -> None:
    number = unsettled(fresh, State.DOUBT)
    asked = shown(fresh, notice.in_doubt(fresh.person("rita"), number, "sla_hand_off"))
    fresh.forget_messages()
    press(fresh, "ada", asked, "Post it", HERE)
    fresh.expect_messages(("@rita", "Possible repeat"))


def test_a_dead_message_is_sent_again(fresh: BotWorld) -> None:
    number = unsettled(fresh, State.DEAD)
    asked = shown(fresh, notice.dead(fresh.person("rita"), number, "sla_hand_off"))
    press(fresh, "ada", asked, "Send it again", HERE)
    fresh.until(lambda: fresh.advance(1) and state_of(fresh, number) is State.SENT, "it was not sent again")


def test_only_admins_settle_and_only_once(fresh: BotWorld) -> None:
    number = unsettled(fresh, State.DOUBT)
    asked = shown(fresh, notice.in_doubt(fresh.person("rita"), number, "sla_hand_off"))
    assert "Only a workspace admin" in press(fresh, "josh", asked, "It is there", HERE).reply().text
    fresh.press("ada", HERE, asked, notice.IT_IS_THERE)
    again = shown(fresh, notice.in_doubt(fresh.person("rita"), number, "sla_hand_off"))
    assert "settled already" in press(fresh, "ada", again, "Post it", HERE).reply().text


def test_health_names_what_needs_a_look(fresh: BotWorld) -> None:
    unsettled(fresh, State.DEAD)
    assert "some messages need a look" in told(fresh, "ada", "health")
