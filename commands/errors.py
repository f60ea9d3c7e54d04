"""What is refused of what people type, as sentences that they can act on."""

from collections.abc import Sequence

from sla.errors import SlaError, WhichAgreement
from sla.leave import Leave


class BadInstant(SlaError):
    """That is not a time. Write it as tomorrow 10:00, friday 9:00, 2026-10-12 15:00 or in 2h."""


class BadWords(SlaError):
    """Those words can't be taken; `/sla help` shows how each command is written."""


class OldMessage(SlaError):
    """That message is old: the lead has moved on since. `/sla leads` shows where it stands."""


class NotInForce(SlaError):
    """That agreement is not in force; `/sla agreement` shows who is still to sign."""


class RepIsAway(SlaError):
    """The rep is away; a button each asks whether the lead goes there anyway, or to the next in turn."""

    def __init__(self, leave: Leave, anyway: str, to_next: str) -> None:
        super().__init__()
        self.leave, self.anyway, self.to_next = leave, anyway, to_next


class SeveralAgreements(WhichAgreement):
    """What was asked fits several agreements here; a button for each asks which."""

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.choices = tuple(choices)


class NoSetUp(SlaError):
    """That set-up is no longer there: it was proposed or discarded. `/sla agreement new` starts another one."""
