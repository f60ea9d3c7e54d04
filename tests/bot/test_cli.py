"""The command line as a whole: its words, its help, and how it refuses."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import click
import pytest
from sqlalchemy import text

from bot.cli import ENTRIES, main
from storage.engine import Sessions
from tests.bot.cli import sla_bot

WORDS = [entry.word for entry in ENTRIES if find_spec(entry.module)]


@pytest.mark.parametrize("word", WORDS)
def test_every_word_leads_to_its_command(word: str) -> None:
    command = main.get_command(click.Context(main), word)  # type: ignore[attr-defined]
    assert command is not None and command.name == word


@pytest.mark.parametrize("word", [word for word in WORDS if word != "sandbox"])
def test_every_command_has_help(word: str, tmp_path: Path) -> None:
    ran = sla_bot(tmp_path, word, "--help")
    assert ran.status == 0 and len(ran.out.splitlines()) > 3


def test_help_lists_every_word_in_order(tmp_path: Path) -> None:
    ran = sla_bot(tmp_path, "--help")
    listed = [line.split()[0] for line in ran.out.split("Commands:")[1].splitlines() if line.startswith("  ")]
    assert [word for word in listed if word in WORDS] == WORDS


def test_an_unknown_word_is_wrong_usage(tmp_path: Path) -> None:
    ran = sla_bot(tmp_path, "nonsense")
    assert ran.status == 2 and "nonsense" in ran.err


def test_a_refusal_is_one_sentence_and_status_1(tmp_path: Path) -> None:
    ran = sla_bot(tmp_path, "status", "company-x")
    assert (ran.status, ran.out) == (1, "")
    assert "sla-bot db upgrade" in ran.err and len(ran.err.strip().splitlines()) == 1


def test_run_without_settings_names_them_all_and_starts_nothing(tmp_path: Path) -> None:
    ran = sla_bot(tmp_path, "run")
    assert ran.status == 1 and "SLACK_BOT_TOKEN" in ran.err and "SLACK_APP_TOKEN" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_upgrade_makes_the_tables_and_does_nothing_the_second_time(tmp_path: Path) -> None:
    first, second = sla_bot(tmp_path, "db", "upgrade"), sla_bot(tmp_path, "db", "upgrade")
    assert first.status == second.status == 0 and first.out == second.out
    assert (
        "No agreement" in sla_bot(tmp_path, "status", "x").err or "no workspace" in sla_bot(tmp_path, "status", "x").err
    )


def test_a_database_that_can_not_be_opened_is_named(tmp_path: Path) -> None:
    ran = sla_bot(tmp_path, "status", "company-x", DATABASE_URL=f"sqlite:///{tmp_path}/nowhere/sla-bot.db")
    assert ran.status == 1 and "DATABASE_URL" in ran.err


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "sla-bot.db").write_text("not a database at all, but long enough to be read as one" * 50)
    ran = sla_bot(tmp_path, "status", "company-x")
    assert ran.status == 1 and "DATABASE_URL" in ran.err


BAD_ADDRESSES = {
    "nonsense": "sqlite:///FILE or postgresql+psycopg://",
    "mysql://x": "must name a SQLite or PostgreSQL database",
    "postgres://u@h/x": "must name a SQLite or PostgreSQL database",
    "sqlite://": "must name a file",
}


@pytest.mark.parametrize(("url", "sentence"), BAD_ADDRESSES.items())
@pytest.mark.parametrize("words", ["status company-x", "db upgrade"])
def test_an_address_of_no_database_is_refused(tmp_path: Path, words: str, url: str, sentence: str) -> None:
    ran = sla_bot(tmp_path, *words.split(), DATABASE_URL=url)
    assert ran.status == 1 and sentence in ran.err and len(ran.err.strip().splitlines()) == 1


@pytest.mark.parametrize("words", ["db upgrade", "run", "apply --offline some.yaml"])
def test_a_file_that_is_no_database_is_no_traceback(tmp_path: Path, words: str) -> None:
    (tmp_path / "sla-bot.db").write_text("not a database at all, but long enough to be read as one" * 50)
    (tmp_path / "some.yaml").touch()
    ran = sla_bot(tmp_path, *words.split(), SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="xapp-1")
    assert ran.status == 1 and "can't be used (file is not a database). Check DATABASE_URL" in ran.err


def test_run_in_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    nowhere = f"sqlite:///{tmp_path}/nowhere/sla-bot.db"
    ran = sla_bot(tmp_path, "run", DATABASE_URL=nowhere, SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="xapp-1")
    assert ran.status == 1 and "(No such file or directory). Make its folder, or check DATABASE_URL." in ran.err


def test_what_only_looks_refuses_a_newer_database_too(tmp_path: Path) -> None:
    sla_bot(tmp_path, "db", "upgrade")
    with Sessions(f"sqlite:///{tmp_path / 'sla-bot.db'}").write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    ran = sla_bot(tmp_path, "status", "company-x")
    assert ran.status == 1 and "Install the newer version" in ran.err


def test_status_imports_neither_bolt_nor_what_draws_or_migrates() -> None:
    heavy = ("slack_bolt", "slack_sdk", "matplotlib", "alembic", "pydantic_settings", "apscheduler", "starlette")
    ask = f"import sys, bot.cli_status; print([name for name in {heavy} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_help_imports_hardly_anything() -> None:
    ask = (
        "import sys, bot.cli; print([name for name in ('sqlalchemy', 'pydantic', 'slack_sdk') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_a_setting_in_the_file_env_is_taken_and_the_environment_wins(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"DATABASE_URL=sqlite:///{tmp_path / 'other.db'}\n")
    sla_bot(tmp_path, "db", "upgrade", DATABASE_URL="")
    sla_bot(tmp_path, "db", "upgrade")
    assert {path.name for path in tmp_path.glob("*.db")} == {"other.db", "sla-bot.db"}
