"""What is no door of ours is acknowledged all the same: Slack would send it again, and show an error meanwhile."""

from typing import Any

import structlog
from slack_bolt import Ack

log = structlog.get_logger()
ELSEWHERE = "This command is not one of mine; mine is `/sla`."


def command(ack: Ack, command: dict[str, Any]) -> None:
    """Another slash command that the app's manifest sends here."""
    log.warning("unknown_command", command=str(command.get("command"))[:40])
    ack(text=ELSEWHERE)


def anything(ack: Ack, body: dict[str, Any]) -> None:
    """A press, a choice or a shortcut that no door is for, such as a menu that waits for a form to be sent."""
    log.debug("passed_over", kind=str(body.get("type"))[:40])
    ack()


def options(ack: Ack) -> None:
    """A menu that asks for choices: there are none."""
    ack(options=[])
