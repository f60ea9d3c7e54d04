"""A process that delivers once and ends, or dies at the failpoint that it is told; run by the kill tests.

It is forked from a server that has imported everything already, so that it starts at once.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from typing import Any

from slack_sdk import WebClient

from bot.slack import WebApi
from jobs.carrier import Carrier, Seen
from jobs.deliver import deliver
from storage import failpoints, outbox, workspaces
from storage.engine import Sessions
from tests.jobs.desk import CHARTED, KINDS, Pen, charted, said


@dataclass
class Clock:
    """A clock of its own that stands at an instant, until there is nothing to do before a later one."""

    instant: datetime | None

    def now(self) -> datetime:
        return self.instant or datetime.now(UTC)


class Blind(WebApi):
    """Never finds anything: what a sender is that retries without looking."""

    def history(self, channel: str, oldest: datetime, latest: datetime) -> list[Seen]:
        return []


FORKS = get_context("forkserver")
FORKS.set_forkserver_preload([__name__])


def start(order: dict[str, Any]) -> BaseProcess:
    """Starts a sender."""
    process = FORKS.Process(target=main, args=(order,), daemon=True)
    process.start()
    return process


def main(order: dict[str, Any]) -> None:
    """Delivers from `database` to `api` at the instant `at` (or in real time), with the failpoint `dies_at` armed."""
    failpoints.arm(order["dies_at"] and f"{order['dies_at']}:kill")
    sessions = Sessions(order["database"])
    clock = Clock(datetime.fromisoformat(order["at"]) if order.get("at") else None)
    client = WebClient(order["token"], order["api"])
    with sessions.read() as session:
        workspace = workspaces.only(session)
    carrier = Carrier(
        sessions=sessions,
        workspace=workspace,
        slack=Blind(client) if order.get("blind") else WebApi(client),
        templates=dict.fromkeys(KINDS, said) | {CHARTED: charted},
        secret=b"tests",
        now=clock.now,
        transport_now=clock.now,
        drawer=Pen(),
    )
    _drain(carrier, clock)


def _drain(carrier: Carrier, clock: Clock) -> None:
    end = clock.now() + timedelta(minutes=5)
    while True:
        deliver(carrier)
        with carrier.sessions.read() as session:
            due = outbox.next_due(session, carrier.workspace.id, clock.now())
        if due is None or due > end:
            return
        if clock.instant is not None:
            clock.instant = max(due, clock.instant)
