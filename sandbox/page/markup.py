"""HTML that is safe to show: text is escaped, and tags are made here only, from a short list of names."""

import html
import re

TAGS = frozenset(
    [
        "a",
        "blockquote",
        "br",
        "code",
        "dd",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "img",
        "li",
        "ol",
        "p",
        "pre",
        "s",
        "section",
        "span",
        "strong",
        "summary",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "time",
        "tr",
        "u",
        "ul",
    ]
)
EMPTY = frozenset({"br", "hr", "img"})
SAFE_PLACE = re.compile(r"^(https?://|mailto:|tel:)", re.IGNORECASE)
SAFE_PICTURE = re.compile(r"^(https?://|/files/)", re.IGNORECASE)


def escaped(text: object) -> str:
    """Text as HTML shows it, within a tag or an attribute."""
    return html.escape(str(text), quote=True)


def unescaped(text: str) -> str:
    """Slack's three entities turned back, once."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def tag(name: str, content: str = "", /, **attributes: object) -> str:
    """One tag around safe HTML; `class_` is its class, `_` within a name stands for `-`, None leaves one out."""
    if name not in TAGS:
        raise ValueError(f"<{name}> is not shown on the page.")
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escaped(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>" if name in EMPTY else f"<{name}{written}>{content}</{name}>"


def is_safe_place(url: str) -> bool:
    """Whether a link may lead there: the web, mail, a telephone; never a script."""
    return bool(SAFE_PLACE.match(url))


def link(url: str, label: str, **attributes: object) -> str:
    """A link that opens a tab of its own, around safe HTML; where it may not lead, the label alone."""
    if not is_safe_place(url):
        return label
    return tag("a", label, href=url, target="_blank", rel="noreferrer noopener", **attributes)


def picture(url: str, alt_text: str, **attributes: object) -> str:
    """An image of the web or of this workspace; from elsewhere, its alt text."""
    if not SAFE_PICTURE.match(url):
        return tag("span", escaped(alt_text), class_="no-picture")
    return tag("img", src=url, alt=alt_text, **attributes)


def lines(text: str) -> str:
    """Plain text, its line ends kept."""
    return escaped(text).replace("\n", "<br>")
