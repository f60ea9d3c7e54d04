"""Delivers to the app: once for what people do, again and again for events."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from sandbox.envelopes import EVENTS, Ack, Carrier, Envelope
from sandbox.timekeeper import Timekeeper, seconds_to_micros
from sandbox.transcript import Transcript
from sandbox.wire import Json

RETRY_SECONDS = (0, 60, 300)


class Delivery:
    """The way to the app, with retries by the sandbox's clock."""

    def __init__(self, keeper: Timekeeper, transcript: Transcript, carrier: Carrier) -> None:
        self._keeper = keeper
        self._transcript = transcript
        self.carrier = carrier
        self._tasks: set[asyncio.Task[None]] = set()

    async def deliver(self, envelope: Envelope) -> Ack:
        """Hands an envelope over and waits for the ack; the clock stands as long."""
        self._keeper.depart()
        return await self._carry(envelope)

    def send_event(self, payload: Json) -> None:
        """Sends an event and, as long as it is not acknowledged, three times more."""
        self._send(Envelope(EVENTS, payload))

    async def _carry(self, envelope: Envelope) -> Ack:
        entry = self._transcript.record(
            "envelope", type=envelope.kind, attempt=envelope.attempt, payload=envelope.payload, acked=None
        )
        try:
            ack = await self.carrier.carry(envelope)
        finally:
            self._keeper.arrive()
        entry.update(acked=not ack.failure, failure=ack.failure, answer=ack.answer, **ack.details)
        return ack

    def _send(self, envelope: Envelope) -> None:
        self._keeper.depart()
        self._spawn(self._carry_event(envelope))

    async def _carry_event(self, envelope: Envelope) -> None:
        ack = await self._carry(envelope)
        if not ack.failure or ack.wants_no_retry or envelope.attempt >= len(RETRY_SECONDS):
            return
        due = self._keeper.now() + seconds_to_micros(RETRY_SECONDS[envelope.attempt])
        self._keeper.call_at(due, lambda: self._send(envelope.again(ack.failure)))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
