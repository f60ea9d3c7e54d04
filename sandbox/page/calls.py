"""Calls and envelopes as rows, each with how it went; what Slack would refuse stands out with its reason."""

from sandbox.page.markup import escaped
from sandbox.state import Workspace
from sandbox.wire import Json

ARROWS = {"call": "→", "response": "→", "envelope": "←"}
FAILED_SHOWN = 12
TIME = slice(11, 19)


def rows(entries: list[Json], chosen: int | None = None) -> str:
    """The entries as HTML, the newest first."""
    return "".join(_row(one, one["n"] == chosen) for one in reversed(entries))


def failed_rows(workspace: Workspace) -> str:
    """The last calls and envelopes that failed, as HTML."""
    failed = [one for one in workspace.transcript.entries() if has_failed(one)]
    return rows(failed[-FAILED_SHOWN:])


def has_failed(entry: Json) -> bool:
    """Whether it met a fault, an error or a refusal."""
    answer = entry.get("answer")
    said_no = isinstance(answer, dict) and answer.get("ok") is False
    return bool(entry.get("fault") or entry.get("refusal") or entry.get("error") or said_no)


def title(entry: Json) -> str:
    """What it is called: the method, or the kind of envelope."""
    if entry["kind"] == "envelope":
        payload = entry.get("payload") or {}
        inner = payload.get("type") or (payload.get("event") or {}).get("type") or payload.get("command") or ""
        return f"{entry.get('type', '')} {inner}".strip()
    return str(entry.get("method") or "response_url")


def _row(entry: Json, is_chosen: bool) -> str:
    refusal = entry.get("refusal")
    state = "refused" if refusal else "failed" if has_failed(entry) else ""
    current = ' aria-current="true"' if is_chosen else ""
    return (
        f'<button type="button" class="call {state}" data-do="entry" data-arg="{entry["n"]}"{current}>'
        f"<time>{entry['at'][TIME]}</time><span>{ARROWS.get(entry['kind'], '·')}</span>"
        f"<b>{escaped(title(entry))}</b><small>{escaped(_outcome(entry))}</small>{_reasons(refusal)}</button>"
    )


def _outcome(entry: Json) -> str:
    answer = entry.get("answer")
    error = answer.get("error") if isinstance(answer, dict) else None
    words = [entry.get("fault") and f"fault: {entry['fault']}", error or entry.get("error"), entry.get("status")]
    return " · ".join(str(one) for one in words if one)


def _reasons(refusal: Json | None) -> str:
    if not refusal:
        return ""
    lines = refusal["messages"] or [refusal["code"]]
    return "".join(f'<span class="reason">{escaped(line)}</span>' for line in lines)
