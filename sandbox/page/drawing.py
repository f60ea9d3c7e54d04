"""What a message says: its text, its blocks, its files."""

from typing import Any

from nicegui import ui

from sandbox.messages import Message
from sandbox.page import mrkdwn
from sandbox.page.tab import Tab
from sandbox.wire import Json


def body(tab: Tab, message: Message) -> None:
    """Draws it into the current element."""
    if message.blocks:
        _blocks(tab, message)
    elif message.text:
        ui.html(mrkdwn.html(message.text, tab.names), sanitize=False).classes("words")


def _blocks(tab: Tab, message: Message) -> None:
    async def act(element: Json, block_id: str, value: Any) -> None:
        where = {"channel": message.channel, "ts": message.ts, "block_id": block_id}
        await tab.do("press", **where, action_id=element["action_id"], value=value)

    for block in message.blocks:  # a makeshift until the blocks' own drawing is here
        text = block.get("text") or {}
        with ui.element("div").props(f'data-block-id="{block["block_id"]}"'):
            ui.html(mrkdwn.of_text(text, tab.names), sanitize=False)
            for element in block.get("elements", []):
                if element.get("type") == "button":
                    button = ui.element("button").props(f'type="button" data-action-id="{element["action_id"]}"')
                    button.classes("button").on(
                        "click", lambda e=element, b=block: act(e, b["block_id"], e.get("value"))
                    )
                    with button:
                        ui.html(mrkdwn.of_text(element["text"], tab.names), sanitize=False, tag="span")
