"""Takes the README's pictures from the demo: `make pictures`. CHROMIUM may name a browser; else one is found."""

import json
import tempfile
from pathlib import Path
from threading import Event
from urllib.request import Request, urlopen

from playwright.sync_api import Page, sync_playwright

from bot.demo import stage
from tests.chromium import launch

HERE = Path(__file__).parent
PORT = 4179
UNTIL = "2026-10-22T09:05:00+02:00"
LEAD = "/sla lead Grace Moretti, Moretti Optics @rita tier:ceo id:SHOWN"


def main() -> None:
    """Plays the month to its third week, and photographs the channel's post and a rep's message."""
    with (
        tempfile.TemporaryDirectory() as folder,
        stage.set_up(PORT, Path(folder), Event()) as (base, _),
        sync_playwright() as browsers,
    ):
        order(base, "clock/advance", {"to": UNTIL, "wait": True})
        order(base, "command", {"user": "josh", "channel": "#smarketing", "text": LEAD})
        browser = launch(browsers)
        page = browser.new_page(viewport={"width": 1060, "height": 1250}, device_scale_factor=1.5)
        sit(page, f"{base}/?as=amy&in=smarketing")
        page.locator("article:has(figure)").last.screenshot(path=HERE / "daily-post.png")
        sit(page, f"{base}/?as=rita&in=@sla-bot")
        page.locator("article", has_text="Grace Moretti").first.screenshot(path=HERE / "lead.png")
        browser.close()


def order(base: str, control: str, what: dict[str, object]) -> None:
    """Has the sandbox do something."""
    request = Request(f"{base}/_sandbox/{control}", json.dumps(what).encode(), {"Content-Type": "application/json"})
    urlopen(request, timeout=600).close()


def sit(page: Page, address: str) -> None:
    """Looks through somebody's eyes at some place, once its pictures are there."""
    page.goto(address)
    page.locator("article").first.wait_for()
    page.wait_for_function("[...document.images].every((image) => image.complete)")
    page.wait_for_timeout(500)


if __name__ == "__main__":
    main()
