"""Each block that the bot can send looks as its stored picture does, give or take.

`SLA_BOT_PICTURES=anew` stores them again, after they were looked at.
"""

import io
import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat
from playwright.sync_api import Locator, Page

from tests.sandbox.page.blocks_of_ours import in_forms, in_messages
from tests.sandbox.page.shapes import modal, open_form
from tests.sandbox.page.showing import page, tab
from tests.slack_world import World

__all__ = ["page", "tab"]

STORED = Path(__file__).parent / "pictures"
IS_ANEW = os.environ.get("SLA_BOT_PICTURES") == "anew"
SIZE_TOLERANCE = 0.06
DIFFERENCE_TOLERANCE = 3.0  # of 255, on average, after a blur that forgives another rendering of the letters
BLOCKS_MAX = 40


@pytest.fixture(scope="module")
def shown(world: World, tab: tuple[Page, list[str]]) -> dict[str, Locator]:
    """Each block of a message, posted by the app where Amy sees it."""
    names = list(in_messages())
    client = world.web_client()
    for start in range(0, len(names), BLOCKS_MAX):
        some = [{**in_messages()[name], "block_id": _id(name)} for name in names[start : start + BLOCKS_MAX]]
        client.chat_postMessage(channel="#smarketing", text="Blocks", blocks=some)
    page = tab[0]
    return {name: page.locator(f'#messages [data-block-id="{_id(name)}"]') for name in names}


@pytest.mark.parametrize("name", list(in_messages()))
def test_a_block_of_a_message_looks_as_it_did(shown: dict[str, Locator], name: str) -> None:
    _compare(shown[name], f"message-{name}")


def test_the_blocks_of_forms_look_as_they_did(world: World, page: Page) -> None:
    blocks = [{**block, "block_id": _id(name)} for name, block in in_forms().items()]
    with open_form(world, modal(*blocks)):
        for name in in_forms():
            _compare(page.locator(f'[role=dialog] [data-block-id="{_id(name)}"]'), f"form-{name}")


def _id(name: str) -> str:
    return f"picture {name}"


def _compare(block: Locator, name: str) -> None:
    block.scroll_into_view_if_needed()
    seen = Image.open(io.BytesIO(block.screenshot(animations="disabled"))).convert("L")
    path = STORED / f"{name}.png"
    if IS_ANEW:
        STORED.mkdir(exist_ok=True)
        seen.save(path, optimize=True)
        return
    stored = Image.open(path)
    for now, before in zip(seen.size, stored.size, strict=True):
        assert abs(now - before) <= max(4, before * SIZE_TOLERANCE), f"{name} is {seen.size}, was {stored.size}"
    blurred = [image.resize(stored.size).filter(ImageFilter.GaussianBlur(3)) for image in (seen, stored)]
    difference = ImageStat.Stat(ImageChops.difference(*blurred)).mean[0]
    assert difference < DIFFERENCE_TOLERANCE, f"{name} differs by {difference:.1f}"
