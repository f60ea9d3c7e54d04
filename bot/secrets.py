"""The secret key, and tokens at rest: encrypted, and bound to the workspace that they belong to."""

import base64
import binascii
import hashlib
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import BadKey, NotOurs

SIZE = 32
KEY_ID = 4
NONCE = 12


def key_of(text: str) -> bytes:
    """The key that this text writes; raises ValueError with what is wrong."""
    try:
        key = base64.urlsafe_b64decode(text.strip() + "=" * (-len(text.strip()) % 4))
    except (binascii.Error, ValueError):
        raise ValueError("must be 32 bytes in URL-safe base64") from None
    if len(key) != SIZE:
        raise ValueError(f"must be 32 bytes in URL-safe base64; these are {len(key)}")
    return key


def key_beside(database: Path) -> bytes:
    """The key kept in a file beside the SQLite database, mode 0600; made when there is none. Raises BadKey."""
    path = database.with_suffix(".key")
    try:
        _make(path)
    except FileExistsError:
        pass
    except OSError as error:
        raise BadKey(f"The secret key can't be kept in {path}: {error.strerror}. Make its folder writable.") from None
    try:
        return key_of(path.read_text())
    except ValueError as error:
        raise BadKey(f"{path} holds no key: it {error}. Bring back the file that belongs to this database.") from None


def _make(path: Path) -> None:
    """Whole or not at all: two processes that start at once end up with one key."""
    draft = path.with_suffix(f".{os.getpid()}.new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(base64.urlsafe_b64encode(secrets.token_bytes(SIZE)).decode() + "\n")
    try:
        os.link(draft, path)
    finally:
        draft.unlink()


class Keyring:
    """Seals tokens for one workspace, and gives each other use a key of its own."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self.key_id = hashlib.sha256(b"sla-bot key id" + key).digest()[:KEY_ID]

    def derived(self, purpose: str) -> bytes:
        """32 bytes for one purpose, such as signing the markers of messages."""
        return HKDF(SHA256(), SIZE, salt=None, info=b"sla-bot " + purpose.encode()).derive(self._key)

    def seal(self, token: str, team: str, enterprise: str | None = None) -> bytes:
        """The token encrypted (AES-GCM), readable only as this workspace's: key id, nonce, ciphertext."""
        nonce = secrets.token_bytes(NONCE)
        return self.key_id + nonce + self._cipher().encrypt(nonce, token.encode(), _bond(team, enterprise))

    def unseal(self, sealed: bytes, team: str, enterprise: str | None = None) -> str:
        """The token again. Raises NotOurs: another key, another workspace's row, or altered bytes."""
        key_id, nonce, text = sealed[:KEY_ID], sealed[KEY_ID : KEY_ID + NONCE], sealed[KEY_ID + NONCE :]
        if key_id != self.key_id:
            raise NotOurs
        try:
            return self._cipher().decrypt(nonce, text, _bond(team, enterprise)).decode()
        except InvalidTag:
            raise NotOurs(f"The token kept for workspace {team} is not its own; install the app there again.") from None

    def _cipher(self) -> AESGCM:
        return AESGCM(self.derived("tokens"))


def _bond(team: str, enterprise: str | None) -> bytes:
    return f"sla-bot|{enterprise or ''}|{team}".encode()
