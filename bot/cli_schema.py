"""`sla-bot schema`: what an agreement file may say, for editors that complete and check it."""

import json

import click


@click.command()
def schema() -> None:
    """The JSON Schema of agreement files."""
    from intake.agreement_model import json_schema  # noqa: PLC0415 - only this command needs it

    click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))
