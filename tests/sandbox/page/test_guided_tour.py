"""`sla-bot demo` as a newcomer takes it: the tour from end to end, then the workspace through everyone's eyes."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.sandbox.page.conftest import is_error

STEP_MS = 120_000
URL = re.compile(r"http://127\.0\.0\.1:\d+/\S*")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The one URL that the demo prints."""
    command = [sys.executable, "-m", "bot", "demo", "--port", "0", "--folder", str(tmp_path_factory.mktemp("demo"))]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3])
    assert running.stdout is not None
    yield next(found[0] for line in running.stdout if (found := URL.search(line)))
    running.send_signal(signal.SIGINT)
    assert running.wait(30) == 0


@pytest.fixture
def page(address: str, context: BrowserContext) -> Iterator[Page]:
    """The page that the URL shows; an error in its console fails the test."""
    errors: list[str] = []
    page = context.new_page()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.on("console", lambda message: errors.append(message.text) if is_error(message) else None)
    page.goto(address)
    yield page
    page.close()
    assert not errors


def _take(page: Page, number: int, title: str) -> Locator:
    """Takes the step and returns the messages that it leads to."""
    expect(page.locator(".tour .step.next h3")).to_have_text(title)
    page.locator(".tour .step.next").get_by_role("button", name="Do it").click()
    expect(page.locator(".tour .step.done")).to_have_count(number, timeout=STEP_MS)
    expect(page.locator(".tour .look")).to_be_visible()
    return page.locator("article.message")


def _be(page: Page, address: str, handle: str, place: str) -> Locator:
    base = urlsplit(address)
    page.goto(f"{base.scheme}://{base.netloc}/?as={handle}&in={place}")
    return page.locator("#messages")


@pytest.mark.timeout(420)
def test_the_tour_shows_the_whole_promise_and_everyone_their_part(page: Page, address: str) -> None:
    last = _take(page, 1, "Hand off a lead").last
    expect(last).to_contain_text("Vera Viani")
    expect(last.get_by_role("button", name="Called")).to_be_visible()

    seen = _take(page, 2, "Let its window pass")
    expect(seen.filter(has_text="30 min was promised").last).to_be_visible()

    seen = _take(page, 3, "Log a call from the message")
    expect(seen.filter(has_text="Followed up").first).to_be_visible()

    last = _take(page, 4, "See tomorrow's post").last
    expect(last.locator("img").last).to_have_attribute("alt", re.compile("goal line"))

    seen = _take(page, 5, "Close a bad month")
    expect(seen.filter(has_text="you answer for it").last).to_be_visible()

    seen = _take(page, 6, "Close a good month")
    expect(page.locator("#now")).to_contain_text("1 Dec 2026")
    expect(seen.filter(has_text="November 2026").last).to_be_visible()
    expect(page.locator(".tour .step.next")).to_have_count(0)

    expect(_be(page, address, "amy", "@sla-bot")).to_contain_text("promised")
    expect(_be(page, address, "josh", "@sla-bot")).to_contain_text("L-")
    expect(_be(page, address, "remo", "@sla-bot")).to_contain_text("L-")
    expect(_be(page, address, "joan", "%23smarketing")).to_contain_text("November 2026")
    outsider = _be(page, address, "cora", "@sla-bot")
    expect(outsider).to_contain_text("beginning of your conversation")
    expect(page.locator("article.message")).to_have_count(0)
