"""`sla-bot why`: the receipt of a lead's clock."""

import click

from bot import terminal
from bot.desk import desk, team_option
from bot.place import now
from bot.receipt import as_lines, as_object, read_receipt


@click.command()
@click.argument("lead")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@team_option
def why(lead: str, as_json: bool, team: str | None) -> None:
    """Every interval that the clock of LEAD (L-4F7K, an external id or a name) counted, and what it stood still for."""
    with desk(team) as here, here.reading() as session:
        found = read_receipt(session, here.workspace, lead, now())
    if as_json:
        terminal.show_json(as_object(found))
        return
    for line in as_lines(found):
        terminal.show(line)
