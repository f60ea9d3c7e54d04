"""Forms and the home tab."""

from collections.abc import Sequence
from typing import Any, Final

from messages.blocks import Block, at_most
from messages.elements import present
from messages.limits import LIMITS
from messages.text import Text, label

View = dict[str, Any]

_LIMITS: Final = LIMITS["view"]
VIEW_BLOCKS: Final[int] = _LIMITS["blocks_max"]


def modal(
    title: Text,
    blocks: Sequence[Block],
    *,
    callback_id: str,
    submit: Text | None = "Save",
    close: Text = "Cancel",
    private_metadata: str = "",
    notify_on_close: bool = False,
) -> View:
    """A form; `private_metadata` is ours and comes back with the answers. A form without fields has no `submit`."""
    return present(
        type="modal",
        callback_id=callback_id,
        title=label(title, _LIMITS["title_max"]),
        submit=None if submit is None else label(submit, _LIMITS["submit_max"]),
        close=label(close, _LIMITS["close_max"]),
        blocks=at_most(blocks, "", VIEW_BLOCKS),
        private_metadata=private_metadata or None,
        notify_on_close=notify_on_close or None,
    )


def home(blocks: Sequence[Block], *, callback_id: str = "home") -> View:
    """The home tab of one person."""
    return {"type": "home", "callback_id": callback_id, "blocks": at_most(blocks, "", VIEW_BLOCKS)}
