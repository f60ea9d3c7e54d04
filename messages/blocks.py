"""The blocks of messages, forms and the home tab, as plain dictionaries, and the message that carries them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from messages.attachment import Attachment
from messages.charts import Chart
from messages.elements import Element, present
from messages.limits import LIMITS
from messages.text import Text, label, say, unmarked, words

Block = dict[str, Any]

MESSAGE_BLOCKS: Final[int] = LIMITS["message"]["blocks_max"]
# Room is left for the chart, and for the line that says a message may be a repeat.
ROOM: Final = MESSAGE_BLOCKS - 2
BELOW_CHART: Final = "below_chart"
"""The id of the block above which a message's chart belongs, where that is not above its buttons."""


def header(text: Text, *, block_id: str | None = None) -> Block:
    """A heading in large type."""
    return present(type="header", text=label(text, LIMITS["header"]["text_max"]), block_id=block_id)


def section(text: Text, *, accessory: Element | None = None, block_id: str | None = None) -> Block:
    """A paragraph, perhaps with a button or menu beside it."""
    return present(type="section", text=words(text), accessory=accessory, block_id=block_id)


def fields(*texts: Text, block_id: str | None = None) -> Block:
    """Short texts in two columns; the first ten are kept."""
    limits = LIMITS["section"]
    shown = [words(text, limits["field_text_max"]) for text in texts[: limits["fields_max"]]]
    return present(type="section", fields=shown, block_id=block_id)


def context(*texts: Text, block_id: str | None = None) -> Block:
    """Small grey print; the first ten texts are kept."""
    shown = [words(text) for text in texts[: LIMITS["context"]["elements_max"]]]
    return present(type="context", elements=shown, block_id=block_id)


def divider(block_id: str | None = None) -> Block:
    """A thin line."""
    return present(type="divider", block_id=block_id)


def actions(*elements: Element, block_id: str | None = None) -> Block:
    """A row of buttons and menus; the first twenty-five are kept."""
    return present(type="actions", elements=list(elements[: LIMITS["actions"]["elements_max"]]), block_id=block_id)


def image(file_id: str, alt_text: Text, *, title: Text | None = None, block_id: str | None = None) -> Block:
    """A picture that was uploaded to Slack, with the words that say the same."""
    limits = LIMITS["image"]
    return present(
        type="image",
        slack_file={"id": file_id},
        alt_text=unmarked(alt_text, limits["alt_text_max"]),
        title=None if title is None else label(title, limits["title_max"]),
        block_id=block_id,
    )


def field(
    name: Text,
    element: Element,
    *,
    block_id: str,
    hint: Text | None = None,
    optional: bool = False,
    dispatch: bool = False,
) -> Block:
    """A field of a form; its answer stands under `block_id` and the element's `action_id`."""
    limits = LIMITS["input"]
    return present(
        type="input",
        block_id=block_id,
        label=label(name, limits["label_max"]),
        element=element,
        hint=None if hint is None else label(hint, limits["hint_max"]),
        optional=optional or None,
        dispatch_action=dispatch or None,
    )


def at_most(entries: Sequence[Block | Sequence[Block]], what: str, room: int = ROOM) -> list[Block]:
    """The entries that fit into `room` blocks, then "and 12 more"; an entry of several blocks is never cut in two."""
    groups = [[entry] if isinstance(entry, dict) else list(entry) for entry in entries]
    if sum(map(len, groups)) <= room:
        return [block for group in groups for block in group]
    return _first(groups, what, room - 1)


def _first(groups: list[list[Block]], what: str, room: int) -> list[Block]:
    kept: list[Block] = []
    for number, group in enumerate(groups):
        if len(kept) + len(group) > room:
            return [*kept, context(f"and {len(groups) - number} more {what}".rstrip())]
        kept.extend(group)
    return kept


@dataclass(frozen=True)
class Message:
    """What is said at once: words that say all of it, blocks, and for machines the event with its ids and figures.

    With an `attachment` it goes out as a file with the words.
    """

    text: str
    blocks: tuple[Block, ...]
    event_type: str | None = None
    payload: dict[str, Any] | None = None
    chart: Chart | None = None
    attachment: Attachment | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", say(self.text))
        object.__setattr__(self, "blocks", tuple(self.blocks))

    def metadata(self, marker: str) -> dict[str, Any] | None:
        """Slack's message metadata with the marker in it; None for a message without an event.

        Fields without a value are left out, as Slack refuses null.
        """
        if self.event_type is None:
            return None
        return {
            "event_type": self.event_type,
            "event_payload": {**_without_nulls(self.payload or {}), "marker": marker},
        }

    def opening_with(self, line: str) -> "Message":
        """The same message with a first line of ours (mrkdwn) before everything else."""
        return replace(self, text=f"{line}\n{self.text}", blocks=(context(line), *self.blocks))


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_nulls(held) for name, held in value.items() if held is not None}
    if isinstance(value, list | tuple):
        return [_without_nulls(held) for held in value if held is not None]
    return value
