"""`sla-bot export`: an agreement and all its records, in files that other programs read."""

from pathlib import Path

import click

from bot import terminal
from bot.desk import desk, team_option
from bot.place import now
from intake.exports import Export
from storage import agreements


@click.command()
@click.argument("slug")
@click.option(
    "--to", "folder", type=click.Path(file_okay=False, path_type=Path), required=True, metavar="DIR", help="The folder."
)
@team_option
def export(slug: str, folder: Path, team: str | None) -> None:
    """Writes the agreement SLUG as YAML, its leads, attempts, deals, duties and messages as CSV, and the audit log."""
    with desk(team) as here, here.reading() as session:
        instant = now()
        agreement = agreements.by_slug(session, here.workspace.id, slug, instant)
        counts = Export(session, agreement, instant).write(folder)
    for name, count in counts.items():
        terminal.show(f"{folder / name}: {count}")
