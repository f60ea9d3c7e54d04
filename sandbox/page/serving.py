"""Serves the page: one shell for each browser tab, drawn by NiceGUI in the sandbox's own event loop."""

from pathlib import Path
from typing import cast

from fastapi import FastAPI
from nicegui import ui
from starlette.applications import Starlette
from starlette.requests import Request

from sandbox.page.reads import Reads
from sandbox.page.seat import take_seat
from sandbox.page.shell import Shell
from sandbox.page.tab import Tab
from sandbox.page.tour_panel import NAME as TOUR
from sandbox.state import TEAM_NAME, Workspace

HERE = Path(__file__).parent
FRAME_SECONDS = 0.1
NO_ICON = "data:,"


def serve(app: Starlette, workspace: Workspace) -> None:
    """Serves the page of a workspace at `/`; one process serves one page."""
    reads = Reads(workspace)

    @ui.page("/", title=f"{TEAM_NAME} · sandbox", language="en-US", favicon=NO_ICON)
    def show(request: Request) -> None:
        for sheet in sorted(HERE.glob("*.css"), reverse=True):
            ui.add_head_html(f"<style>{sheet.read_text()}</style>")
        query = dict(request.query_params) or {"panel": TOUR}  # a visitor finds the tour open, if there is one
        shell = Shell(Tab(workspace, take_seat(workspace, query), reads))
        shell.draw()
        ui.timer(FRAME_SECONDS, shell.sync)

    ui.run_with(
        cast(FastAPI, app),  # all that it uses of it is Starlette's
        title=TEAM_NAME,
        dark=None,
        tailwind=False,
        binding_refresh_interval=None,
        show_welcome_message=False,
    )
