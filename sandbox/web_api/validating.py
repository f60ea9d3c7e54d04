"""`blocks.validate`: checks blocks, a message or a view, and shows nothing to anybody."""

import re

from sandbox.blockkit import check_blocks, check_view
from sandbox.blockkit_check import Check
from sandbox.calls import Call
from sandbox.state import Workspace
from sandbox.wire import Json, SlackError

KINDS = ("blocks", "message", "view")
FAULT = re.compile(r"^\[ERROR\] (.*) \[json-pointer:(\S*)\]$")


def validate(workspace: Workspace, call: Call) -> Json:
    """`blocks.validate`: one of the three; the faults with their pointers."""
    given = [name for name in KINDS if call.has(name)]
    if len(given) != 1:
        raise SlackError("invalid_arguments", "[ERROR] must provide exactly one of blocks, message, view")
    kind = given[0]
    found = call.structure(kind)
    if kind == "view":
        surface = found.get("type", "modal") if isinstance(found, dict) else "modal"
        check = workspace.check(surface)
        check_view(check, found, "")
    else:
        check = workspace.check("message")
        _check_message(check, found, kind, workspace.contract.limits["message"]["blocks_max"])
    if check.faults:
        raise SlackError(f"invalid_{kind}", *check.faults, errors=[_error(one) for one in check.faults])
    return {"errors": []}


def _check_message(check: Check, found: object, kind: str, most: int) -> None:
    if kind == "blocks":
        check_blocks(check, found, "", most)
    elif isinstance(found, dict):
        check_blocks(check, found.get("blocks", []), "/blocks", most)
    else:
        check.fault("must provide an object", "")


def _error(fault: str) -> Json:
    read = FAULT.match(fault)
    assert read is not None
    return {"pointer": read[2], "code": "failed_constraint", "message": read[1]}
