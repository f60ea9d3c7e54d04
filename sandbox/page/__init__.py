"""The page: a Slack workspace to look at and to act in."""

from starlette.applications import Starlette

from sandbox.state import Workspace


def attach(app: Starlette, workspace: Workspace) -> None:
    """Serves the page of a workspace at `/`. A process can serve one page."""
    from sandbox.page.serving import serve  # noqa: PLC0415 - NiceGUI takes two seconds to import

    serve(app, workspace)
