"""How a sweep goes through what is due: one transaction each, and what fails holds up nobody."""

from collections.abc import Callable, Hashable, Sequence
from typing import Final, TypeVar

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
    with sessions.read() as session:
        places = workspaces.every(session)
    done = sum(_in_workspace(sessions, name, place, due, act) for place in places)
    if done:
        LOG.info("swept", sweep=name, done=done)
    return done


def _in_workspace(
    sessions: Sessions,
    name: str,
    place: Workspace,
    due: Callable[[Session, Workspace, int], Sequence[Subject]],
    act: Callable[[Session, Workspace, Subject], int],
) -> int:
    done, tried = 0, set[Subject]()
    while fresh := [subject for subject in _due(sessions, place, due) if subject not in tried]:
        tried.update(fresh)
        done += sum(_one(sessions, name, place, subject, act) for subject in fresh)
    return done


def _due(
    sessions: Sessions, place: Workspace, due: Callable[[Session, Workspace, int], Sequence[Subject]]
) -> Sequence[Subject]:
    with sessions.read() as session:
        return due(session, place, AT_ONCE)


def _one(
    sessions: Sessions,
    name: str,
    place: Workspace,
    subject: Subject,
    act: Callable[[Session, Workspace, Subject], int],
) -> int:
    try:
        with sessions.write() as session:
            return act(session, place, subject)
    except Exception:  # the next subject must not wait for this one
        LOG.exception("sweep failed", sweep=name, workspace=place.id, subject=subject)
        return 0
