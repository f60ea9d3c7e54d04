"""Faults on order: which calls and envelopes fail, how, and how often."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sandbox.wire import Json, Refused

# What may happen to a call of the Web API.
STATUS, ERROR = "status", "error"
DELAY_BEFORE, DELAY_AFTER = "delay_before", "delay_after"
RESET, ACCEPT_THEN_RESET, ACCEPT_THEN_EOF = "reset", "accept_then_reset", "accept_then_eof"
TRUNCATED, HTML, HUGE, WITHOUT_TS = "truncated", "html", "huge", "without_ts"
LANDS_AFTER_LOOK_UP, MEANWHILE = "lands_after_look_up", "meanwhile"
CALL_KINDS = (
    *(STATUS, ERROR, DELAY_BEFORE, DELAY_AFTER, RESET, ACCEPT_THEN_RESET, ACCEPT_THEN_EOF),
    *(TRUNCATED, HTML, HUGE, WITHOUT_TS, LANDS_AFTER_LOOK_UP, MEANWHILE),
)
# What an app calls besides the methods of the Web API.
RESPONSE_URL, UPLOAD_URL = "response_url", "upload_url"
BESIDE = (RESPONSE_URL, UPLOAD_URL)
# What may happen to an envelope on its way to the app, and to a socket when it is opened.
DUPLICATE, LATE, UNACKED, LOST = "duplicate_envelope", "late_envelope", "unacked_envelope", "lost_envelope"
ENVELOPE_KINDS = (DUPLICATE, LATE, UNACKED, LOST)
DEAF_SOCKET = "deaf_socket"
KINDS = (*CALL_KINDS, *ENVELOPE_KINDS, DEAF_SOCKET)
NEEDS_SECONDS = (DELAY_BEFORE, DELAY_AFTER, LATE)


@dataclass
class Fault:
    """One rule; empty conditions fit everything, `left` None means without end."""

    number: int
    kind: str
    method: str = ""
    envelope: str = ""
    channel: str = ""
    user: str = ""
    left: int | None = None
    chance: float = 1.0
    status: int = 503
    code: str = ""
    seconds: float = 0.0
    megabytes: float = 50.0
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    accept: bool = False
    control: str = ""
    order: Json = field(default_factory=dict)
    preset: str = ""
    dice: Random = field(default_factory=Random)

    def fits(self, places: set[str], people: set[str]) -> bool:
        """Whether something in these places and with these people is meant."""
        if self.left == 0:
            return False
        return (not self.channel or self.channel in places) and (not self.user or self.user in people)

    def strikes(self) -> bool:
        """Throws the dice, and counts down when it hits."""
        if self.dice.random() >= self.chance:
            return False
        if self.left is not None:
            self.left -= 1
        return True

    def face(self) -> Json:
        """What a reader sees of the rule."""
        common = ("number", "kind", "method", "envelope", "channel", "user", "left", "chance", "preset")
        own = ("status", "code", "seconds", "accept", "control")
        return {name: getattr(self, name) for name in (*common, *own)}


class Faults:
    """All rules in force; the first that fits and strikes is taken."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._rules: list[Fault] = []

    def add(self, order: Json, channel: str = "", user: str = "", preset: str = "") -> Fault:
        """Takes a rule as docs/sandbox.md describes it, its channel and user resolved to ids."""
        check(order)
        rule = Fault(
            number=next(self._numbers),
            kind=order["kind"],
            method=order.get("method") or "",
            envelope=order.get("envelope") or "",
            channel=channel,
            user=user,
            left=order.get("count"),
            chance=float(order.get("chance", 1.0)),
            body=order.get("body"),
            headers={name: str(value) for name, value in (order.get("headers") or {}).items()},
            accept=bool(order.get("accept", False)),
            preset=preset,
            dice=Random(order.get("seed", 0)),  # noqa: S311 - a test must fail the same way twice
            **{name: made(order[name]) for name, made in OWN.items() if name in order},
        )
        self._rules.append(rule)
        return rule

    def clear(self, preset: str = "") -> None:
        """Ends all rules, or those of one preset."""
        self._rules[:] = [one for one in self._rules if preset and one.preset != preset]

    def all(self) -> list[Fault]:
        """The rules, oldest first."""
        return list(self._rules)

    def strike_call(self, method: str, places: set[str], people: set[str]) -> Fault | None:
        """The rule that hits this call, if any does; `BESIDE` the Web API only those that name it."""
        wanted = (method,) if method in BESIDE else ("", method)
        rules = (one for one in self._rules if one.kind in CALL_KINDS and one.method in wanted)
        return next((one for one in rules if one.fits(places, people) and one.strikes()), None)

    def strike_envelope(self, names: set[str], places: set[str], people: set[str]) -> Fault | None:
        """The rule that hits this envelope: `names` are its kind, and what it carries."""
        rules = (one for one in self._rules if one.kind in ENVELOPE_KINDS and one.envelope in ("", *names))
        return next((one for one in rules if one.fits(places, people) and one.strikes()), None)

    def strike_socket(self) -> Fault | None:
        """The rule that hits a socket which has just been opened."""
        return next((one for one in self._rules if one.kind == DEAF_SOCKET and one.left != 0 and one.strikes()), None)


OWN: dict[str, Callable[[Any], Any]] = {
    **{"status": int, "code": str, "seconds": float, "megabytes": float},
    **{"control": str, "order": dict},
}
KNOWN = {*OWN, "kind", "method", "envelope", "channel", "user", "count", "chance", "seed", "body", "headers", "accept"}


def check(order: Json) -> None:
    """Refused when there is no such fault, or something is missing in its order."""
    kind = order.get("kind")
    if kind not in KINDS:
        raise Refused(f"A fault needs a `kind`: {', '.join(KINDS)}.")
    if unknown := set(order) - KNOWN:
        raise Refused(f"A fault has no {', '.join(sorted(unknown))}; it has {', '.join(sorted(KNOWN))}.")
    if kind in NEEDS_SECONDS and not order.get("seconds"):
        raise Refused(f"{kind} needs `seconds`.")
    if kind == ERROR and not order.get("code"):
        raise Refused("error needs a `code`: what Slack answers, such as internal_error.")
    if kind == MEANWHILE and not (order.get("control") and isinstance(order.get("order"), dict)):
        raise Refused("meanwhile needs a `control` and its `order`: what happens just before the call.")
    _check_numbers(order)


def _check_numbers(order: Json) -> None:
    for name in ("count", "chance", "status", "seconds", "megabytes"):
        value = order.get(name)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float) or value < 0):
            raise Refused(f"{name} is a number of 0 or more.")
