"""Answers `/api/<method>`: token, contract, rate limits, faults, method, transcript."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.calls import Call, bearer, read_arguments, shown
from sandbox.contract import NO_TOKEN
from sandbox.fault_effects import Strike, suffer
from sandbox.fault_rules import Fault
from sandbox.landing import LOOK_UPS
from sandbox.state import Workspace
from sandbox.tokens import APP_KIND, BOT_KIND, Token
from sandbox.web_api import METHODS
from sandbox.wire import Json, NotServed, RateLimited, SlackError

APP_METHODS = ("apps.connections.open",)


class Dispatcher:
    """The Web API of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def answer(self, request: Request) -> Response:
        """Answers one request, or fails it as a fault orders."""
        method, transcript = request.path_params["method"], self._workspace.transcript
        entry = transcript.record("call", method=method, args={}, answer=None, status=None, fault=None)
        try:
            args = await read_arguments(request)
        except SlackError as refusal:
            transcript.settle(entry, answer=refusal.answer(), status=200, refusal=refusal.refusal())
            return JSONResponse(refusal.answer())
        entry["args"] = shown(args)
        response = await self._under_faults(method, args, request, entry)
        transcript.settle(entry, status=entry["status"] or response.status_code)
        return response

    async def _under_faults(self, method: str, args: Json, request: Request, entry: Json) -> Response:
        def act() -> Response:
            return self._respond(method, args, bearer(request, args), entry)

        fault, channel = self._fault(method, args), _channel(args)
        if fault is None:
            return act()
        return await suffer(Strike(self._workspace, fault, request, channel, entry, act))

    def _respond(self, method: str, args: Json, secret: str | None, entry: Json) -> Response:
        headers: dict[str, str] = {}
        try:
            answer = self._result(method, args, secret, headers, entry)
        except NotServed as gap:
            entry["answer"] = {"ok": False, "error": "sandbox_does_not_serve", "what": str(gap)}
            return JSONResponse(entry["answer"], 501)
        entry["answer"] = shown(answer) if method == "oauth.v2.access" else answer
        if method in LOOK_UPS:
            self._workspace.landing.land(_channel(args))
        return JSONResponse(answer, 429 if answer.get("error") == "ratelimited" else 200, headers)

    def _result(self, method: str, args: Json, secret: str | None, headers: dict[str, str], entry: Json) -> Json:
        try:
            return self._perform(method, args, secret, headers)
        except SlackError as refusal:
            if isinstance(refusal, RateLimited):
                headers.update(self._workspace.rates.retry_after(refusal.seconds))
            entry["refusal"] = refusal.refusal()
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
        self._workspace.rates.pass_gates(method, _channel(args))
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
        channel = _channel(args)
        users = {str(args[name]) for name in ("user", "users", "user_id") if args.get(name)} | {channel}
        place = self._workspace.channels.find(channel) or self._workspace.channels.named(channel)
        if place is not None and place.kind == "im":
            users |= set(place.members)
        return self._workspace.faults.strike_call(method, {channel, *([place.id] if place else [])}, users)


def _channel(args: Json) -> str:
    return str(args.get("channel") or args.get("channel_id") or "")
