"""`sla-bot schema`: what an agreement file may say, for editors that complete and check it."""

import click

from bot import terminal


@click.command()
def schema() -> None:
    """The JSON Schema of agreement files."""
    from intake.agreement_model import json_schema  # noqa: PLC0415 - only this command needs it

    terminal.show_json(json_schema(), indent=2)
