"""`sla-bot run`: everything started in order, and ended in order within fifteen seconds."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Event, Thread, Timer
from time import monotonic

import structlog
from slack_bolt import App

from bot import app as bolt
from bot import web
from bot.database import held, hurried
from bot.directory import Directory
from bot.foundation import Foundation, shown
from bot.guard import Guard
from bot.health import Health
from bot.introduction import introduce
from bot.line import HttpLine, Line, SocketLine
from bot.pulse import pulse_of
from bot.reception import Reception
from bot.records import Records
from bot.restored import doubt_all_since
from bot.sender import Sender
from bot.settings import Settings
from bot.signals import signalled
from bot.work import Work
from messages.charts import Drawer
from storage.failpoints import arm

STOP_WITHIN = 14.0
PART_WITHIN = 10.0
STARTING = "still getting to know the workspace"

log = structlog.get_logger()


def run(settings: Settings, work: Work, *, over_http: bool, restored: bool = False) -> None:
    """Runs the bot until SIGTERM or SIGINT. Raises SlaError, with a sentence, where it can't start."""
    arm(settings.sla_bot_failpoint)
    with held(settings.database_url), signalled() as stop:
        drawer = Drawer()
        bot = Bot(Foundation.lay(settings), work, drawer, over_http)
        try:
            bot.start(stop, restored)
            drawer.warm()
            stop.wait()
        finally:
            has_ended = bot.stop()
            drawer.close()
            if not has_ended:
                _leave()


class Bot:
    """The parts of a running bot, started and ended together."""

    def __init__(self, base: Foundation, work: Work, drawer: Drawer, over_http: bool) -> None:
        settings = base.settings
        self.base = base
        self._work = work
        self._site = web.Site(settings.host, settings.port)
        self._doors = hurried(settings.database_url)
        self._executor = ThreadPoolExecutor(bolt.LISTENERS, thread_name_prefix="door")
        self._sender = Sender(base, work.templates, drawer)
        self._pulse = pulse_of(base.sessions, base.clock, work, self._sender)
        self._directory = Directory(base.sessions, base.clock, base.client)
        self.app = self._built()
        work.register(self.app)
        self._line: Line = HttpLine(base.client) if over_http else SocketLine(self.app, shown(settings.slack_app_token))
        self._over_http = over_http

    @property
    def port(self) -> int:
        """Where health, and in HTTP mode Slack's endpoint, are served."""
        return self._site.port

    def poke(self) -> None:
        """Something was committed: what it made due is looked at now."""
        self._pulse.poke()

    def start(self, stop: Event, restored: bool) -> None:
        """Serves health at once, then gets to know Slack, begins to work, and lets requests in."""
        base = self.base
        health = Health(base.sessions, base.clock, self._state, self._waiting_since)
        guard = Guard(shown(base.settings.slack_signing_secret), base.clock) if self._over_http else None
        self._site.start(web.build(health, web.Slack(self.app, guard) if guard else None))
        installed = introduce(base.client, base.sessions, base.installations, base.clock, stop)
        if installed is None:
            return
        if restored:
            log.info("restored", doubts=doubt_all_since(base, self._work, installed.workspace))
        self._pulse.start()
        self._line.open(stop)
        self._directory.start(installed.workspace)
        log.info("running", team=installed.workspace.team_id, http=self._over_http, port=self.port)

    def stop(self) -> bool:
        """Lets what is at work end, and ends; False when something did not end in time, and hangs on.

        What it was sending is found in doubt at the next start.
        """
        last = Timer(STOP_WITHIN, _leave)
        last.daemon = True
        last.start()
        deadline = monotonic() + PART_WITHIN
        ends: dict[str, Callable[[], None]] = {
            "web": lambda: self._site.stop(PART_WITHIN),
            "line": self._line.close,
            "pulse": lambda: self._pulse.stop(PART_WITHIN),
            "directory": self._directory.stop,
        }
        threads = [Thread(target=end, name=name, daemon=True) for name, end in ends.items()]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(max(0.0, deadline - monotonic()))
        self._executor.shutdown(wait=True)
        self._doors.dispose()
        self.base.sessions.dispose()
        last.cancel()
        hung = [thread.name for thread in threads if thread.is_alive()]
        log.info("stopped", hung=",".join(hung) or None)
        return not hung

    def _built(self) -> App:
        base, records = self.base, Records(self._doors)
        reception = Reception(
            self._doors,
            records,
            base.clock,
            base.installations,
            poke=self._pulse.poke,
            meet=self._directory.meet,
        )
        return bolt.build(base.settings.slack_api_url, base.installations, reception, records, self._executor)

    def _waiting_since(self, now: datetime) -> datetime | None:
        due = (self._work.next_due(self.base.sessions), self._sender.oldest_due(now))
        return min((instant for instant in due if instant is not None), default=None)

    def _state(self) -> str:
        return self._line.state() if self._directory.is_read else STARTING


def _leave() -> None:
    os._exit(0)
