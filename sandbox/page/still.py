"""Blocks that only show something, as safe HTML."""

from collections.abc import Callable

from sandbox.page import cards, markdown, rich_text, tables
from sandbox.page.markup import escaped, link, picture, tag
from sandbox.page.mrkdwn import of_text
from sandbox.page.names import Names
from sandbox.wire import Json

HEADINGS = {1: "h3", 2: "h4", 3: "h5", 4: "h6"}


def html(block: Json, names: Names) -> str:
    """One block with nothing to press in it; one that is unknown is a visible note."""
    maker = BLOCKS.get(str(block.get("type")), _unknown)
    return tag("div", maker(block, names), class_=f"kit {block.get('type')}", data_block_id=block.get("block_id"))


def section_body(block: Json, names: Names) -> str:
    """The text and the fields of a section, without its accessory."""
    words = tag("div", of_text(block["text"], names), class_="words") if block.get("text") else ""
    fields = "".join(tag("div", of_text(one, names)) for one in block.get("fields") or [])
    return words + (tag("div", fields, class_="fields") if fields else "")


def unknown(kind: str, what: str = "A block") -> str:
    """The note in place of something that this page does not know."""
    return tag("span", escaped(f"{what} of the type {kind}"), class_="unknown")


def _unknown(block: Json, names: Names) -> str:
    return unknown(str(block.get("type")))


def _header(block: Json, names: Names) -> str:
    level = block["level"] if block.get("level") in (1, 2, 3, 4) else 1
    return tag(HEADINGS[level], of_text(block.get("text"), names), class_=f"level-{level}")


def _section(block: Json, names: Names) -> str:
    image = block.get("accessory")
    beside = picture(names.picture(image), str(image.get("alt_text", ""))) if image else ""
    body = tag("div", section_body(block, names), class_="body")
    return body + (tag("div", beside, class_="accessory") if beside else "")


def _context(block: Json, names: Names) -> str:
    return "".join(_small(one, names) for one in block.get("elements") or [])


def _small(element: Json, names: Names) -> str:
    if element.get("type") == "image":
        return picture(names.picture(element), str(element.get("alt_text", "")), class_="icon")
    return tag("span", of_text(element, names))


def _divider(block: Json, names: Names) -> str:
    return tag("hr")


def _image(block: Json, names: Names) -> str:
    title = tag("figcaption", of_text(block["title"], names)) if block.get("title") else ""
    size = names.picture_size(block)
    room = {"width": size[0], "height": size[1]} if size else {}
    return tag("figure", title + picture(names.picture(block), str(block.get("alt_text", "")), **room))


def _rich_text(block: Json, names: Names) -> str:
    return rich_text.html(block, names)


def _markdown(block: Json, names: Names) -> str:
    return markdown.html(str(block.get("text", "")))


def _video(block: Json, names: Names) -> str:
    title = link(str(block.get("title_url") or block.get("video_url", "")), of_text(block.get("title"), names))
    by = " · ".join(str(block[one]) for one in ("author_name", "provider_name") if block.get(one))
    words = [
        tag("div", escaped(by), class_="by") if by else "",
        tag("div", title, class_="title"),
        tag("div", of_text(block["description"], names)) if block.get("description") else "",
    ]
    thumbnail = picture(str(block.get("thumbnail_url", "")), str(block.get("alt_text", "")))
    return tag("div", "".join(words), class_="body") + link(
        str(block.get("video_url", "")), thumbnail, class_="thumbnail"
    )


def _file(block: Json, names: Names) -> str:
    name = block.get("external_id") or "file"
    return tag("span", "📄", class_="sign", aria_hidden="true") + tag("span", escaped(f"Remote file {name}"))


def _alert(block: Json, names: Names) -> str:
    level = str(block.get("level") or "default")
    sign = {"warning": "⚠️", "error": "⛔", "success": "✅"}.get(level, "ℹ️")
    words = tag("span", sign, aria_hidden="true") + tag("span", of_text(block.get("text"), names))
    return tag("div", words, class_=f"alert-{level if level.isalpha() else 'default'}", role="note")


def _table(block: Json, names: Names) -> str:
    return tables.table(block, names)


def _data_table(block: Json, names: Names) -> str:
    return tables.data_table(block, names)


def _chart(block: Json, names: Names) -> str:
    return tables.chart(block)


Maker = Callable[[Json, Names], str]
BLOCKS: dict[str, Maker] = {
    "header": _header,
    "section": _section,
    "context": _context,
    "divider": _divider,
    "image": _image,
    "rich_text": _rich_text,
    "markdown": _markdown,
    "video": _video,
    "file": _file,
    "alert": _alert,
    "table": _table,
    "data_table": _data_table,
    "data_visualization": _chart,
    "task_card": cards.task_card,
    "plan": cards.plan,
    "card": cards.card,
    "carousel": cards.carousel,
}
