"""What people do in the tests of commands, in one line each."""

from tests.bot_world import BotWorld
from tests.slack_world import Form, Seen, Shown

HERE = "#smarketing"
JOINER = "\u2060"
"""What keeps foreign text from turning into links and mentions; nobody sees it."""


def told(world: BotWorld, user: str, words: str, channel: str = HERE) -> str:
    """What the bot answers to `/sla …`, in words."""
    return world.command(user, channel, f"/sla {words}").reply().text.replace(JOINER, "")


def answered(world: BotWorld, user: str, words: str, channel: str = HERE) -> Seen:
    """The bot's answer to `/sla …`."""
    return world.command(user, channel, f"/sla {words}").reply()


def opened(world: BotWorld, user: str, words: str, channel: str = HERE) -> Form:
    """The form that `/sla …` opens."""
    return world.command(user, channel, f"/sla {words}").form()


def handed_off(world: BotWorld, name: str, rep: str = "rita", more: str = "") -> str:
    """Josh hands a lead off to a rep; returns its short id."""
    said = told(world, "josh", f"lead {name} @{rep} {more}")
    assert "Handed off" in said, said
    return next(word for word in said.split() if word.startswith("L-"))


def message_about(world: BotWorld, reader: str, short_id: str) -> Seen:
    """The newest message about the lead in somebody's direct messages; waits until it has come."""

    def look() -> Seen | None:
        world.advance(1)
        found = [seen for seen in world.messages(f"@{reader}") if short_id in seen.text]
        return found[-1] if found else None

    seen: Seen = world.until(look, f"@{reader} was told nothing about {short_id}")
    return seen


def press(world: BotWorld, user: str, message: Seen, label: str, where: str = "dm") -> Shown:
    """Presses the button with this label."""
    return world.press(user, where, message, message.buttons()[label])


def outcome(world: BotWorld, user: str) -> str:
    """What stands in the form that a person has in front."""
    return world.forms(user)[-1].words
