"""Answers `/api/<method>`: token, contract, faults, method, transcript."""

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from sandbox.calls import Call, bearer, read_arguments
from sandbox.contract import NO_TOKEN
from sandbox.faults import ACCEPT_THEN_RESET, DELAY_AFTER, DELAY_BEFORE, STATUS, Fault
from sandbox.state import Workspace
from sandbox.tokens import APP_KIND, BOT_KIND, Token
from sandbox.web_api import METHODS
from sandbox.wire import Json, NotServed, SlackError

APP_METHODS = ("apps.connections.open",)


class Dispatcher:
    """The Web API of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def answer(self, request: Request) -> Response:
        """Answers one request, or fails it as a fault orders."""
        method = request.path_params["method"]
        try:
            args = await read_arguments(request)
        except SlackError as refusal:
            return JSONResponse(refusal.answer())
        entry = self._workspace.transcript.record("call", method=method, args=_shown(args), answer=None, status=None)
        fault = self._fault(method, args)
        if fault is not None:
            entry["fault"] = fault.kind
        response = await self._under(fault, method, args, request, entry)
        entry["status"] = entry["status"] or response.status_code
        return response

    async def _under(self, fault: Fault | None, method: str, args: Json, request: Request, entry: Json) -> Response:
        if fault is not None and fault.kind == STATUS and not fault.accept:
            return _ordered(fault)
        if fault is not None and fault.kind == DELAY_BEFORE:
            await asyncio.sleep(fault.seconds)
        response = self._respond(method, args, bearer(request, args), entry)
        if fault is not None and fault.kind == DELAY_AFTER:
            await asyncio.sleep(fault.seconds)
        if fault is not None and fault.kind == ACCEPT_THEN_RESET:
            entry["status"] = "reset"
            self._workspace.connections.reset(request.client)
            await asyncio.sleep(0)
        return _ordered(fault) if fault is not None and fault.kind == STATUS else response

    def _respond(self, method: str, args: Json, secret: str | None, entry: Json) -> Response:
        headers: dict[str, str] = {}
        try:
            answer = self._result(method, args, secret, headers)
        except NotServed as gap:
            entry["answer"] = {"ok": False, "error": "sandbox_does_not_serve", "what": str(gap)}
            return JSONResponse(entry["answer"], 501)
        entry["answer"] = answer
        status = 429 if answer.get("error") == "ratelimited" else 200
        if status == 429:
            headers["retry-after"] = str(answer.get("retry_after", 60))
        return JSONResponse(answer, status, headers)

    def _result(self, method: str, args: Json, secret: str | None, headers: dict[str, str]) -> Json:
        try:
            return self._perform(method, args, secret, headers)
        except SlackError as refusal:
            return self._known(method, refusal)

    def _perform(self, method: str, args: Json, secret: str | None, headers: dict[str, str]) -> Json:
        contract = self._workspace.contract
        if not contract.knows(method):
            raise SlackError("unknown_method", req_method=method)
        token = self._token(method, secret)
        headers["x-oauth-scopes"] = ",".join(token.scopes)
        headers["x-accepted-oauth-scopes"] = ",".join(contract.scopes(method))
        perform = METHODS.get(method)
        if perform is None:
            raise NotServed(f"Slack has {method}, this sandbox does not serve it yet.")
        contract.check_arguments(method, args)
        return {"ok": True, **perform(self._workspace, Call(method, args, token))}

    def _token(self, method: str, secret: str | None) -> Token:
        if method in NO_TOKEN:
            return Token("", BOT_KIND, [])
        return self._workspace.tokens.check(secret, APP_KIND if method in APP_METHODS else BOT_KIND)

    def _known(self, method: str, refusal: SlackError) -> Json:
        if refusal.code != "unknown_method" and not self._workspace.contract.may_answer(method, refusal.code):
            raise NotServed(f"{method} would answer {refusal.code}, which Slack is not known to do.")
        return refusal.answer()

    def _fault(self, method: str, args: Json) -> Fault | None:
        channel = str(args.get("channel") or args.get("channel_id") or "")
        users = {str(args[name]) for name in ("user", "users", "user_id") if args.get(name)} | {channel}
        place = self._workspace.channels.find(channel)
        if place is not None and place.kind == "im":
            users |= set(place.members)
        return self._workspace.faults.strike(method, {channel}, users)


def _ordered(fault: Fault) -> Response:
    if isinstance(fault.body, dict | list):
        return JSONResponse(fault.body, fault.status, fault.headers)
    body = fault.body if fault.body is not None else f"sandbox: ordered to answer {fault.status}"
    return PlainTextResponse(body, fault.status, fault.headers)


def _shown(args: Json) -> dict[str, Any]:
    return {name: value for name, value in args.items() if name != "token"}
