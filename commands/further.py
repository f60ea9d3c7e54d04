"""One row of the menu below an agreement."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from commands.gesture import Gesture
from sla.agreement import Agreement


@dataclass(frozen=True)
class Further:
    """One act of the menu: its verb, its label, who is offered it, and what it does."""

    verb: str
    label: str
    suits: Callable[[Session, Gesture, Agreement], bool]
    act: Callable[[Gesture, Agreement], None]
