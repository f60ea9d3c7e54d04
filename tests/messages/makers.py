"""Every builder at once, filled with one text, for tests that go through all of them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

from messages import blocks, elements, mrkdwn, rich, views
from messages.text import Text, Untrusted

OURS = "https://ours.example/a"
AT = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)


def every_element(text: Text) -> list[dict[str, Any]]:
    """One of each thing that can stand in a row of actions."""
    options = [elements.option(text, f"value-{number}", text) for number in range(3)]
    asked = elements.confirm(text, text, text, text, style="danger")
    return [
        elements.button(text, "called", "L-4F7K", style="primary", confirm=asked),
        elements.overflow("more", options, confirm=asked),
        elements.static_select("tier", options, initial="value-1", placeholder=text),
        elements.users_select("rep", initial="U012ABCDEF", placeholder=text),
        elements.datepicker("on", initial=date(2026, 10, 12), placeholder=text),
        elements.timepicker("at", initial=time(9, 5), zone="Europe/Rome", placeholder=text),
        elements.checkboxes("kinds", options, initial=["value-0", "value-2"]),
    ]


def every_field(text: Text) -> list[dict[str, Any]]:
    """One of each thing that can be filled in, as fields of a form."""
    typed = [
        elements.plain_text_input("name", initial=text, multiline=True, max_length=200, placeholder=text),
        elements.number_input("amount", decimals=True, initial=5, least=0, most=10_000, placeholder=text),
    ]
    filled = typed + every_element(text)[2:]
    return [
        blocks.field(text, element, block_id=f"field-{number}", hint=text, optional=True)
        for number, element in enumerate(filled)
    ]


def every_block(text: Text) -> list[dict[str, Any]]:
    """One of each block of a message."""
    named = rich.text(text), rich.bold(text), rich.text(text, italic=True, code=True)
    return [
        blocks.header(text, block_id="title"),
        blocks.section(text, accessory=every_element(text)[0]),
        blocks.fields(text, text, text),
        blocks.context(text, text),
        blocks.divider(),
        blocks.actions(*every_element(text), block_id="acts"),
        blocks.image("F012ABCDEF", text, title=text),
        rich.rich_text(*named, rich.date(AT), rich.emoji("tada")),
        rich.rich_list(named, named, block_id="list"),
        rich.rich_quote(*named),
    ]


def spoken_in_every_way(text: str) -> str:
    """A fallback text with the foreign text in each place where it may stand."""
    name = Untrusted(text)
    runs = rich.text(name), rich.text(" and "), rich.bold(name), rich.user(text), rich.link(OURS, name)
    ours = (name.mrkdwn(), mrkdwn.bold(name), mrkdwn.user(text), mrkdwn.link(OURS, text), rich.spoken(*runs))
    return "\n".join(ours)


def every_view(text: Text) -> list[dict[str, Any]]:
    """A form and a home tab with one of each block."""
    asked: Callable[..., dict[str, Any]] = views.modal
    return [
        asked(text, every_field(text), callback_id="lead", submit=text, close=text, private_metadata="L-4F7K"),
        views.home(every_block(text)),
    ]
