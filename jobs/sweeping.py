"""How a sweep goes through what is due: one transaction each, and what fails holds up nobody."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

import structlog
from sqlalchemy.orm import Session

from storage import workspaces
from storage.engine import Sessions
from storage.workspaces import Workspace

Subject = TypeVar("Subject", bound=Hashable)

AT_ONCE: Final = 500
LOG: Final = structlog.get_logger(__name__)


def sweep_each(
    sessions: Sessions,
    name: str,
    due: Callable[[Session, Workspace, int], Sequence[Subject]],
    act: Callable[[Session, Workspace, Subject], int],
) -> int:
    """Acts on each subject that is due, in every workspace; returns how many things were done.

    `due` gives the subjects, at most so many at a time, oldest first; `act` claims one, works on it and returns how
    much was done: nothing when another process was faster.
    """
    sweep = Sweep(sessions, name, due, act)
    with sessions.read() as session:
        found = [(place, due(session, place, AT_ONCE)) for place in workspaces.every(session)]
    done = sum(sweep.done(place, first) for place, first in found)
    if done:
        LOG.info("swept", sweep=name, done=done)
    return done


@dataclass(frozen=True)
class Sweep(Generic[Subject]):
    """One sweep on its way."""

    sessions: Sessions
    name: str
    due: Callable[[Session, Workspace, int], Sequence[Subject]]
    act: Callable[[Session, Workspace, Subject], int]

    def done(self, place: Workspace, fresh: Sequence[Subject]) -> int:
        """Acts on these, and on what has come due after them, until that is nothing new; returns how much was done."""
        done, tried = 0, set[Subject]()
        while fresh:
            tried.update(fresh)
            done += sum(self._one(place, subject) for subject in fresh)
            fresh = [subject for subject in self._due(place) if subject not in tried]
        return done

    def _due(self, place: Workspace) -> Sequence[Subject]:
        with self.sessions.read() as session:
            return self.due(session, place, AT_ONCE)

    def _one(self, place: Workspace, subject: Subject) -> int:
        try:
            with self.sessions.write() as session:
                return self.act(session, place, subject)
        except Exception:  # the next subject must not wait for this one
            LOG.exception("sweep failed", sweep=self.name, workspace=place.id, subject=subject)
            return 0
