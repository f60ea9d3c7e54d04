"""One message: who wrote it and when, its blocks, its thread, and what can be done with it."""

import re

from nicegui import ui

from sandbox.messages import Message
from sandbox.page import drawing
from sandbox.page.avatars import avatar
from sandbox.page.markup import escaped
from sandbox.page.tab import Tab
from sandbox.wire import Json

RELATIVE = re.compile(r"_pretty|\{ago\}|latest_reply")


def face(message: Message) -> Json:
    """All that is seen of it: drawn anew when this changes."""
    return message.face()


def is_relative(face: object) -> bool:
    """Whether it names days from today, so that it reads otherwise tomorrow."""
    return bool(RELATIVE.search(repr(face)))


def draw(tab: Tab, message: Message, in_thread: bool) -> None:
    """Draws it into the current element, an article: in one piece when there is nothing in it to press."""
    person = next((one for one in tab.workspace.people if one.id == message.user), tab.workspace.bot)
    portrait, tools = avatar(person.id, person.real_name), _tools(tab, message, in_thread)
    head = f'<div class="who">{_head(tab, message, person.real_name, person.is_bot)}</div>'
    thread = "" if in_thread else _thread(tab, message)
    if (words := drawing.html(tab, message)) is not None:
        content = f'<div class="content">{head}{words}{thread}</div>'
        ui.html(f'<div class="portrait">{portrait}</div>{content}<div class="tools">{tools}</div>', sanitize=False)
        return
    ui.html(portrait, sanitize=False).classes("portrait")
    with ui.element("div").classes("content"):
        ui.html(head, sanitize=False)
        drawing.body(tab, message)
        if thread:
            ui.html(thread, sanitize=False)
    ui.html(tools, sanitize=False).classes("tools")


def _head(tab: Tab, message: Message, name: str, is_bot: bool) -> str:
    at = message.at // 1_000_000
    full, short = tab.names.instant(at, "{date_long} {time_secs}"), tab.names.instant(at, "{time}")
    marks = [
        f'<span class="name">{escaped(name)}</span>',
        '<span class="app">APP</span>' if is_bot else "",
        f'<time title="{escaped(full)}">{escaped(short)}</time>',
        '<span class="edited">(edited)</span>' if message.edited else "",
        '<span class="only"><span aria-hidden="true">👁</span> Only visible to you</span>' if message.only_for else "",
        '<span class="only">also sent to the channel</span>' if message.is_broadcast else "",
    ]
    return " ".join(mark for mark in marks if mark)


def _thread(tab: Tab, message: Message) -> str:
    count = message.extra.get("reply_count", 0)
    if not count:
        return ""
    people = [(one, tab.names.full(one)) for one in message.extra["reply_users"][:4]]
    last = tab.names.instant(float(message.extra["latest_reply"]), "{date_short_pretty} at {time}")
    words = f"{count} {'reply' if count == 1 else 'replies'}"
    faces = "".join(avatar(user, name) for user, name in people)
    return (
        f'<div class="replies"><button type="button" data-do="thread">{faces}<strong>{words}</strong>'
        f'<span class="last">Last reply {escaped(last)}</span></button></div>'
    )


def _tools(tab: Tab, message: Message, in_thread: bool) -> str:
    menu = f"menu-{'t' if in_thread else 'c'}-{message.ts.replace('.', '-')}"
    shortcuts = [one for one in tab.workspace.manifest.shortcuts if one.kind == "message" and not message.only_for]
    entries = [("shortcut", one.callback_id, one.name) for one in shortcuts] + [("copy", "", "Copy message as JSON")]
    shown = "".join(
        f'<button type="button" data-do="{act}" data-arg="{escaped(arg)}" popovertarget="{menu}"'
        f' popovertargetaction="hide">{escaped(words)}</button>'
        for act, arg, words in entries
    )
    reply = '<button type="button" data-do="thread" aria-label="Reply in thread" title="Reply in thread">💬</button>'
    return (
        f"{'' if in_thread or message.only_for else reply}"
        f'<button type="button" popovertarget="{menu}" aria-label="More actions" title="More actions">⋮</button>'
        f'<div popover id="{menu}" class="menu">{shown}</div>'
    )
