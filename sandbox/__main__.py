"""`sla-bot sandbox`, or `python -m sandbox`: a Slack workspace on this machine, until it is told to stop."""

import signal
import sys
from pathlib import Path

import click

from sandbox import page
from sandbox.cast import read_cast
from sandbox.events import never_sent
from sandbox.manifest import read_manifest
from sandbox.page.tour import read_tour
from sandbox.server import listen, port_taken, server
from sandbox.state import Workspace, found
from sandbox.tokens import APP_TOKEN, BOT_TOKEN, CLIENT_ID, CLIENT_SECRET, SIGNING_SECRET
from sandbox.wire import Refused

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=4100,
    show_default=True,
    help="Where to listen, on this machine alone; 0 takes a free one.",
)
@click.option("--manifest", type=FILE, help="The app's manifest: YAML or JSON.")
@click.option("--people", type=FILE, help="People and channels; without it Company X's.")
@click.option("--request-url", help="Deliver by HTTP to this URL instead of Socket Mode.")
@click.option("--tour", type=FILE, help="A guided tour to show beside the page.")
def main(port: int, manifest: Path | None, people: Path | None, request_url: str | None, tour: Path | None) -> None:
    """Runs a Slack workspace on this machine: Web API, Socket Mode, a page to use it in, a clock to turn."""
    try:
        app, cast = read_manifest(manifest) if manifest else None, read_cast(people) if people else None
        guided = read_tour(tour) if tour else None
        listening = listen(port)
    except Refused as refusal:
        raise click.ClickException(refusal.sentence) from refusal
    except OSError as why:
        raise click.ClickException(port_taken(port, why)) from why
    workspace = found(f"http://127.0.0.1:{listening.getsockname()[1]}", app, cast)
    if request_url:
        workspace.use_http(request_url)
    serving = server(workspace, with_page=True)
    if guided:
        page.offer(guided)
    _introduce(workspace)
    for name in (signal.SIGTERM, signal.SIGINT):
        # The server ends cleanly by itself once it runs, and raises the signal again; before that nobody else hears it.
        signal.signal(name, lambda *_: setattr(serving, "should_exit", True))
    serving.run(sockets=[listening])


def _introduce(workspace: Workspace) -> None:
    click.echo(f"The sandbox is at {workspace.base_url}/")
    click.echo(f"SLACK_API_URL={workspace.base_url}/api/")
    click.echo(f"SLACK_BOT_TOKEN={BOT_TOKEN}")
    click.echo(f"SLACK_APP_TOKEN={APP_TOKEN}")
    click.echo(f"SLACK_SIGNING_SECRET={SIGNING_SECRET}")
    # Not as settings: a Bolt app that finds these two in its environment believes itself to be distributed.
    click.echo(
        f"For OAuth: client id {CLIENT_ID}, client secret {CLIENT_SECRET}, {workspace.base_url}/oauth/v2/authorize"
    )
    if strangers := never_sent(workspace):
        click.echo(f"The manifest's events {', '.join(strangers)} can't happen here (docs/sandbox.md).", err=True)
    sys.stdout.flush()


if __name__ == "__main__":
    main(prog_name="sla-bot sandbox")
