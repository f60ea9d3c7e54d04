"""Panels beside the messages, each put here by whoever draws it: a name, and how it is drawn."""

from collections.abc import Callable

from sandbox.page.seat import Seat
from sandbox.state import Workspace

Draw = Callable[[Workspace, Seat], None]

PANELS: dict[str, Draw] = {}
