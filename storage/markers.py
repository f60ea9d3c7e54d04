"""The mark by which the bot knows its own message again: in its metadata, unforgeable, always the same."""

import hashlib
import hmac
from typing import Final
from uuid import UUID, uuid5

_BYTES: Final = 16
_NAMESPACE: Final = UUID("6f1d3a52-9d0c-4c44-8a3e-5b0f6a2f4d11")


def marker(secret: bytes, team_id: str, dedup_key: str) -> str:
    """The 128-bit HMAC-SHA256 of the message's identity under the secret key, in hexadecimal."""
    identity = f"{team_id}\0{dedup_key}".encode()
    return hmac.new(secret, identity, hashlib.sha256).digest()[:_BYTES].hex()


def client_msg_id(mark: str) -> str:
    """The UUID that goes with a marker."""
    return str(uuid5(_NAMESPACE, mark))


def is_same(one: str, other: str) -> bool:
    """Whether two markers are equal, compared in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())
