"""`sla-bot sandbox`: a Slack workspace on this machine, in a process of its own."""

import os
import sys
from importlib.util import find_spec

import click

from bot.errors import NoSandbox


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def sandbox(arguments: tuple[str, ...]) -> None:
    """A Slack workspace on this machine alone: Web API, Socket Mode, a page to use it in."""
    if find_spec("websockets") is None or find_spec("multipart") is None:
        raise NoSandbox
    os.execv(sys.executable, [sys.executable, "-m", "sandbox", *arguments])  # noqa: S606 - our own module, no shell
