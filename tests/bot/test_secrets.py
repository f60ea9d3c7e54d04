"""The secret key and the tokens that it seals."""

import stat
from pathlib import Path

import pytest

from bot.errors import BadKey, NotOurs
from bot.secrets import Keyring, key_beside, key_of

KEY = bytes(range(32))


def test_the_key_beside_the_database_is_made_once_and_for_the_owner_alone(tmp_path: Path) -> None:
    first = key_beside(tmp_path / "sla-bot.db")
    assert key_beside(tmp_path / "sla-bot.db") == first and len(first) == 32
    assert stat.S_IMODE((tmp_path / "sla-bot.key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["sla-bot.key"]


def test_a_key_file_that_holds_something_else_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "sla-bot.key").write_text("nothing")
    with pytest.raises(BadKey, match="holds no key"):
        key_beside(tmp_path / "sla-bot.db")
    assert (tmp_path / "sla-bot.key").read_text() == "nothing"


@pytest.mark.parametrize("text", ["", "short", "AAECAw==", "ä" * 43])
def test_a_key_of_another_size_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        key_of(text)


def test_a_sealed_token_opens_with_the_same_key_for_the_same_workspace() -> None:
    sealed = Keyring(KEY).seal("xoxb-1", "T1")
    assert Keyring(KEY).unseal(sealed, "T1") == "xoxb-1"
    assert b"xoxb" not in sealed


def test_a_token_moved_to_another_workspaces_row_does_not_open() -> None:
    with pytest.raises(NotOurs, match="T2"):
        Keyring(KEY).unseal(Keyring(KEY).seal("xoxb-1", "T1"), "T2")


def test_a_token_sealed_with_another_key_does_not_open() -> None:
    with pytest.raises(NotOurs, match="another key"):
        Keyring(bytes(32)).unseal(Keyring(KEY).seal("xoxb-1", "T1"), "T1")


def test_an_altered_token_does_not_open() -> None:
    sealed = bytearray(Keyring(KEY).seal("xoxb-1", "T1"))
    sealed[-1] ^= 1
    with pytest.raises(NotOurs):
        Keyring(KEY).unseal(bytes(sealed), "T1")


def test_each_purpose_has_a_key_of_its_own() -> None:
    assert Keyring(KEY).derived("markers") != Keyring(KEY).derived("tokens")
