"""`apply` on the command line, offline."""

import shutil
from pathlib import Path

import pytest

from storage.engine import Sessions
from tests.bot.cli import Ran, sla_bot
from tests.intake.csv_world import agreed
from tests.intake.test_bad_agreement_files import SOUND


@pytest.fixture
def folder(sqlite_template: Path, tmp_path: Path) -> Path:
    """A database that knows Company X's people, and a file of an agreement between others."""
    shutil.copyfile(sqlite_template, tmp_path / "sla-bot.db")
    sessions = Sessions(f"sqlite:///{tmp_path / 'sla-bot.db'}")
    agreed(sessions)
    sessions.dispose()
    (tmp_path / "paper.yaml").write_text(SOUND)
    return tmp_path


def apply(folder: Path, *words: str) -> Ran:
    return sla_bot(folder, "apply", "paper.yaml", "--offline", "--yes", *words)


def test_people_and_channel_that_were_not_looked_up_are_named(folder: Path) -> None:
    ran = apply(folder)
    assert ran.status == 0 and ran.err.startswith("@jim, @dwight and #paper were not looked up: check the spelling")


def test_those_whom_the_database_knows_are_not_named(folder: Path) -> None:
    text = SOUND.replace("@jim", "@josh").replace('["@dwight"]', "[Dwight outside Slack]")
    (folder / "paper.yaml").write_text(text)
    assert apply(folder).err.startswith("#paper was not looked up")


def test_the_same_file_again_warns_again(folder: Path) -> None:
    apply(folder)
    ran = apply(folder)
    assert "Nothing changes" in ran.out and "@dwight" in ran.err
