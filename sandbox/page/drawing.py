"""What a message says: its text or blocks, its attachments, its files."""

import re

from nicegui import ui

from sandbox.messages import Message
from sandbox.page import blocks, mrkdwn, still
from sandbox.page.acting import Hand
from sandbox.page.markup import escaped, link, picture
from sandbox.page.surface import Surface
from sandbox.page.tab import Tab
from sandbox.wire import Json

HEX = re.compile(r"^#?([0-9a-fA-F]{6})$")
NAMED = {"good": "2eb67d", "warning": "ecb22e", "danger": "e01e5a"}


def html(tab: Tab, message: Message) -> str | None:
    """All of it as one piece of HTML; None when there is something in it to press."""
    if message.attachments or not all(blocks.is_only_shown(one) for one in message.blocks):
        return None
    if message.blocks:
        words = "".join(still.html(one, tab.names) for one in message.blocks)
        return f'<div class="blocks">{words}</div>{_files(tab, message)}'
    return f'<div class="words">{mrkdwn.html(message.text, tab.names)}</div>{_files(tab, message)}'


def body(tab: Tab, message: Message) -> None:
    """Draws it into the current element."""
    place: Json = {"channel": message.channel, "ts": message.ts}
    hand = Hand(tab.workspace, tab.person, place, tab.notices.say)
    surface = Surface(tab.names, hand.press, message.values(tab.person.id), hand.suggest, hand.keep)
    if message.blocks:
        blocks.draw_on(surface, message.blocks)
    elif message.text:
        ui.html(mrkdwn.html(message.text, tab.names), sanitize=False).classes("words")
    for attachment in message.attachments:
        _attachment(surface, attachment)
    if message.files:
        ui.html(_files(tab, message), sanitize=False)


def _files(tab: Tab, message: Message) -> str:
    shown = "".join(_file(tab, one) for one in message.files)
    return f'<div class="files">{shown}</div>' if shown else ""


def _attachment(surface: Surface, attachment: Json) -> None:
    with ui.element("div").classes("attachment").style(f"border-color: {_colour(attachment)}"):
        words = [f"<strong>{escaped(attachment['title'])}</strong>"] if attachment.get("title") else []
        if text := attachment.get("text") or ("" if attachment.get("blocks") else attachment.get("fallback")):
            words.append(mrkdwn.html(str(text), surface.names))
        if words:
            ui.html("<br>".join(words), sanitize=False)
        blocks.draw_on(surface, attachment.get("blocks") or [])


def _colour(attachment: Json) -> str:
    found = HEX.match(NAMED.get(str(attachment.get("color")), str(attachment.get("color"))))
    return f"#{found[1]}" if found else "var(--line)"


def _file(tab: Tab, file: Json) -> str:
    name, mimetype = str(file.get("title") or file.get("name") or "file"), str(file.get("mimetype", ""))
    if mimetype.startswith("image/"):
        return picture(tab.names.picture({"slack_file": {"id": file["id"]}}), name)
    return link(str(file.get("url_private", "")), escaped(name))
