"""The process that draws: charts come in on one pipe, pictures go out on the other; it ends with its parent."""

import json
import resource
import signal
import sys
from contextlib import suppress
from typing import Any

from messages import paper
from messages.charts import from_json
from messages.child import read_frame, write_frame
from messages.drawing import render

_MEMORY = 512 * 2**20
_SECONDS = 30  # past this the parent has given up, or is no more


def _drawn(asked: bytes) -> bytes:
    try:
        told = json.loads(asked)
        return _printed(told) if isinstance(told, dict) and told["kind"] == "Paper" else render(from_json(asked))
    except Exception:  # noqa: BLE001 - an empty picture tells the parent that this one chart can't be drawn
        return b""


def _printed(told: dict[str, Any]) -> bytes:
    """The document as a PDF; what prints is loaded for the first one."""
    from messages.drawing.printing import pdf  # noqa: PLC0415 - charts are many, and documents few

    return pdf(paper.from_json(told))


def main() -> None:
    """Draws until the parent closes the pipe."""
    with suppress(OSError, ValueError):  # not every system lets a process limit itself
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    while True:
        try:
            chart = read_frame(sys.stdin.buffer)
        except EOFError:
            return
        signal.alarm(_SECONDS)
        write_frame(sys.stdout.buffer, _drawn(chart))
        signal.alarm(0)


if __name__ == "__main__":
    main()
