"""The sandbox's own controls under `/_sandbox/`: to look at the workspace, act in it and break it."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox import clock_controls, expecting, fault_controls, looking
from sandbox.changes import CHANGES
from sandbox.gestures import GESTURES
from sandbox.http_delivery import HttpDelivery
from sandbox.state import Workspace
from sandbox.wire import Json, Refused

Control = Callable[[Workspace, Json], Awaitable[Json]]
Act = Callable[[Request], Awaitable[Response]]


def routes(workspace: Workspace) -> list[Route]:
    """Every control of a workspace."""
    acts = {**GESTURES, **CHANGES, "settings": change_settings, "delivery": change_delivery}
    acts |= {"faults": fault_controls.order_fault, "preset": fault_controls.turn_preset, "disconnect": disconnect}
    acts |= {"wait_for": looking.wait_for, "expect": expecting.expect}
    acts |= {f"clock{path}": control for path, control in clock_controls.CONTROLS.items()}
    posts = [Route(f"/_sandbox/{name}", _post(workspace, act), methods=["POST"]) for name, act in acts.items()]
    gets = [
        Route(f"/_sandbox/{name}", _get(workspace, look), methods=["GET"]) for name, look in looking.CONTROLS.items()
    ]
    special = [
        Route("/_sandbox/clock/wait", clock_controls.waiting(workspace), methods=["POST"]),
        Route("/_sandbox/stream", looking.streaming(workspace), methods=["GET"]),
        Route("/_sandbox/faults", _get(workspace, fault_controls.clear_faults), methods=["DELETE"]),
    ]
    return posts + gets + special


async def change_settings(workspace: Workspace, order: Json) -> Json:
    """`POST settings`: turns switches; returns all of them."""
    workspace.settings.change(order)
    return {"ok": True, "settings": asdict(workspace.settings)}


async def change_delivery(workspace: Workspace, order: Json) -> Json:
    """`POST delivery {"request_url": URL | null}`: HTTP, once the app has answered the challenge, or Socket Mode."""
    url = order.get("request_url")
    if not url:
        workspace.use_sockets()
        return {"ok": True, "delivery": "socket_mode"}
    carrier = HttpDelivery(str(url), workspace.tokens.signing_secret, workspace.settings, workspace.now)
    if not await carrier.verify(workspace.ids.word(20)):
        raise Refused(f"{url} did not answer the challenge of url_verification.", 409)
    workspace.delivery.carrier = carrier
    return {"ok": True, "delivery": "http", "request_url": url}


async def disconnect(workspace: Workspace, order: Json) -> Json:
    """`POST disconnect {"reason": …}`: tells every socket to go."""
    told = await workspace.socket_mode.disconnect(str(order.get("reason", "")))
    return {"ok": True, "told": told}


def _post(workspace: Workspace, control: Control) -> Act:
    async def act(request: Request) -> Response:
        try:
            return JSONResponse(await control(workspace, await read_order(request)))
        except Refused as refusal:
            return refused(refusal)

    return act


def _get(workspace: Workspace, control: Control) -> Act:
    async def act(request: Request) -> Response:
        try:
            return JSONResponse(await control(workspace, dict(request.query_params)))
        except Refused as refusal:
            return refused(refusal)

    return act


async def read_order(request: Request) -> Json:
    """The JSON object of a control; Refused when it is none."""
    try:
        order = json.loads(await request.body() or b"{}")
    except ValueError as why:
        raise Refused(f"A control takes a JSON object: {why}") from why
    if not isinstance(order, dict):
        raise Refused("A control takes a JSON object.")
    return order


def refused(refusal: Refused) -> Response:
    """A sentence that says why not."""
    return JSONResponse({"ok": False, "error": "refused", "sentence": refusal.sentence}, refusal.status)
