"""manifest.yml against what the bot does: its doors, and the Web API methods that its code calls."""

import json
import re
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

import commands
from bot.introduction import OPTIONAL, REQUIRED

ROOT = Path(__file__).parents[2]
MANIFEST: dict[str, Any] = YAML(typ="safe").load(ROOT / "manifest.yml")
CONTRACT = json.loads((ROOT / "sandbox" / "contract" / "methods_contract.json").read_text())["methods"]
SCOPES = MANIFEST["oauth_config"]["scopes"]
CALL = re.compile(r"client\.([a-z]+(?:_[a-zA-Z]+)+)\(|[\"']([a-z]+(?:\.[a-zA-Z]+)+)[\"']")


def doors(kind: str) -> set[str]:
    return {door.id for door in commands.DOORS if door.kind == kind}


def methods() -> set[str]:
    """The methods that the bot's code names, as `client.users_info(` or as "users.list"."""
    sources = [path.read_text() for path in (ROOT / "bot").glob("*.py")]
    sources += [path.read_text() for path in (ROOT / "commands").glob("*.py")]
    found = (one for source in sources for one in CALL.findall(source))
    flat = {method.replace(".", "_").lower(): method for method in CONTRACT}
    named = {(as_call or as_text).replace(".", "_").lower() for as_call, as_text in found}
    return {flat[name] for name in named if name in flat}


def test_the_slash_commands_are_the_doors() -> None:
    assert {one["command"] for one in MANIFEST["features"]["slash_commands"]} == doors("command")


def test_the_shortcuts_are_the_doors() -> None:
    offered = {(one["type"], one["callback_id"]) for one in MANIFEST["features"]["shortcuts"]}
    there = {("global", door) for door in doors("shortcut")} | {("message", door) for door in doors("message_shortcut")}
    assert offered == there


def test_the_events_are_the_doors() -> None:
    events = MANIFEST["settings"].get("event_subscriptions", {}).get("bot_events", [])
    assert set(events) == doors("event")


def test_the_home_tab_is_on_only_where_somebody_opens_its_door() -> None:
    assert MANIFEST["features"]["app_home"]["home_tab_enabled"] is ("app_home_opened" in doors("event"))


def test_the_command_escapes_people_and_channels() -> None:
    assert all(one["should_escape"] for one in MANIFEST["features"]["slash_commands"])


def test_each_method_that_the_code_calls_has_its_scope() -> None:
    granted = {*SCOPES["bot"], *SCOPES["bot_optional"]}
    needs = {method: set(CONTRACT[method]["bot_scopes"]) for method in methods()}
    assert "chat.postMessage" in needs and "users.list" in needs
    assert not {method: scopes for method, scopes in needs.items() if scopes and not scopes & granted}


def test_no_scope_is_asked_for_that_nothing_needs() -> None:
    needed = {scope for method in methods() for scope in CONTRACT[method]["bot_scopes"]}
    beyond_methods = {"commands", "users:read.email"}
    assert {*SCOPES["bot"], *SCOPES["bot_optional"]} <= needed | beyond_methods


def test_the_bot_warns_about_the_scopes_that_the_manifest_asks_for() -> None:
    assert set(SCOPES["bot"]) == REQUIRED and set(SCOPES["bot_optional"]) == OPTIONAL


def test_the_limits_of_names_are_kept() -> None:
    assert len(MANIFEST["display_information"]["name"]) <= 35
    assert all(len(one["name"]) <= 24 and len(one["description"]) <= 150 for one in MANIFEST["features"]["shortcuts"])
