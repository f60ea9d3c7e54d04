"""What the shell runs: the doors that people open, the sweeps that time opens, and the words of messages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from slack_bolt import App

import commands
import jobs
from jobs import announce
from jobs.carrier import Template
from storage.engine import Sessions

Sweep = Callable[[Sessions, datetime], int]


@dataclass(frozen=True)
class Work:
    """Passed in, so that the shell can be tried with other doors and sweeps."""

    register: Callable[[App], None] = commands.register
    schedule: tuple[tuple[str, Sweep, int], ...] = jobs.SCHEDULE
    next_due: Callable[[Sessions], datetime | None] = jobs.next_due
    templates: Mapping[str, Template] = field(default_factory=lambda: announce.TEMPLATES)

    def sweep_all(self, sessions: Sessions, now: datetime) -> dict[str, int]:
        """Every sweep once, in its order; returns what each did."""
        return {name: sweep(sessions, now) for name, sweep, _ in self.schedule}
