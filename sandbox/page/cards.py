"""Cards, tasks and plans as safe HTML."""

from sandbox.page import rich_text
from sandbox.page.markup import escaped, link, picture, tag
from sandbox.page.mrkdwn import of_text
from sandbox.page.names import Names
from sandbox.wire import Json

SIGNS = {"pending": "○", "in_progress": "◔", "complete": "✅", "error": "⛔"}


def card(block: Json, names: Names) -> str:
    """A card without its buttons."""
    hero, icon = block.get("hero_image"), block.get("icon")
    words = "".join(
        tag("div", of_text(block[one], names), class_=one) for one in ("title", "subtitle") if block.get(one)
    )
    head = (_image(icon, names, "icon") if icon else "") + (tag("div", words) if words else "")
    return "".join(
        [
            _image(hero, names, "hero") if hero else "",
            tag("div", head, class_="head") if head else "",
            *(tag("div", of_text(block[one], names), class_=one) for one in ("body", "subtext") if block.get(one)),
        ]
    )


def carousel(block: Json, names: Names) -> str:
    """Cards side by side, without their buttons."""
    return "".join(tag("div", card(one, names), class_="kit card") for one in block.get("elements") or [])


def task_card(block: Json, names: Names) -> str:
    """A task: how it stands, its title, its details and what came of it."""
    status = str(block.get("status", ""))
    sign = tag("span", SIGNS.get(status, "○"), class_="sign", title=status.replace("_", " "))
    parts = [rich_text.html(block[one], names) for one in ("details", "output") if block.get(one)]
    sources = " · ".join(_source(one) for one in block.get("sources") or [])
    title = tag("div", sign + escaped(_words(block.get("title"))), class_="title")
    return title + "".join(parts) + (tag("div", sources, class_="sources") if sources else "")


def plan(block: Json, names: Names) -> str:
    """A title and its tasks."""
    tasks = "".join(tag("div", task_card(one, names), class_="kit task_card") for one in block.get("tasks") or [])
    return tag("div", escaped(_words(block.get("title"))), class_="title") + tasks


def container_head(block: Json, names: Names) -> str:
    """The icon, title and subtitle of a container."""
    rich = block.get("rich_text_title")
    title = rich_text.html(rich, names) if rich else of_text(block.get("title"), names)
    subtitle = tag("div", of_text(block["subtitle"], names), class_="subtitle") if block.get("subtitle") else ""
    icon = _image(block["icon"], names, "icon") if block.get("icon") else ""
    return icon + tag("div", tag("div", title, class_="title") + subtitle)


def _image(image: Json, names: Names, kind: str) -> str:
    return picture(names.picture(image), str(image.get("alt_text", "")), class_=kind)


def _source(source: Json) -> str:
    url = str(source.get("url", ""))
    return link(url, escaped(source.get("text") or url))


def _words(title: object) -> str:
    return str(title.get("text", "")) if isinstance(title, dict) else str(title or "")
