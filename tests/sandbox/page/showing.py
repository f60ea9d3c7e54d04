"""One tab of the browser for a whole file of tests: Amy's, in #smarketing."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.sandbox.page.conftest import is_error
from tests.slack_world import World


@pytest.fixture(scope="module")
def tab(world: World, context: BrowserContext) -> Iterator[tuple[Page, list[str]]]:
    """The tab, and what its console complains of."""
    page, errors = context.new_page(), []
    page.set_viewport_size({"width": 1280, "height": 800})
    page.on("console", lambda message: errors.append(message.text) if is_error(message) else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{world.url}/?as=amy&in=smarketing")
    page.wait_for_function("window.did_handshake === true")
    yield page, errors
    page.close()


@pytest.fixture
def page(world: World, tab: tuple[Page, list[str]]) -> Iterator[Page]:
    """The tab, without a form in front; a complaint of its console fails the test."""
    page, errors = tab
    yield page
    if world.forms("amy"):
        world.act("close", {"user": "amy", "all": True})
        page.get_by_role("dialog").wait_for(state="hidden")
    told, errors[:] = list(errors), []
    assert not told
