"""The `markdown` block: standard Markdown as safe HTML."""

from html.parser import HTMLParser

import markdown2  # type: ignore[import-untyped]

from sandbox.page import emoji
from sandbox.page.markup import EMPTY, TAGS, escaped, is_safe_place, tag

EXTRAS = ["break-on-newline", "cuddled-lists", "strike", "tables"]
HEADINGS = {"h1": "h3", "h2": "h4"}
FENCE = "```"


def html(text: str) -> str:
    """Markdown as the page shows it; tags written into it stay text."""
    parts = f"\n{text}".split(f"\n{FENCE}")
    return "".join(_fenced(part) if place % 2 else _flowing(part) for place, part in enumerate(parts))


def _fenced(part: str) -> str:
    code = part.partition("\n")[2]
    return tag("pre", escaped(code))


def _flowing(part: str) -> str:
    filtered = _Filter()
    filtered.feed(str(markdown2.markdown(part, extras=EXTRAS, safe_mode="escape")))
    filtered.close()
    return emoji.SHORT_NAME.sub(lambda found: emoji.named(found[1]), "".join(filtered.kept))


class _Filter(HTMLParser):
    """Lets the page's own tags through, links only where they may lead."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.kept: list[str] = []

    def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        name = HEADINGS.get(name, name)
        if name in TAGS and name != "img":
            self.kept.append(f"<{name}{self._link(name, dict(attrs))}>")

    def handle_endtag(self, name: str) -> None:
        name = HEADINGS.get(name, name)
        if name in TAGS - EMPTY:
            self.kept.append(f"</{name}>")

    def handle_data(self, text: str) -> None:
        self.kept.append(escaped(text))

    def _link(self, name: str, attributes: dict[str, str | None]) -> str:
        url = attributes.get("href") or ""
        if name != "a" or not is_safe_place(url):
            return ""
        return f' href="{escaped(url)}" target="_blank" rel="noreferrer noopener"'
