"""A server that answers one connection at a time exactly as told, byte for byte: what no well-behaved server sends."""

import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Answer = Callable[[socket.socket], None]


@dataclass
class RawServer:
    """Counts the requests that came in whole."""

    port: int
    requests: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/"


def says(answer: bytes) -> Answer:
    """These bytes, and the connection ends."""
    return lambda connection: connection.sendall(answer)


def http(status: str, body: bytes, headers: str = "") -> Answer:
    """A whole answer."""
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nContent-Type: application/json\r\n{headers}\r\n"
    return says(head.encode() + body)


def resets(connection: socket.socket) -> None:
    """The connection is reset."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def hangs(connection: socket.socket) -> None:
    """Nothing comes, until the other side goes away."""
    with contextlib.suppress(OSError):
        connection.recv(1)


def trickles(connection: socket.socket) -> None:
    """A byte now and then, for as long as anybody listens."""
    with contextlib.suppress(OSError):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        while True:
            connection.sendall(b" ")
            threading.Event().wait(0.05)


@contextlib.contextmanager
def raw_server(answer: Answer) -> Iterator[RawServer]:
    """Runs while the block does."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = RawServer(listening.getsockname()[1])
    thread = threading.Thread(target=_serve, args=(listening, server, answer), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        with contextlib.suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(5)
    assert not thread.is_alive()


def _serve(listening: socket.socket, server: RawServer, answer: Answer) -> None:
    with contextlib.suppress(OSError):
        while True:
            connection, _ = listening.accept()
            with connection, contextlib.suppress(OSError):
                server.requests.append(_request(connection))
                answer(connection)


def _request(connection: socket.socket) -> bytes:
    received = _more(connection)
    while received.startswith(b"POST") and b"\r\n\r\n" not in received:
        received += _more(connection)
    head, _, body = received.partition(b"\r\n\r\n")
    length = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")]
    if not length:
        raise ConnectionError("this is no HTTP, so the connection ends")
    while len(body) < int(length[0].split(b":")[1]):
        body += _more(connection)
    return head + b"\r\n\r\n" + body


def _more(connection: socket.socket) -> bytes:
    received = connection.recv(65536)
    if not received:
        raise ConnectionError("the other side went away in the midst of its request")
    return received
