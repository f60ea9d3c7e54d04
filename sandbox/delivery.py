"""Delivers to the app: once for what people do, again and again for events; and loses what a fault lets it lose."""

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

from sandbox.envelopes import EVENTS, Ack, Carrier, Envelope
from sandbox.fault_rules import DUPLICATE, LATE, LOST, UNACKED, Fault, Faults
from sandbox.settings import Settings
from sandbox.timekeeper import Timekeeper, seconds_to_micros
from sandbox.transcript import Transcript
from sandbox.wire import Json

RETRY_SECONDS = (0, 60, 300)


class Delivery:
    """The way to the app, with retries by the sandbox's clock."""

    def __init__(
        self, keeper: Timekeeper, transcript: Transcript, faults: Faults, settings: Settings, carrier: Carrier
    ) -> None:
        self._keeper = keeper
        self._transcript = transcript
        self._faults = faults
        self._settings = settings
        self.carrier = carrier
        self._tasks: set[asyncio.Task[None]] = set()

    async def deliver(self, envelope: Envelope) -> Ack:
        """Hands an envelope over and waits for the ack; the clock stands as long."""
        fault = self._fault(envelope)
        self._keeper.depart()
        try:
            if fault is not None and fault.kind == LATE:
                return await self._miss(envelope, fault)
            return await self._carry(envelope, fault)
        finally:
            self._keeper.arrive()

    def send_event(self, payload: Json) -> None:
        """Sends an event and, as long as it is not acknowledged, three times more."""
        self._send(Envelope(EVENTS, payload))

    async def _carry(self, envelope: Envelope, fault: Fault | None) -> Ack:
        entry = self._transcript.record(
            "envelope",
            type=envelope.kind,
            attempt=envelope.attempt,
            payload=envelope.payload,
            acked=None,
            fault=fault.kind if fault else None,
        )
        ack = await self._handed_over(envelope, fault)
        more = {"acked": not ack.failure, "failure": ack.failure, "answer": ack.answer, **ack.details}
        self._transcript.settle(entry, **more)
        return replace(ack, entry=entry)

    async def _handed_over(self, envelope: Envelope, fault: Fault | None) -> Ack:
        kind = fault.kind if fault else ""
        if kind == LOST:
            return Ack(failure="timeout")
        if kind == DUPLICATE:
            first, _ = await asyncio.gather(self.carrier.carry(envelope), self.carrier.carry(envelope))
            return first
        ack = await self.carrier.carry(envelope)
        return replace(ack, failure=ack.failure or "timeout", answer=None) if kind == UNACKED else ack

    async def _miss(self, envelope: Envelope, fault: Fault) -> Ack:
        """Nobody waits so long as this one is under way."""
        self._keeper.call_at(self._due(fault.seconds), lambda: self._spawn(self._carry_late(envelope, fault)))
        await asyncio.sleep(self._settings.ack_seconds)
        return Ack(failure="timeout")

    def _send(self, envelope: Envelope) -> None:
        fault = self._fault(envelope)
        if fault is not None and fault.kind == LATE:
            self._keeper.call_at(self._due(fault.seconds), lambda: self._spawn(self._carry_event(envelope, None)))
        else:
            self._spawn(self._carry_event(envelope, fault))

    async def _carry_late(self, envelope: Envelope, fault: Fault) -> None:
        try:
            await self._carry(envelope, fault)
        finally:
            self._keeper.arrive()

    async def _carry_event(self, envelope: Envelope, fault: Fault | None) -> None:
        try:
            ack = await self._carry(envelope, fault)
        finally:
            self._keeper.arrive()
        if not ack.failure or ack.wants_no_retry or envelope.attempt >= len(RETRY_SECONDS):
            return
        again = envelope.again(ack.retry_reason)
        self._keeper.call_at(self._due(RETRY_SECONDS[envelope.attempt]), lambda: self._send(again))

    def _fault(self, envelope: Envelope) -> Fault | None:
        return self._faults.strike_envelope(envelope.names(), envelope.places(), envelope.people())

    def _due(self, seconds: float) -> int:
        return self._keeper.now() + seconds_to_micros(seconds)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Sets work off that takes an envelope to the app; the clock waits for its end."""
        self._keeper.depart()
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
