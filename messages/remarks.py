"""What people said about a proposal, shown below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from messages import mrkdwn
from messages.text import Untrusted

_SHOWN: Final = 5


@dataclass(frozen=True)
class Said:
    """A remark: by whom, when, and what (foreign text)."""

    by: str
    at: datetime
    what: str


def lines(remarks: Sequence[Said]) -> list[str]:
    """The last remarks, oldest first, and how many came before them."""
    earlier = len(remarks) - _SHOWN
    more = [f"{earlier} earlier {'remark' if earlier == 1 else 'remarks'}, then:"] if earlier > 0 else []
    return [*more, *map(line, remarks[-_SHOWN:])]


def line(remark: Said) -> str:
    """Who said what."""
    return f":speech_balloon: {mrkdwn.user(remark.by)}: {Untrusted(remark.what).mrkdwn(400)}"
