"""`sla-bot report`: the reports of a period, and its charts."""

from pathlib import Path

import click

from bot import review_json, review_text, terminal
from bot.desk import desk, team_option
from bot.figures_json import as_object
from bot.figures_text import show
from bot.place import now
from bot.report import Report, read_report
from sla.period import Period
from storage import reviews


@click.command()
@click.argument("slug")
@click.option("--period", "name", metavar="2026-10", help="The period; the one we are in if left out.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option(
    "--charts", type=click.Path(file_okay=False, path_type=Path), help="Draws the charts into it.", metavar="DIR"
)
@team_option
def report(slug: str, name: str | None, as_json: bool, charts: Path | None, team: str | None) -> None:
    """The reports of one period of the agreement SLUG."""
    period = Period.named(name) if name else None
    with desk(team) as here, here.reading() as session:
        found = read_report(session, here.workspace, slug, period, now())
        counted = reviews.review(session, found.agreement, found.figures.period, found.figures.at)
    drawn = _draw(found, charts) if charts else []
    if as_json:
        terminal.show_json(as_object(found.figures) | {"review": review_json.as_object(counted)})
        return
    show(found.figures)
    for line in review_text.lines(counted) if found.agreement.terms.has_leads else ():
        terminal.show(line)
    for path in drawn:
        terminal.show(f"  chart: {path}")


def _draw(report: Report, folder: Path) -> list[Path]:
    from messages.charts import Drawer  # noqa: PLC0415 - only where charts are asked for

    folder.mkdir(parents=True, exist_ok=True)
    drawer = Drawer()
    try:
        return [_write(folder / f"{name}.png", drawer.draw(chart)) for name, chart in report.charts()]
    finally:
        drawer.close()


def _write(path: Path, picture: bytes) -> Path:
    path.write_bytes(picture)
    return path
