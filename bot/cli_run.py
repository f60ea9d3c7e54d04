"""`sla-bot run`: the bot itself."""

import click

from bot import logs
from bot.ours import OURS
from bot.running import run as run_bot
from bot.settings import HttpSettings, RunSettings


@click.command()
@click.option("--http", "over_http", is_flag=True, help="HTTP mode, although there is an app token.")
@click.option("--restored", is_flag=True, help="After a database came back from a backup: looks before it posts again.")
def run(over_http: bool, restored: bool) -> None:
    """The bot: Socket Mode when there is an app token, else HTTP. SIGTERM ends it cleanly within 15 s."""
    settings = HttpSettings.read() if over_http else RunSettings.read()
    logs.set_up()
    run_bot(settings, OURS, over_http=over_http or settings.slack_app_token is None, restored=restored)
