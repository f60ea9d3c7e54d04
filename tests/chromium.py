"""A Chromium to drive: this machine's own; where there is none, one is installed."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"]
APT = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]


def launch(playwright: Playwright) -> Browser:
    """A browser without a window; a Chromium is found or installed for it."""
    return playwright.chromium.launch(executable_path=_found() or _installed(playwright), args=ARGUMENTS)


def _found() -> str | None:
    named = os.environ.get("CHROMIUM")
    return named or next((path for path in map(shutil.which, NAMES) if path), None)


def _installed(playwright: Playwright) -> str | None:
    """Debian's package as root, Playwright's own otherwise (None: Playwright knows where); once, however many ask."""
    with _alone():
        own = playwright.chromium.executable_path
        if _found() or Path(own).exists():
            return _found()
        if os.geteuid() == 0 and shutil.which("apt-get"):
            subprocess.run([*APT, "update"], check=False)
            subprocess.run([*APT, "install", "--yes", "--no-install-recommends", "chromium"], check=False)
        if not _found():
            subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)
    return _found()


@contextmanager
def _alone() -> Iterator[None]:
    with (Path(tempfile.gettempdir()) / "sla-bot-chromium.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
