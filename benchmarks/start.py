"""How soon commands and the bot start, against the bare imports of what they stand on, and the bot's memory at rest.

Each start is a process of its own, from its first instruction to its last, or to the open socket; CPU time beside wall.
"""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median
from urllib.request import Request, urlopen

from benchmarks.loaded import NOW, SLUG, sqlite
from benchmarks.measure import HEAD, Cost, over, row, verdict
from storage import schema
from storage.engine import Sessions

ROUNDS = 5
WITHIN, WITHIN_MB = 1.5, 90
STANDS_ON_DATABASE = "import sqlalchemy.orm"
STANDS_ON = "import slack_bolt.adapter.socket_mode, sqlalchemy.orm, apscheduler.schedulers.background"
PATIENCE = 60.0
AT_REST_AFTER = 5.0
TICKS = os.sysconf("SC_CLK_TCK")
MANIFEST = Path(__file__).parent.parent / "manifest.yml"


def main() -> None:
    """Print the table of starts and the memory, and whether the lines to reach hold."""
    with tempfile.TemporaryDirectory() as folder, _sandbox() as sandbox:
        environment = {**os.environ, **sandbox, "PORT": "0"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        looked_at, run_on = (environment | {"DATABASE_URL": _filled(Path(folder) / name)} for name in ("a.db", "b.db"))
        _starts(looked_at, run_on)
        _memory(run_on)


def _starts(looked_at: Mapping[str, str], run_on: Mapping[str, str]) -> None:
    cases = {
        "database": lambda: _whole(looked_at, "-c", STANDS_ON_DATABASE),
        "status": lambda: _whole(looked_at, "-m", "bot", "status", SLUG, "--at", NOW.isoformat()),
        "libraries": lambda: _whole(run_on, "-c", STANDS_ON),
        "run": lambda: _until_connected(run_on),
    }
    seen: dict[str, list[Cost]] = {name: [] for name in cases}
    for number in range(ROUNDS + 1):
        for name, start in cases.items():
            cost = start()
            seen[name] += [cost] if number else []  # the first writes byte code
    costs = {name: (median(wall for wall, _ in each), median(cpu for _, cpu in each)) for name, each in seen.items()}
    print(HEAD)
    for ours, floor in (("status", "database"), ("run", "libraries")):
        row(f"sla-bot {ours}", costs[ours], costs[floor])
        times = over(costs[ours], costs[floor])
        verdict(f"sla-bot {ours}: {times:.2f} x the bare imports, to stay within {WITHIN}", times <= WITHIN)


def _memory(environment: Mapping[str, str]) -> None:
    """The memory that is the bot's own once it has nothing to do, among 10,000 open leads."""
    with _running(environment) as bot:
        _connected(environment)
        time.sleep(AT_REST_AFTER)
        megabytes = _resident(bot.pid)
    verdict(f"{megabytes:.0f} MB at rest with 10,000 open leads, to stay within {WITHIN_MB}", megabytes <= WITHIN_MB)


def _whole(environment: Mapping[str, str], *arguments: str) -> Cost:
    """What a process costs from beginning to end."""
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], env=environment, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - began, cpu


def _until_connected(environment: Mapping[str, str]) -> Cost:
    """What the bot costs until its socket is open."""
    began = time.perf_counter()
    with _running(environment) as bot:
        _connected(environment)
        took, spent = time.perf_counter() - began, _spent(bot.pid)
    return took, spent


@contextmanager
def _running(environment: Mapping[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    bot = subprocess.Popen([sys.executable, "-m", "bot", "run"], env=environment, stdout=subprocess.DEVNULL)
    try:
        yield bot
    finally:
        bot.terminate()
        bot.wait()


def _connected(environment: Mapping[str, str]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not _asked(environment, "state")["sockets"]:
        assert time.monotonic() < deadline, "the bot does not connect"
        time.sleep(0.01)


def _asked(environment: Mapping[str, str], path: str, order: object = None) -> dict[str, object]:
    address = environment["SLACK_API_URL"].removesuffix("api/") + f"_sandbox/{path}"
    body = None if order is None else json.dumps(order).encode()
    with urlopen(Request(address, body, {"Content-Type": "application/json"}), timeout=10) as answer:
        told: dict[str, object] = json.load(answer)
        return told


def _spent(pid: int) -> float:
    words = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(words[11]) + int(words[12])) / TICKS


def _resident(pid: int) -> float:
    """What is in memory, without what is shared with other processes' files."""
    told = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in told if line.startswith("VmRSS")).split()[1]) / 1000


def _filled(path: Path) -> str:
    """The address of a copy of the database of 10,000 open leads, which says that it is at the newest migration."""
    few = sqlite()[0]
    few.sessions.dispose()
    shutil.copy(str(few.sessions.url.database), path)
    sessions = Sessions(f"sqlite:///{path}")
    with sessions.writer.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (schema.head(),))
    sessions.dispose()
    return f"sqlite:///{path}"


@contextmanager
def _sandbox() -> Iterator[dict[str, str]]:
    """A sandbox whose clock stands an hour before anything is due; yields what it prints."""
    command = [sys.executable, "-m", "sandbox", "--port", "0", "--manifest", str(MANIFEST)]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    printed: dict[str, str] = {}
    for line in started.stdout or ():
        name, found, value = line.strip().partition("=")
        printed |= {name: value} if found else {}
        if name == "SLACK_SIGNING_SECRET":
            break
    base = printed["SLACK_API_URL"].removesuffix("/api/")
    _asked(printed, "clock", {"start": (NOW - timedelta(hours=1)).isoformat(), "mode": "frozen"})
    try:
        yield {**printed, "SLA_BOT_CLOCK": f"{base}/_sandbox/clock"}
    finally:
        started.send_signal(signal.SIGTERM)
        started.wait()


if __name__ == "__main__":
    main()
