"""The web application of one sandbox."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from importlib.resources import as_file, files

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from sandbox import controls
from sandbox.slack_routes import slack_routes
from sandbox.state import Workspace


def build(workspace: Workspace) -> Starlette:
    """Everything that a workspace answers, path by path."""
    routes = [*slack_routes(workspace), *controls.routes(workspace), *_page()]
    return Starlette(routes=routes, lifespan=_lifespan(workspace))


def _lifespan(workspace: Workspace) -> "Callable[[Starlette], contextlib.AbstractAsyncContextManager[None]]":
    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        ticking = asyncio.create_task(workspace.keeper.run())
        yield
        ticking.cancel()

    return lifespan


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
