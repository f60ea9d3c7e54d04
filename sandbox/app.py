"""The web application of one sandbox, and the server that runs it."""

import asyncio
import contextlib
import logging
import socket
from collections.abc import AsyncIterator, Callable
from importlib.resources import as_file, files

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket

from sandbox import controls
from sandbox.connections import Connections
from sandbox.dispatcher import Dispatcher
from sandbox.responses import use_response_url
from sandbox.state import Workspace
from sandbox.wire import Refused

PING_SECONDS = 5.0  # the Node client drops a socket after 30 s without a ping
CLOSING_SECONDS = 2


def build(workspace: Workspace, connections: Connections) -> Starlette:
    """Everything that a workspace answers, path by path."""
    dispatcher = Dispatcher(workspace, connections)

    async def answer_response(request: Request) -> Response:
        try:
            order = await controls.read_order(request)
        except Refused:
            return PlainTextResponse("invalid_payload", 400)
        return use_response_url(workspace, request.path_params["key"], order)

    async def receive_upload(request: Request) -> Response:
        content = await _content(request)
        why_not = workspace.files.receive(request.path_params["ticket"], content)
        return PlainTextResponse(why_not, 400) if why_not else PlainTextResponse(f"OK - {len(content)}")

    async def show_file(request: Request) -> Response:
        return _file(workspace, request.path_params["file_id"])

    async def link(websocket: WebSocket) -> None:
        await workspace.socket_mode.serve(websocket)

    routes = [
        Route("/api/{method:path}", dispatcher.answer, methods=["GET", "POST"]),
        Route("/response/{key}", answer_response, methods=["POST"]),
        Route("/upload/{ticket}", receive_upload, methods=["POST", "PUT"]),
        Route("/files/{file_id}/{name:path}", show_file),
        WebSocketRoute("/link/", link),
        *controls.routes(workspace),
        *_page(),
    ]
    return Starlette(routes=routes, lifespan=_lifespan(workspace))


def listen(port: int) -> socket.socket:
    """A socket on this machine alone; port 0 takes a free one. OSError when it is taken."""
    # With its protocol named, asyncio turns Nagle off; without, each answer would wait for a delayed ACK.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    listening.listen(128)  # from here on callers queue; the URL can be told before the server runs
    return listening


def server(workspace: Workspace, ping_seconds: float = PING_SECONDS) -> uvicorn.Server:
    """The server of a workspace; give `serve` or `run` the socket that its base URL names."""
    connections = Connections()
    return Server(
        uvicorn.Config(
            build(workspace, connections),
            http=connections.protocol(),
            ws="websockets-sansio",
            ws_ping_interval=ping_seconds,
            ws_ping_timeout=None,
            ws_per_message_deflate=False,
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=CLOSING_SECONDS,
            timeout_keep_alive=75,
            h11_max_incomplete_event_size=256 * 1024,
        )
    )


class Server(uvicorn.Server):
    """Ends in silence: its long polls are cut off on purpose then."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)


def _lifespan(workspace: Workspace) -> "Callable[[Starlette], contextlib.AbstractAsyncContextManager[None]]":
    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        ticking = asyncio.create_task(workspace.keeper.run())
        yield
        ticking.cancel()

    return lifespan


async def _content(request: Request) -> bytes:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await request.body()
    form = await request.form()
    parts = [value for value in form.values() if isinstance(value, UploadFile)]
    return await parts[0].read() if parts else b""


def _file(workspace: Workspace, file_id: str) -> Response:
    file = workspace.files.find(file_id)
    if file is None or not file.is_ready(workspace.now()) or file.content is None:
        return PlainTextResponse("There is no such file, or it is still being worked on.", 404)
    return Response(file.content, media_type=file.mimetype())


def _page() -> list[Route | Mount]:
    with as_file(files("sandbox") / "page") as folder:
        if not (folder / "index.html").exists():
            return [Route("/", _no_page)]
        index = folder / "index.html"

        async def show(request: Request) -> Response:
            return FileResponse(index)

        return [Route("/", show), Mount("/page", StaticFiles(directory=folder))]


async def _no_page(request: Request) -> Response:
    return JSONResponse({"sandbox": "There is no page in this build; see /_sandbox/state."})
