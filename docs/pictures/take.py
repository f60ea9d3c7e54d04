"""Takes the README's pictures from the demo: `make pictures`. Needs a Chromium; CHROMIUM names one."""

import json
import os
import shutil
import tempfile
from pathlib import Path
from threading import Event
from urllib.request import Request, urlopen

from playwright.sync_api import Page, sync_playwright

from bot.demo import stage

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
        browser = browsers.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1060, "height": 1250}, device_scale_factor=1.5)
        page.goto(base)
        be(page, "Amy")
        page.wait_for_timeout(1500)
        page.locator("article:has(figure)").last.screenshot(path=HERE / "daily-post.png")
        be(page, "Rita")
        page.locator("nav button", has_text="SLA Bot").click()
        page.wait_for_timeout(1500)
        page.locator("article", has_text="Grace Moretti").first.screenshot(path=HERE / "lead.png")
        browser.close()


def order(base: str, control: str, what: dict[str, object]) -> None:
    """Has the sandbox do something."""
    request = Request(f"{base}/_sandbox/{control}", json.dumps(what).encode(), {"Content-Type": "application/json"})
    urlopen(request, timeout=600).close()


def be(page: Page, name: str) -> None:
    """Looks through that person's eyes, at the channel."""
    page.wait_for_selector("#me option", state="attached")
    option = page.locator("#me option", has_text=name).first.get_attribute("value")
    page.select_option("#me", option)
    page.wait_for_timeout(800)


def chromium() -> str:
    """A Chromium of this machine."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        raise SystemExit("No Chromium was found: install one, or name it in CHROMIUM.")
    return found


if __name__ == "__main__":
    main()
