"""docs/sandbox.md names everything that can be turned, ordered and called."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from sandbox.changes import CHANGES
from sandbox.fault_rules import KINDS
from sandbox.gestures import GESTURES
from sandbox.looking import CONTROLS
from sandbox.settings import Settings
from sandbox.web_api import METHODS

GUIDE = (Path(__file__).parent.parent.parent / "docs" / "sandbox.md").read_text("utf-8")
NAMES = set(re.findall(r"`(?:POST |GET )?([\w.]+)", GUIDE))
SHORT = {
    f"{name.rsplit('.', 1)[0]}.{tail}"
    for name in NAMES
    if "." in name
    for tail in re.findall(r"`\.(\w+(?:\.\w+)?)`", GUIDE)
}


@pytest.mark.parametrize("setting", [one.name for one in fields(Settings)])
def test_each_setting_is_in_the_guide(setting: str) -> None:
    assert setting in NAMES


@pytest.mark.parametrize("kind", [*KINDS, "cut_sockets", "deafen_sockets", "refuse_connections"])
def test_each_fault_is_in_the_guide(kind: str) -> None:
    assert kind in NAMES or f"kind: {kind}" in GUIDE


@pytest.mark.parametrize("control", [*GESTURES, *CHANGES, *CONTROLS, "expect", "wait_for", "preset"])
def test_each_control_is_in_the_guide(control: str) -> None:
    assert control in NAMES


@pytest.mark.parametrize("method", METHODS)
def test_each_method_that_is_served_is_in_the_guide(method: str) -> None:
    assert method in NAMES | SHORT
