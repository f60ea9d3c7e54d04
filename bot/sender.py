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

    def deliver(self, at: datetime | None = None) -> int:
        """Sends all that can be sent now, or where time stands still meanwhile at this instant; returns how many."""
        with self._base.sessions.read() as session:
            teams = [workspace.team_id for workspace in workspaces.every(session)]
        installed = [found for team in teams if (found := self._base.installations.of_team(team))]
        carriers = (self.carrier(one) for one in installed)
        return sum(deliver(carrier if at is None else _still(carrier, at)).sent for carrier in carriers)

    def next_due(self, now: datetime) -> datetime | None:
        """When to deliver again, where one clock says both what is due and when a gate opens."""
        return self._earliest(outbox.next_due, now)

    def oldest_due(self, now: datetime) -> datetime | None:
        """Since when the oldest message has waited that could have been sent by now."""
        return self._earliest(outbox.oldest_due, now)

    def carrier(self, installed: Installed) -> Carrier:
        """The carrier of one workspace; the same one each time, for it names who holds a claim."""
        known = self._carriers.get(installed.workspace.id)
        if known is None:
            known = self._carriers[installed.workspace.id] = self._new(installed)
        return known

    def _earliest(self, ask: Ask, now: datetime) -> datetime | None:
        with self._base.sessions.read() as session:
            found = [ask(session, workspace.id, now) for workspace in workspaces.every(session)]
        return min((instant for instant in found if instant is not None), default=None)

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


def _still(carrier: Carrier, at: datetime) -> Carrier:
    """The same carrier while its clocks show one instant."""
    return replace(carrier, now=lambda: at, transport_now=lambda: at)
