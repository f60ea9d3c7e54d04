"""What a lead is called by wherever its records are taken: never by its short id, which other databases use as well."""

import re

from sla.errors import BadShortId
from sla.lead import number_of

OWN_KEY = re.compile(r"new:[0-9a-f]{32}|row:[0-9a-f]{64}", re.ASCII)
"""The key of a lead that was handed off without an external id."""

KEY = re.compile(rf"{OWN_KEY.pattern}|(?:id|customer|again):.+", re.ASCII)
"""The key of any lead: that of an external id begins with `id:`, that of a customer with `customer:`."""


def is_own_key(text: str) -> bool:
    """Whether this is the key of a lead without an external id, of whatever database."""
    return OWN_KEY.fullmatch(text) is not None


def is_key(text: str) -> bool:
    """Whether this may be the key of a lead."""
    return KEY.fullmatch(text) is not None


def abroad(external_id: str | None, key: str | None) -> str | None:
    """What records call their lead elsewhere: its external id; its key where it has none, or one like a short id."""
    return key if external_id is None or _is_like_short_id(external_id) else external_id


def _is_like_short_id(text: str) -> bool:
    if not text.upper().startswith("L-"):
        return False
    try:
        number_of(text)
    except BadShortId:
        return False
    return True
