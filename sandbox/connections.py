"""The TCP connections behind requests and sockets, so that one can be cut, and the door they come in by."""

import asyncio
import socket
import struct
from typing import Any, Protocol

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

LINGER_NOT = struct.pack("ii", 1, 0)
Address = tuple[str, int]


class Door(Protocol):
    """What listens for new connections."""

    def shut(self, seconds: float) -> None:
        """Takes no new connection for so many real seconds."""
        ...

    def open(self) -> None:
        """Takes connections again."""
        ...


class Muted:
    """A transport that sends nothing more, and otherwise is what it was."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport

    def write(self, _: bytes) -> None:
        """Lets the bytes vanish."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class Connections:
    """Every open connection, by the address of its other end."""

    def __init__(self) -> None:
        self._transports: dict[Address, asyncio.Transport] = {}
        self._sockets: dict[Address, WebSocketsSansIOProtocol] = {}
        self.door: Door | None = None

    def http_protocol(self) -> type[HttpToolsProtocol]:
        """uvicorn's protocol of requests, which tells this registry of each connection."""
        transports = self._transports

        class Watched(HttpToolsProtocol):
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                super().connection_made(transport)
                if self.client is not None:
                    transports[self.client] = transport

            def connection_lost(self, exc: Exception | None) -> None:
                if self.client is not None:
                    transports.pop(self.client, None)
                super().connection_lost(exc)

        return Watched

    def socket_protocol(self) -> type[WebSocketsSansIOProtocol]:
        """uvicorn's protocol of WebSockets, which tells it of each as well."""
        transports, sockets = self._transports, self._sockets

        class Watched(WebSocketsSansIOProtocol):
            def connection_made(self, transport: asyncio.BaseTransport) -> None:
                super().connection_made(transport)
                if self.client is not None:
                    sockets[self.client] = self

            def connection_lost(self, exc: Exception | None) -> None:
                if self.client is not None:
                    sockets.pop(self.client, None)
                    transports.pop(self.client, None)
                super().connection_lost(exc)

        return Watched

    def reset(self, address: Any) -> None:
        """Cuts the connection from an address by TCP RST."""
        transport = self._at(address)
        if transport is not None:
            transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)
            transport.abort()

    def end(self, address: Any) -> None:
        """Closes the connection from an address without a word: the other end reads EOF."""
        transport = self._at(address)
        if transport is not None:
            transport.close()

    def deafen(self, address: Any) -> None:
        """Leaves a WebSocket open, and lets no frame, ping or pong out of it any more."""
        protocol = self._sockets.get(tuple(address)) if address is not None else None
        if protocol is not None:
            protocol.transport = Muted(protocol.transport)  # type: ignore[assignment]

    def _at(self, address: Any) -> asyncio.Transport | None:
        return self._transports.get(tuple(address)) if address is not None else None
