"""What a fault does to a call: answers something else, waits, cuts the connection, or lets it happen later."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse

from sandbox import fault_rules as rules
from sandbox.changes import change
from sandbox.fault_rules import Fault
from sandbox.state import Workspace
from sandbox.wire import Json, Refused

MEGABYTE = 1024 * 1024
RETRY_SECONDS = 30
MAINTENANCE = "<!doctype html><html><head><title>Slack</title></head><body><h1>We'll be right back</h1></body></html>"


@dataclass(frozen=True)
class Strike:
    """A fault that hits a call: `act` is the call itself, which happens when it is called."""

    workspace: Workspace
    fault: Fault
    request: Request
    channel: str
    entry: Json
    act: Callable[[], Response]

    def act_if_accepted(self) -> None:
        """Lets the call happen where the order says so."""
        if self.fault.accept:
            self.act()


async def suffer(strike: Strike) -> Response:
    """The response to a call that a fault hits."""
    workspace, entry = strike.workspace, strike.entry
    workspace.transcript.settle(entry, fault=strike.fault.kind)
    try:
        return await EFFECTS[strike.fault.kind](strike)
    except Refused as refusal:  # a change ordered for meanwhile that can't be made
        entry["answer"] = {"ok": False, "error": "sandbox_fault_refused", "what": refusal.sentence}
        return JSONResponse(entry["answer"], 501)


async def beside(
    workspace: Workspace, method: str, request: Request, entry: Json, act: Callable[[], Response]
) -> Response:
    """The response to a call besides the Web API, `response_url` or `upload_url`; the entry tells what came of it."""
    fault = workspace.faults.strike_call(method, set(), set())
    response = await suffer(Strike(workspace, fault, request, "", entry, act)) if fault is not None else act()
    workspace.transcript.settle(entry, status=entry["status"] or response.status_code)
    return response


async def _status(strike: Strike) -> Response:
    strike.act_if_accepted()
    fault, headers = strike.fault, dict(strike.fault.headers)
    if fault.status == 429 and "retry-after" not in {name.lower() for name in headers}:
        headers |= strike.workspace.rates.retry_after(fault.seconds or RETRY_SECONDS)
    if isinstance(fault.body, dict | list):
        return JSONResponse(fault.body, fault.status, headers)
    if fault.body is None and fault.status == 429:
        return JSONResponse({"ok": False, "error": "ratelimited"}, 429, headers)
    body = fault.body if fault.body is not None else f"sandbox: ordered to answer {fault.status}"
    return PlainTextResponse(body, fault.status, headers)


async def _error(strike: Strike) -> Response:
    strike.act_if_accepted()
    return JSONResponse({"ok": False, "error": strike.fault.code})


async def _delay_before(strike: Strike) -> Response:
    await asyncio.sleep(strike.fault.seconds)
    return strike.act()


async def _delay_after(strike: Strike) -> Response:
    response = strike.act()
    await asyncio.sleep(strike.fault.seconds)
    return response


async def _reset(strike: Strike) -> Response:
    return await _cut(strike, "reset")


async def _accept_then_reset(strike: Strike) -> Response:
    strike.act()
    return await _cut(strike, "reset")


async def _accept_then_eof(strike: Strike) -> Response:
    strike.act()
    return await _cut(strike, "eof")


async def _truncated(strike: Strike) -> Response:
    body = bytes(strike.act().body)
    return Response(body[: max(1, len(body) // 2)], media_type="application/json")


async def _html(strike: Strike) -> Response:
    strike.act_if_accepted()
    return HTMLResponse(MAINTENANCE)


async def _huge(strike: Strike) -> Response:
    answer = _object(strike.act())
    return StreamingResponse(_padded(answer, strike.fault.megabytes), media_type="application/json")


def _object(response: Response) -> Json:
    try:
        answer = json.loads(bytes(response.body))
    except ValueError:
        answer = {"answer": bytes(response.body).decode()}
    return answer if isinstance(answer, dict) else {"answer": answer}


async def _padded(answer: Json, megabytes: float) -> AsyncIterator[bytes]:
    yield (json.dumps(answer)[:-1] + ', "padding": "').encode()
    for _ in range(round(megabytes)):
        yield b"x" * MEGABYTE
    yield b'"}'


async def _without_ts(strike: Strike) -> Response:
    answer = _object(strike.act())
    for place in (answer, answer.get("message", {})):
        place.pop("ts", None)
        place.pop("message_ts", None)
    return JSONResponse(answer)


async def _lands_after_look_up(strike: Strike) -> Response:
    strike.workspace.landing.hold(strike.channel, strike.act)
    await asyncio.sleep(strike.fault.seconds)
    return await _cut(strike, "reset")


async def _meanwhile(strike: Strike) -> Response:
    if strike.fault.accept:
        response = strike.act()
        await change(strike.workspace, strike.fault.control, strike.fault.order)
        return response
    await change(strike.workspace, strike.fault.control, strike.fault.order)
    return strike.act()


async def _cut(strike: Strike, how: str) -> Response:
    strike.workspace.transcript.settle(strike.entry, status=how)
    connections = strike.workspace.connections
    (connections.reset if how == "reset" else connections.end)(strike.request.client)
    await asyncio.sleep(0)
    return Response(status_code=503)  # goes nowhere


EFFECTS: dict[str, Callable[[Strike], Awaitable[Response]]] = {
    rules.STATUS: _status,
    rules.ERROR: _error,
    rules.DELAY_BEFORE: _delay_before,
    rules.DELAY_AFTER: _delay_after,
    rules.RESET: _reset,
    rules.ACCEPT_THEN_RESET: _accept_then_reset,
    rules.ACCEPT_THEN_EOF: _accept_then_eof,
    rules.TRUNCATED: _truncated,
    rules.HTML: _html,
    rules.HUGE: _huge,
    rules.WITHOUT_TS: _without_ts,
    rules.LANDS_AFTER_LOOK_UP: _lands_after_look_up,
    rules.MEANWHILE: _meanwhile,
}
