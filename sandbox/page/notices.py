"""Sentences for the person that go away by themselves: why something failed, what was done."""

import asyncio
import html

from nicegui import ui

SECONDS = 8.0
MOST = 3


class Notices:
    """The last few sentences, newest at the bottom."""

    def __init__(self) -> None:
        self._sentences: dict[str, float] = {}
        self._shown: list[str] = []
        self._area: ui.html | None = None

    def draw(self) -> None:
        """The place where they stand."""
        self._area = ui.html("", sanitize=False).props('id="notices" role="status"')

    def say(self, sentence: str) -> None:
        """Shows a sentence for a while."""
        self._sentences.pop(sentence, None)
        self._sentences[sentence] = asyncio.get_running_loop().time() + SECONDS

    def sync(self) -> None:
        """Takes away what has stood long enough."""
        now = asyncio.get_running_loop().time()
        self._sentences = {one: until for one, until in self._sentences.items() if until > now}
        wanted = list(self._sentences)[-MOST:]
        if self._area is not None and wanted != self._shown:
            self._shown = wanted
            self._area.set_content("".join(f"<p>{html.escape(one)}</p>" for one in wanted))
