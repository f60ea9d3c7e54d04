"""Reads HTML for tests: which tags and attributes it has, and whether each tag is closed."""

from html.parser import HTMLParser

ALLOWED = {
    "a": {"href", "target", "rel", "class"},
    "blockquote": set(),
    "br": set(),
    "code": set(),
    "div": {"class", "data-block-id", "role", "style"},
    "em": set(),
    "figcaption": set(),
    "figure": set(),
    "h3": {"class"},
    "h4": {"class"},
    "h5": {"class"},
    "h6": {"class"},
    "hr": set(),
    "img": {"src", "alt", "class", "width", "height"},
    "li": set(),
    "ol": {"class", "start"},
    "p": set(),
    "pre": {"class"},
    "s": set(),
    "span": {"class", "style", "title", "aria-hidden"},
    "strong": set(),
    "table": set(),
    "tbody": set(),
    "td": {"class"},
    "th": {"class", "scope"},
    "thead": set(),
    "time": {"class", "title"},
    "tr": set(),
    "u": set(),
    "ul": {"class"},
}
EMPTY = {"br", "hr", "img"}
PLACES = ("http://", "https://", "mailto:", "tel:", "/files/")


class Tags(HTMLParser):
    """Collects what should not be there."""

    def __init__(self) -> None:
        super().__init__()
        self.strangers: list[str] = []
        self.words: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = ALLOWED.get(tag)
        if known is None:
            self.strangers.append(f"<{tag}>")
        self.strangers += [f"{tag} {name}" for name, _ in attrs if name not in (known or ())]
        self.strangers += [f"to {value}" for name, value in attrs if name in ("href", "src") and not _is_web(value)]
        self.strangers += [
            f"style {value}" for name, value in attrs if name == "style" and set(value or "") & set("();")
        ]
        self._open += [] if tag in EMPTY else [tag]

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.strangers.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def strangers(html: str) -> list[str]:
    """Every tag, attribute and link in it that is none of the page's own."""
    read = Tags()
    read.feed(html)
    read.close()
    return read.strangers + [f"open {one}" for one in read._open]


def words(html: str) -> str:
    """What a person reads in it."""
    read = Tags()
    read.feed(html)
    read.close()
    return "".join(read.words)


def _is_web(place: str | None) -> bool:
    return (place or "").lower().startswith(PLACES)
