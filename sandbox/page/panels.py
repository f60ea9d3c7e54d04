"""Panels beside the messages: a name, and how it is drawn."""

from collections.abc import Callable

from sandbox.page import faults_panel, hood
from sandbox.page.seat import Seat
from sandbox.state import Workspace

Draw = Callable[[Workspace, Seat], None]

PANELS: dict[str, Draw] = {hood.NAME: hood.draw, faults_panel.NAME: faults_panel.draw}
