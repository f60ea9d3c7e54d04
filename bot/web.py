"""The HTTP side: Slack's requests in HTTP mode, and health in both modes."""

import socket
from threading import Thread

import uvicorn
from anyio import CapacityLimiter, to_thread
from slack_bolt import App, BoltRequest, BoltResponse
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.app import LISTENERS
from bot.errors import PortTaken
from bot.guard import LARGEST_BODY, Guard
from bot.health import Health

GRACE_SECONDS = 5


class Slack:
    """`POST /slack/events`: the raw body, once the guard lets it in, goes to Bolt in a thread."""

    def __init__(self, app: App, guard: Guard) -> None:
        self._app = app
        self._guard = guard
        self._limiter: CapacityLimiter | None = None

    async def receive(self, request: Request) -> Response:
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        self._limiter = self._limiter or CapacityLimiter(LISTENERS)
        return await to_thread.run_sync(self._answer, body, request, limiter=self._limiter)

    def _answer(self, body: bytes, request: Request) -> Response:
        if not self._guard.lets_in(body, request.headers):
            return Response(status_code=401)
        headers = {name: value for name, value in request.headers.items() if name != "x-slack-bolt-lazy-only"}
        try:
            asked = BoltRequest(body=body.decode(), headers=dict(headers))
        except (ValueError, AttributeError):
            return Response(status_code=400)
        return _answered(self._app.dispatch(asked))


class HealthPages:
    """`GET /healthz` for the process, `GET /readyz` for the work."""

    def __init__(self, health: Health) -> None:
        self._health = health

    async def healthz(self, _request: Request) -> Response:
        return JSONResponse({"ok": True})

    async def readyz(self, _request: Request) -> Response:
        readiness = await run_in_threadpool(self._health.read)
        return JSONResponse(readiness.face(), status_code=200 if readiness.is_ready else 503)


def build(health: Health, slack: Slack | None) -> Starlette:
    """The site: health, and Slack's endpoint in HTTP mode."""
    pages = HealthPages(health)
    routes = [Route("/healthz", pages.healthz), Route("/readyz", pages.readyz)]
    if slack is not None:
        routes.append(Route("/slack/events", slack.receive, methods=["POST"]))
    return Starlette(routes=routes)


class Site:
    """Serves in a thread of its own, on a socket that is bound before anything else starts."""

    def __init__(self, host: str, port: int) -> None:
        try:
            self._socket = socket.create_server((host, port), family=_family(host))
        except OSError as error:
            raise PortTaken(
                f"Can't listen on {host}:{port} ({error.strerror}). Set HOST and PORT to a free one."
            ) from None
        self.port: int = self._socket.getsockname()[1]
        self._server: uvicorn.Server | None = None
        self._thread: Thread | None = None

    def start(self, site: Starlette) -> None:
        config = uvicorn.Config(site, log_config=None, access_log=False, timeout_graceful_shutdown=GRACE_SECONDS)
        self._server = uvicorn.Server(config)
        self._thread = Thread(target=self._server.run, args=([self._socket],), name="web", daemon=True)
        self._thread.start()

    def stop(self, seconds: float) -> None:
        """Takes no further request, and lets those under way end."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(seconds)
        self._socket.close()


async def _body(request: Request) -> bytes | None:
    """The body up to the cap; None beyond it, without reading the rest."""
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > LARGEST_BODY:
            return None
        chunks.append(chunk)
    return b"".join(chunks)


def _answered(answer: BoltResponse) -> Response:
    return Response(answer.body, answer.status, answer.first_headers_without_set_cookie())


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
