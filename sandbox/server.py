"""The server of one sandbox: its listening socket, its connections, and a door that can be shut for a while."""

import asyncio
import logging
import socket
import urllib.request

import uvicorn

from sandbox.app import build
from sandbox.connections import Connections
from sandbox.state import Workspace

PING_SECONDS = 5.0  # the Node client drops a socket after 30 s without a ping
CLOSING_SECONDS = 2


def listen(port: int) -> socket.socket:
    """A socket on this machine alone; port 0 takes a free one. OSError when it is taken."""
    # With its protocol named, asyncio turns Nagle off; without, each answer would wait for a delayed ACK.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    listening.listen(128)  # from here on callers queue; the URL can be told before the server runs
    return listening


def port_taken(port: int, why: OSError) -> str:
    """The sentence for a port that `listen` could not have; names the sandbox that has it, if one has."""
    address = f"http://127.0.0.1:{port}/"
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"{address}_sandbox/clock", timeout=1):
            return f"A sandbox is running on port {port} already: use it at {address}, or give another with --port."
    except (OSError, ValueError):
        return f"Port {port} can't be used ({why.strerror}); give another with --port."


def server(workspace: Workspace, ping_seconds: float = PING_SECONDS, with_page: bool = False) -> "Server":
    """The server of a workspace; give `serve` or `run` the socket that its base URL names."""
    connections = workspace.connections
    config = uvicorn.Config(
        build(workspace, with_page),
        http=connections.http_protocol(),
        ws=connections.socket_protocol(),
        ws_ping_interval=ping_seconds,
        ws_ping_timeout=None,
        ws_per_message_deflate=False,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=CLOSING_SECONDS,
        timeout_keep_alive=75,
    )
    return Server(config, connections)


class Server(uvicorn.Server):
    """Ends in silence, as its long polls are cut off on purpose then; and refuses to be connected to when told."""

    def __init__(self, config: uvicorn.Config, connections: Connections) -> None:
        super().__init__(config)
        self._reopening: asyncio.TimerHandle | None = None
        self._port = 0
        connections.door = self

    def shut(self, seconds: float) -> None:
        """Takes no new connection for so many real seconds; those that are open stay."""
        if self._reopening is not None:
            self._reopening.cancel()
        for one in self.servers:
            self._port = one.sockets[0].getsockname()[1] if one.sockets else self._port
            one.close()
        self._reopening = asyncio.get_running_loop().call_later(seconds, self.open)

    def open(self) -> None:
        """Takes connections again."""
        if self._reopening is None:
            return
        self._reopening.cancel()
        self._reopening = None
        self._opening = asyncio.ensure_future(self._serve_again(listen(self._port)))

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Ends: nothing reopens any more."""
        if self._reopening is not None:
            self._reopening.cancel()
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)

    async def _serve_again(self, listening: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        self.servers.append(await loop.create_server(self._protocol, sock=listening, backlog=self.config.backlog))

    def _protocol(self) -> asyncio.Protocol:
        return self.config.http_protocol_class(  # type: ignore[call-arg]
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state
        )
