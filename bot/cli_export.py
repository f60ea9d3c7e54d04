"""`sla-bot export`: an agreement and all its records, in files that other programs read."""

from pathlib import Path

import click

from bot import terminal
from bot.desk import desk, team_option
from bot.place import now
from intake.exports import Export
from jobs.announce.exports import printed
from messages.drawing.printing import pdf
from storage import agreements

PRINTED = "agreement.pdf"


@click.command()
@click.argument("slug")
@click.option(
    "--to", "folder", type=click.Path(file_okay=False, path_type=Path), required=True, metavar="DIR", help="The folder."
)
@team_option
def export(slug: str, folder: Path, team: str | None) -> None:
    """Writes the agreement SLUG as YAML and PDF, its leads, attempts, deals, duties, messages as CSV, the audit log."""
    with desk(team) as here, here.reading() as session:
        instant = now()
        agreement = agreements.by_slug(session, here.workspace.id, slug, instant)
        counts = Export(session, agreement, instant).write(folder)
        paper = printed(session, agreement, instant)
    (folder / PRINTED).write_bytes(pdf(paper))
    terminal.show(f"{folder / PRINTED}: to print")
    for name, count in counts.items():
        terminal.show(f"{folder / name}: {count}")
