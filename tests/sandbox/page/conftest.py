"""What the page's tests share: a sandbox with its page in a process of its own, and a browser to look with."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests.chromium import launch
from tests.slack_world import World

HERE = Path(__file__).parent
START = "2026-10-01T06:30:00Z"  # half past eight of a Thursday in Rome
PATIENCE_MS = 8000
Sit = Callable[..., Page]

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of this process."""
    with sync_playwright() as playwright:
        yield launch(playwright)


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """A running workspace of Company X with its page and a small app's manifest; its clock stands still."""
    command = [sys.executable, "-m", "sandbox", "--port", "0", "--manifest", str(HERE / "app.yml")]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    world = World(running.stdout.readline().split()[-1].rstrip("/"))
    threading.Thread(target=running.stdout.read, daemon=True).start()
    world.freeze(START)
    yield world
    running.terminate()
    assert running.wait(10) == 0


@pytest.fixture(scope="session")
def context(browser: Browser) -> BrowserContext:
    """One browser window with a tab for each page, so that what the pages share is loaded once."""
    wanted = ["clipboard-read", "clipboard-write"]
    context = browser.new_context(locale="en-US", permissions=wanted, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    return context


@pytest.fixture
def sit(world: World, context: BrowserContext) -> Iterator[Sit]:
    """Opens a tab as somebody, somewhere: `sit("amy", "smarketing")`; errors in a tab's console fail the test."""
    tabs: list[Page] = []
    errors: list[str] = []

    def open_tab(handle: str, place: str = "smarketing", width: int = 1280, height: int = 800) -> Page:
        tabs.append(page := context.new_page())
        page.set_viewport_size({"width": width, "height": height})
        page.on("console", lambda message: errors.append(message.text) if is_error(message) else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{world.url}/?as={handle}&in={place}")
        page.wait_for_function("window.did_handshake === true")
        return page

    yield open_tab
    for tab in tabs:
        tab.close()
    assert not errors


def is_error(message: ConsoleMessage) -> bool:
    """Whether the browser complains."""
    return message.type in ("error", "warning")
