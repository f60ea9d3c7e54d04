"""`sla-bot tick`: does once all that is due at an instant, and exits."""

from datetime import datetime

import click

from bot import logs, terminal
from bot.desk import parsed_instant, team_option
from bot.foundation import Foundation
from bot.ours import OURS
from bot.settings import TokenSettings
from bot.tick import Ticked, begin, rehearse, tick_all
from messages.charts import Drawer
from storage.failpoints import arm


@click.command()
@click.option("--at", metavar="INSTANT", help="What is due at this instant; now if left out. It may be in the past.")
@click.option("--dry-run", is_flag=True, help="Does nothing, and says what would be done.")
@team_option
def tick(at: str | None, dry_run: bool, team: str | None) -> None:
    """Does once all that is due at the instant: the sweeps, then delivery. It does not go back behind the last tick."""
    settings = TokenSettings.read()
    logs.set_up()
    arm(settings.sla_bot_failpoint)
    base = Foundation.lay(settings)
    turn = begin(base, team, lambda zone: _instant(base, at, zone))
    drawer = Drawer()
    try:
        _show(rehearse(turn, OURS) if dry_run else tick_all(turn, OURS, drawer), dry_run)
    finally:
        drawer.close()


def _instant(base: Foundation, at: str | None, zone: str | None) -> datetime:
    return base.clock.now() if at is None else parsed_instant(at, zone)


def _show(ticked: Ticked, dry_run: bool) -> None:
    terminal.show(f"{'Would be done' if dry_run else 'Done'} at {ticked.at.isoformat()}:")
    for name, count in {**ticked.swept, **ticked.delivered}.items():
        terminal.show(f"  {name}: {count}")
    for line in ticked.notes:
        terminal.show(f"  {line}")
    if not any((*ticked.swept.values(), *ticked.delivered.values())):
        terminal.show("  nothing was due")
