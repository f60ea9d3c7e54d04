"""Faults on order: which calls fail, how, and how often."""

import itertools
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sandbox.wire import Json, Refused

STATUS = "status"
DELAY_BEFORE = "delay_before"
DELAY_AFTER = "delay_after"
ACCEPT_THEN_RESET = "accept_then_reset"
KINDS = (STATUS, DELAY_BEFORE, DELAY_AFTER, ACCEPT_THEN_RESET)
KNOWN = {
    "kind",
    "method",
    "channel",
    "user",
    "count",
    "chance",
    "seed",
    "status",
    "seconds",
    "body",
    "headers",
    "accept",
}


@dataclass
class Fault:
    """One rule; empty conditions fit every call, `left` None means without end."""

    number: int
    kind: str
    method: str = ""
    channel: str = ""
    user: str = ""
    left: int | None = None
    chance: float = 1.0
    status: int = 503
    seconds: float = 0.0
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    accept: bool = False
    dice: Random = field(default_factory=Random)

    def fits(self, method: str, channels: set[str], users: set[str]) -> bool:
        """Whether a call to these places and people is meant."""
        if self.left == 0 or self.method not in ("", method):
            return False
        return (not self.channel or self.channel in channels) and (not self.user or self.user in users)

    def strikes(self) -> bool:
        """Throws the dice, and counts down when it hits."""
        if self.dice.random() >= self.chance:
            return False
        if self.left is not None:
            self.left -= 1
        return True

    def face(self) -> Json:
        """What a reader sees of the rule."""
        shown = ("number", "kind", "method", "channel", "user", "left", "chance", "status", "seconds", "accept")
        return {name: getattr(self, name) for name in shown}


class Faults:
    """All rules in force; the first that fits and strikes is taken."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._rules: list[Fault] = []

    def add(self, order: Json, channel: str, user: str) -> Fault:
        """Takes a rule as docs/sandbox.md describes it, its channel and user resolved to ids."""
        _check(order)
        rule = Fault(
            number=next(self._numbers),
            kind=order["kind"],
            method=order.get("method") or "",
            channel=channel,
            user=user,
            left=order.get("count"),
            chance=float(order.get("chance", 1.0)),
            status=int(order.get("status", 503)),
            seconds=float(order.get("seconds", 0.0)),
            body=order.get("body"),
            headers={name: str(value) for name, value in (order.get("headers") or {}).items()},
            accept=bool(order.get("accept", False)),
            dice=Random(order.get("seed", 0)),  # noqa: S311 - a test must fail the same way twice
        )
        self._rules.append(rule)
        return rule

    def clear(self) -> None:
        """Ends all rules."""
        self._rules.clear()

    def all(self) -> list[Fault]:
        """The rules, oldest first."""
        return list(self._rules)

    def strike(self, method: str, channels: set[str], users: set[str]) -> Fault | None:
        """The rule that hits this call, if any does."""
        return next((one for one in self._rules if one.fits(method, channels, users) and one.strikes()), None)


def _check(order: Json) -> None:
    if order.get("kind") not in KINDS:
        raise Refused(f"A fault needs a `kind`: {', '.join(KINDS)}.")
    if unknown := set(order) - KNOWN:
        raise Refused(f"A fault has no {', '.join(sorted(unknown))}; it has {', '.join(sorted(KNOWN))}.")
    if order["kind"].startswith("delay") and not order.get("seconds"):
        raise Refused(f"{order['kind']} needs `seconds`.")
