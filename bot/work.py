"""What the shell runs: the doors that people open, the sweeps that time opens, and the words of messages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from slack_bolt import App

from jobs.carrier import Template
from storage.engine import Sessions

Sweep = Callable[[Sessions, datetime], int]


@dataclass(frozen=True)
class Work:
    """Passed in, so that the shell can be tried with other doors and sweeps.

    `schedule`: each sweep's name, itself, and every how many seconds. `next_due`: when anything is due next.
    """

    register: Callable[[App], None]
    schedule: tuple[tuple[str, Sweep, int], ...]
    next_due: Callable[[Sessions], datetime | None]
    templates: Mapping[str, Template]

    def sweep_all(self, sessions: Sessions, now: datetime) -> dict[str, int]:
        """Every sweep once, in its order; returns what each did."""
        return {name: sweep(sessions, now) for name, sweep, _ in self.schedule}
