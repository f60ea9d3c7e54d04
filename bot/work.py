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

    `schedule`: each sweep's name, itself, and every how many seconds. `due_by_sweep`: when each has work next.
    """

    register: Callable[[App], None]
    schedule: tuple[tuple[str, Sweep, int], ...]
    due_by_sweep: Callable[[Sessions], Mapping[str, datetime]]
    templates: Mapping[str, Template]

    def next_due(self, sessions: Sessions) -> datetime | None:
        """When any sweep has work next; None when none has."""
        return min(self.due_by_sweep(sessions).values(), default=None)

    def sweep_all(self, sessions: Sessions, now: datetime) -> dict[str, int]:
        """Every sweep once, in its order; returns what each did."""
        return {name: sweep(sessions, now) for name, sweep, _ in self.schedule}

    def sweep_due(self, sessions: Sessions, now: datetime) -> datetime | None:
        """Each sweep that has work by now, in their order: one may give work to the next. Returns when more is due."""
        due = self.due_by_sweep(sessions)
        for name, sweep, _ in self.schedule:
            if name in due and due[name] <= now:
                sweep(sessions, now)
                due = self.due_by_sweep(sessions)
        return min(due.values(), default=None)
