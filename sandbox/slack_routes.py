"""What an app reaches of Slack, path by path: the Web API, sockets, response URLs, uploads, files."""

from functools import partial

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from sandbox import controls
from sandbox.dispatcher import Dispatcher
from sandbox.fault_effects import beside
from sandbox.fault_rules import RESPONSE_URL, UPLOAD_URL
from sandbox.oauth_pages import oauth_routes
from sandbox.responses import use_response_url
from sandbox.state import Workspace
from sandbox.wire import Json, Refused


def slack_routes(workspace: Workspace) -> list[BaseRoute]:
    """Every path that an app is told of, or knows."""
    dispatcher = Dispatcher(workspace)

    async def answer_response(request: Request) -> Response:
        try:
            order = await controls.read_order(request)
        except Refused:
            return PlainTextResponse("invalid_payload", 400)
        key = request.path_params["key"]
        entry = workspace.transcript.record("response", key=key, args=order, answer=None, status=None, fault=None)
        act = partial(use_response_url, workspace, key, order, entry)
        return await beside(workspace, RESPONSE_URL, request, entry, act)

    async def receive_upload(request: Request) -> Response:
        content, ticket = await _content(request), request.path_params["ticket"]
        entry = workspace.transcript.record("upload", bytes=len(content), answer=None, status=None, fault=None)
        return await beside(workspace, UPLOAD_URL, request, entry, partial(_receive, workspace, ticket, content, entry))

    async def show_file(request: Request) -> Response:
        return _file(workspace, request.path_params["file_id"])

    async def link(websocket: WebSocket) -> None:
        await workspace.socket_mode.serve(websocket)

    return [
        Route("/api/{method:path}", dispatcher.answer, methods=["GET", "POST"]),
        Route("/response/{key}", answer_response, methods=["POST"]),
        Route("/upload/{ticket}", receive_upload, methods=["POST", "PUT"]),
        Route("/files/{file_id}/{name:path}", show_file),
        WebSocketRoute("/link/", link),
        *oauth_routes(workspace),
    ]


def _receive(workspace: Workspace, ticket: str, content: bytes, entry: Json) -> Response:
    why_not = workspace.files.receive(ticket, content)
    entry["answer"] = why_not or f"OK - {len(content)}"
    return PlainTextResponse(entry["answer"], 400 if why_not else 200)


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
