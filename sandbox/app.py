"""The web application of one sandbox."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox import controls
from sandbox.page import attach
from sandbox.slack_routes import slack_routes
from sandbox.state import Workspace


def build(workspace: Workspace, with_page: bool = False) -> Starlette:
    """Everything that a workspace answers, path by path; the page is heavy, and one for the whole process."""
    routes = [*slack_routes(workspace), *controls.routes(workspace)]
    app = Starlette(routes=routes, lifespan=_lifespan(workspace))
    if with_page:
        attach(app, workspace)
    else:
        app.router.routes.append(Route("/", _no_page))
    return app


def _lifespan(workspace: Workspace) -> "Callable[[Starlette], contextlib.AbstractAsyncContextManager[None]]":
    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        ticking = asyncio.create_task(workspace.keeper.run())
        yield
        ticking.cancel()

    return lifespan


async def _no_page(request: Request) -> Response:
    return JSONResponse({"sandbox": "There is no page in this process; see /_sandbox/state."})
