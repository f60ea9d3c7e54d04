"""The settings, read in a folder and an environment of their own."""

import contextlib
import os
from pathlib import Path

import pytest

from bot import settings
from bot.errors import BadSettings

ROOT = Path(__file__).parents[2]
KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="


def read(folder: Path, kind: str = "RunSettings", **environment: str) -> str:
    """The settings of this folder and environment as they print, or the refusal."""
    before = dict(os.environ)
    try:
        os.environ.clear()
        os.environ.update(environment)
        with contextlib.chdir(folder):
            return repr(getattr(settings, kind).read())
    except BadSettings as error:
        return str(error)
    finally:
        os.environ.update(before)
        for name in set(os.environ) - set(before):
            del os.environ[name]


def test_all_that_is_missing_or_wrong_is_told_together(tmp_path: Path) -> None:
    told = read(tmp_path, SLACK_BOT_TOKEN="oops", DATABASE_URL="mysql://x", PORT="high", SLA_BOT_FAILPOINT="x")
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "DATABASE_URL", "PORT", "SLA_BOT_FAILPOINT"):
        assert f"  {name} " in told


def test_a_wrong_secret_is_not_shown(tmp_path: Path) -> None:
    assert "canary" not in read(tmp_path, SLACK_BOT_TOKEN="canary", SLA_BOT_SECRET_KEY="canary")


def test_tokens_do_not_show_in_a_printed_setting(tmp_path: Path) -> None:
    told = read(tmp_path, SLACK_BOT_TOKEN="xoxb-canary", SLACK_APP_TOKEN="xapp-canary")
    assert "slack_bot_token" in told and "canary" not in told


def test_the_file_env_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=xoxb-1\nSLACK_APP_TOKEN=xapp-1\nPORT=4000\nHOST=0.0.0.0\n")
    told = read(tmp_path, PORT="5000")
    assert "port=5000" in told and "host='0.0.0.0'" in told


def test_http_needs_the_signing_secret_and_no_app_token(tmp_path: Path) -> None:
    assert "SLACK_SIGNING_SECRET is missing" in read(tmp_path, "HttpSettings", SLACK_BOT_TOKEN="xoxb-1")
    told = read(tmp_path, "HttpSettings", SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="s")
    assert told.startswith("HttpSettings(")


def test_a_signing_secret_is_a_way_in_as_well(tmp_path: Path) -> None:
    assert read(tmp_path, SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="s").startswith("RunSettings(")


def test_postgresql_requires_the_secret_key(tmp_path: Path) -> None:
    url = "postgresql+psycopg://u:p@h/n"
    assert "SLA_BOT_SECRET_KEY is required" in read(tmp_path, "Settings", DATABASE_URL=url)
    assert read(tmp_path, "Settings", DATABASE_URL=url, SLA_BOT_SECRET_KEY=KEY).startswith("Settings(")


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_is_refused(tmp_path: Path, url: str) -> None:
    assert "DATABASE_URL must name a file" in read(tmp_path, "Settings", DATABASE_URL=url)


def test_the_api_url_ends_in_a_slash(tmp_path: Path) -> None:
    told = read(tmp_path, "Settings", SLACK_API_URL="http://127.0.0.1:4100/api")
    assert "slack_api_url='http://127.0.0.1:4100/api/'" in told


def test_every_setting_is_in_the_example(tmp_path: Path) -> None:
    example = (ROOT / ".env.example").read_text()
    later = {"slack_client_id", "slack_client_secret"}
    names = [name.upper() for name in settings.Settings.model_fields if name not in later]
    assert not [name for name in names if f"{name}=" not in example]


def test_an_empty_setting_is_as_good_as_none(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SLACK_SIGNING_SECRET=\nSLA_BOT_FAILPOINT=\nDATABASE_URL=\n")
    assert "slack_signing_secret=None" in read(tmp_path, "Settings")
