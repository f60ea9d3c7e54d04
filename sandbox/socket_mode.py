"""Socket Mode: one-use URLs, up to ten sockets, each envelope to exactly one of them."""

import asyncio
import itertools
import json
import uuid
from dataclasses import dataclass
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.connections import Connections
from sandbox.envelopes import EVENTS, NOBODY, Ack, Envelope
from sandbox.fault_rules import Faults
from sandbox.settings import Settings
from sandbox.wire import Json, Refused

CONNECTIONS_MAX = 10
REASONS = ("warning", "refresh_requested", "link_disabled", "too_many_websockets")


@dataclass(eq=False)
class Connection:
    """One open socket of the app."""

    number: int
    socket: WebSocket
    ender: asyncio.Task[None] | None = None
    is_deaf: bool = False


class SocketMode:
    """All sockets of the app."""

    def __init__(self, settings: Settings, wires: Connections, faults: Faults, app_id: str) -> None:
        self._settings = settings
        self._wires = wires
        self._faults = faults
        self._app_id = app_id
        self._tickets: set[str] = set()
        self._numbers = itertools.count(1)
        self._turns = itertools.count()
        self._awaited: dict[str, asyncio.Future[Any]] = {}
        self.connections: list[Connection] = []

    def ticket(self) -> str:
        """A fresh one-use ticket for a socket."""
        ticket = str(uuid.uuid4())
        self._tickets.add(ticket)
        return ticket

    async def serve(self, socket: WebSocket) -> None:
        """Holds one socket from its handshake to its end."""
        if socket.query_params.get("ticket", "") not in self._tickets:
            await socket.close()
            return
        self._tickets.discard(socket.query_params["ticket"])
        await socket.accept()
        if len(self.connections) >= CONNECTIONS_MAX:
            await self._turn_away(socket)
            return
        connection = Connection(next(self._numbers), socket)
        self.connections.append(connection)
        try:
            await socket.send_text(json.dumps(self._hello(socket)))
            connection.ender = asyncio.create_task(self._end_in_time(connection))
            if self._faults.strike_socket() is not None:
                self._deafen(connection)
            await self._listen(socket)
        finally:
            self._drop(connection)

    async def carry(self, envelope: Envelope) -> Ack:
        """Sends an envelope to one socket and waits for its ack."""
        if not self.connections:
            return Ack(failure=NOBODY)
        connection = self.connections[next(self._turns) % len(self.connections)]
        envelope_id = str(uuid.uuid4())
        details = {"envelope_id": envelope_id, "socket": connection.number}
        awaited = self._awaited[envelope_id] = asyncio.get_running_loop().create_future()
        try:
            await connection.socket.send_text(json.dumps(self._written(envelope, envelope_id)))
            answer = await asyncio.wait_for(awaited, self._settings.ack_seconds)
        except TimeoutError:
            return Ack(failure="timeout", details=details)
        except (RuntimeError, WebSocketDisconnect, OSError):
            return Ack(failure="connection_failed", details=details)
        finally:
            del self._awaited[envelope_id]
        return Ack(answer=answer if envelope.accepts_answer else None, details=details)

    async def disconnect(self, reason: str) -> int:
        """Tells every socket to go, as Slack does; returns to how many. All but `warning` close it."""
        if reason not in REASONS:
            raise Refused(f"A socket is disconnected for one of: {', '.join(REASONS)}.")
        told = list(self.connections)
        for connection in told:
            await self._tell(connection, reason)
        return len(told)

    def cut(self, only_deaf: bool = False) -> int:
        """Cuts every socket by TCP RST, or those that are deaf; returns how many."""
        cut = [one for one in self.connections if one.is_deaf or not only_deaf]
        for connection in cut:
            self._drop(connection)
            self._wires.reset(connection.socket.client)
        return len(cut)

    def deafen(self) -> int:
        """Leaves every socket open and silent: no frame and no pong comes out of it any more; returns how many."""
        for connection in self.connections:
            self._deafen(connection)
        return len(self.connections)

    def _written(self, envelope: Envelope, envelope_id: str) -> Json:
        written = {
            "envelope_id": envelope_id,
            "payload": envelope.payload,
            "type": envelope.kind,
            "accepts_response_payload": envelope.accepts_answer,
        }
        if envelope.kind == EVENTS:
            written.update(retry_attempt=envelope.attempt, retry_reason=envelope.reason)
        return written

    def _hello(self, socket: WebSocket) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": {
                "host": "sandbox",
                "build_number": 1,
                "approximate_connection_time": int(self._lifetime(socket)),
            },
            "connection_info": {"app_id": self._app_id},
        }

    def _lifetime(self, socket: WebSocket) -> float:
        is_short = socket.query_params.get("debug_reconnects") == "true"
        return self._settings.debug_connection_seconds if is_short else self._settings.connection_seconds

    async def _listen(self, socket: WebSocket) -> None:
        async for text in socket.iter_text():
            answer = _parsed(text)
            awaited = self._awaited.get(str(answer.get("envelope_id", "")))
            if awaited is not None and not awaited.done():
                awaited.set_result(answer.get("payload"))

    async def _end_in_time(self, connection: Connection) -> None:
        ahead = min(self._settings.connection_warning_seconds, self._lifetime(connection.socket))
        await asyncio.sleep(self._lifetime(connection.socket) - ahead)
        await self._tell(connection, "warning")
        await asyncio.sleep(ahead)
        connection.ender = None
        await self._tell(connection, "refresh_requested")

    async def _tell(self, connection: Connection, reason: str) -> None:
        try:
            await connection.socket.send_text(json.dumps(self._farewell(reason)))
        except (RuntimeError, WebSocketDisconnect, OSError):
            self._drop(connection)
            return
        if reason != "warning":
            self._drop(connection)
            await connection.socket.close()

    async def _turn_away(self, socket: WebSocket) -> None:
        await socket.send_text(json.dumps(self._farewell("too_many_websockets")))
        await socket.close()

    def _farewell(self, reason: str) -> Json:
        return {
            "type": "disconnect",
            "reason": reason,
            "num_connections": len(self.connections),
            "debug_info": {"host": "sandbox"},
            "connection_info": {"app_id": self._app_id},
        }

    def _deafen(self, connection: Connection) -> None:
        if not connection.is_deaf:
            connection.is_deaf = True
            self._wires.deafen(connection.socket.client)

    def _drop(self, connection: Connection) -> None:
        if connection in self.connections:
            self.connections.remove(connection)
        if connection.ender is not None:
            connection.ender.cancel()
            connection.ender = None


def _parsed(text: str) -> Json:
    try:
        answer = json.loads(text)
    except json.JSONDecodeError:
        return {}
    return answer if isinstance(answer, dict) else {}
