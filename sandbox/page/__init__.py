"""The page: a Slack workspace to look at and to act in."""

from starlette.applications import Starlette

from sandbox.page.tour import Tour
from sandbox.state import Workspace


def attach(app: Starlette, workspace: Workspace) -> None:
    """Serves the page of a workspace at `/`. A process can serve one page."""
    from sandbox.page.serving import serve  # noqa: PLC0415 - NiceGUI takes two seconds to import

    serve(app, workspace)


def offer(tour: Tour) -> None:
    """Puts a guided tour beside the page, where a visitor finds it open."""
    from sandbox.page.panels import PANELS  # noqa: PLC0415
    from sandbox.page.tour_panel import NAME, Guide  # noqa: PLC0415 - as above

    PANELS[NAME] = Guide(tour).draw
