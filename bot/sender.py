"""The sender: one carrier for each workspace, from what is kept about it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.foundation import Foundation, client_of
from bot.installed import Installed
from bot.slack import WebApi
from jobs.carrier import Carrier, Template
from jobs.deliver import deliver
from messages.charts import Drawer
from storage import outbox, workspaces
from storage.engine import Sessions

MARKERS = "markers"
Ask = Callable[[Session, int, datetime], datetime | None]


class Sender:
    """Delivers what is due in every workspace that the bot has a token for."""

    def __init__(
        self,
        base: Foundation,
        templates: Mapping[str, Template],
        drawer: Drawer,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self._base = base
        self._templates = templates
        self._now = now or base.clock.now
        self._drawer = drawer
        self._secret = base.keyring.derived(MARKERS)
        self._carriers: dict[int, Carrier] = {}

    def deliver(self) -> int:
        """Sends all that can be sent now; returns how many."""
        return sum(deliver(carrier).sent for carrier in self._every(self._base.sessions))

    def deliver_at(self, instant: datetime, sessions: Sessions) -> int:
        """The same where time stands still at this instant meanwhile."""
        carriers = (_still(carrier, instant, sessions) for carrier in self._every(sessions))
        return sum(deliver(carrier).sent for carrier in carriers)

    def next_due(self, now: datetime, sessions: Sessions) -> datetime | None:
        """When to deliver again, where one clock says both what is due and when a gate opens."""
        return _earliest(outbox.next_due, sessions, now)

    def oldest_due(self, now: datetime) -> datetime | None:
        """Since when the oldest message has waited that could have been sent by now."""
        return _earliest(outbox.oldest_due, self._base.sessions, now)

    def carrier(self, installed: Installed) -> Carrier:
        """The carrier of one workspace; the same one each time, for it names who holds a claim."""
        known = self._carriers.get(installed.workspace.id)
        if known is None:
            known = self._carriers[installed.workspace.id] = self._new(installed)
        return known

    def _every(self, sessions: Sessions) -> list[Carrier]:
        with sessions.read() as session:
            teams = [workspace.team_id for workspace in workspaces.every(session)]
        return [self.carrier(found) for team in teams if (found := self._base.installations.of_team(team))]

    def _new(self, installed: Installed) -> Carrier:
        base = self._base
        return Carrier(
            sessions=base.sessions,
            workspace=installed.workspace,
            slack=WebApi(client_of(base.settings, installed.token)),
            templates=self._templates,
            secret=self._secret,
            now=self._now,
            transport_now=base.clock.now,
            drawer=self._drawer,
        )


def _still(carrier: Carrier, at: datetime, sessions: Sessions) -> Carrier:
    """The same carrier while its clocks show one instant."""
    return replace(carrier, sessions=sessions, now=lambda: at, transport_now=lambda: at)


def _earliest(ask: Ask, sessions: Sessions, now: datetime) -> datetime | None:
    with sessions.read() as session:
        found = [ask(session, workspace.id, now) for workspace in workspaces.every(session)]
    return min((instant for instant in found if instant is not None), default=None)
