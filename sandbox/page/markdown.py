"""The `markdown` block: standard Markdown as safe HTML."""

from html.parser import HTMLParser

import markdown2  # type: ignore[import-untyped]

from sandbox.page import emoji
from sandbox.page.markup import EMPTY, TAGS, escaped, is_safe_place, tag

EXTRAS = ["break-on-newline", "cuddled-lists", "strike", "tables"]
HEADINGS = {"h1": "h3", "h2": "h4"}
FENCE = "```"
LESS = "\ue000"  # stands for < on the way through the library: nothing that is written may become a tag


def html(text: str) -> str:
    """Markdown as the page shows it; tags written into it stay text."""
    parts = f"\n{text}".split(f"\n{FENCE}")
    return "".join(_fenced(part) if place % 2 else _flowing(part) for place, part in enumerate(parts))


def _fenced(part: str) -> str:
    return tag("pre", escaped(part.partition("\n")[2]))


def _flowing(part: str) -> str:
    filtered = _Filter()
    filtered.feed(str(markdown2.markdown(part.replace("<", LESS), extras=EXTRAS)))
    filtered.close()
    return filtered.html()


class _Filter(HTMLParser):
    """Lets the page's own tags through, each of them closed, and links only where they may lead."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._kept: list[str] = []
        self._open: list[str] = []

    def html(self) -> str:
        """What was let through."""
        return "".join([*self._kept, *(f"</{name}>" for name in reversed(self._open))])

    def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        name = HEADINGS.get(name, name)
        if name == "img":
            self.handle_data(dict(attrs).get("alt") or "")
        if name not in TAGS or name == "img":
            return
        self._kept.append(f"<{name}{_link(name, dict(attrs))}>")
        self._open += [] if name in EMPTY else [name]

    def handle_endtag(self, name: str) -> None:
        name = HEADINGS.get(name, name)
        if name in self._open:
            while (last := self._open.pop()) != name:
                self._kept.append(f"</{last}>")
            self._kept.append(f"</{name}>")

    def handle_data(self, text: str) -> None:
        shown = text.replace(LESS, "<")
        self._kept.append(escaped(shown) if "code" in self._open else _with_emoji(shown))


def _with_emoji(text: str) -> str:
    return emoji.SHORT_NAME.sub(lambda found: emoji.named(found[1]), escaped(text))


def _link(name: str, attributes: dict[str, str | None]) -> str:
    url = attributes.get("href") or ""
    if name != "a" or not is_safe_place(url):
        return ""
    return f' href="{escaped(url)}" target="_blank" rel="noreferrer noopener"'
