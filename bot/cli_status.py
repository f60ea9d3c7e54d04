"""`sla-bot status`: where an agreement stands."""

import click

from bot import terminal
from bot.desk import desk, parsed_instant, team_option
from bot.figures_json import as_object
from bot.figures_text import show
from storage import agreements
from storage.standing import figures


@click.command()
@click.argument("slug")
@click.option("--at", metavar="INSTANT", help="As of this instant, in the agreement's zone unless it says another.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@team_option
def status(slug: str, at: str | None, as_json: bool, team: str | None) -> None:
    """Where the agreement SLUG stands."""
    with desk(team) as here, here.reading() as session:
        zone = agreements.by_slug(session, here.workspace.id, slug, parsed_instant(None, None)).terms.timezone
        instant = parsed_instant(at, zone)
        agreement = agreements.by_slug(session, here.workspace.id, slug, instant)
        found = figures(session, agreement, instant)
    if as_json:
        terminal.show_json(as_object(found))
    else:
        show(found)
