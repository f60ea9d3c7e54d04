"""Reads a file of YAML or JSON and remembers where each thing stands, so that a mistake is named by line and column."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from sandbox.wire import Refused

NAMES = {dict: "a mapping", list: "a list", str: "text", bool: "true or false"}


@dataclass(frozen=True)
class Place:
    """One mapping of the file; `path` says where, as features.slash_commands[0]."""

    file: str
    written: Any
    path: str = ""

    def names(self) -> set[str]:
        """The names in it."""
        return set(self.written) if isinstance(self.written, dict) else set()

    def part(self, name: str) -> "Place":
        """The mapping of a name, empty when it is left out."""
        return Place(self.file, self._value(name, dict, {}), self._below(name))

    def parts(self, name: str) -> list["Place"]:
        """The mappings of a list, none when it is left out."""
        found = self._value(name, list, [])
        for place, one in enumerate(found):
            if not isinstance(one, dict):
                raise self.refusal(f"{self._below(name)}[{place}] has to be a mapping", name)
        return [Place(self.file, one, f"{self._below(name)}[{place}]") for place, one in enumerate(found)]

    def text(self, name: str, otherwise: str | None = None) -> str:
        """The text of a name; Refused when it is left out and there is nothing else to take."""
        if otherwise is None and name not in self.names():
            raise self.refusal(f"{self.path or 'it'} needs a `{name}`")
        return str(self._value(name, str, otherwise))

    def flag(self, name: str, otherwise: bool) -> bool:
        """The true or false of a name."""
        return bool(self._value(name, bool, otherwise))

    def texts(self, name: str) -> list[str]:
        """The texts of a list, none when it is left out."""
        found = self._value(name, list, [])
        for one in found:
            if not isinstance(one, str):
                raise self.refusal(f"{self._below(name)} is a list of texts, and {one} is none", name)
        return [str(one) for one in found]

    def refusal(self, sentence: str, name: str = "") -> Refused:
        """What is wrong here, with line and column where the file has them."""
        return Refused(f"{self.file}{self._where(name)}: {sentence}.")

    def _value(self, name: str, kind: type, otherwise: Any) -> Any:
        if name not in self.names() or self.written[name] is None:
            return otherwise
        if not isinstance(self.written[name], kind):
            raise self.refusal(f"{self._below(name)} has to be {NAMES[kind]}", name)
        return self.written[name]

    def _below(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def _where(self, name: str) -> str:
        marks = getattr(self.written, "lc", None)
        if marks is None or marks.line is None:
            return ""
        line, column = marks.value(name) if name in self.names() else (marks.line, marks.col)
        return f", line {line + 1}, column {column + 1}"


def read_place(path: Path) -> Place:
    """The whole file; Refused with line and column when it does not parse."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as why:
        raise Refused(f"{path} can't be read: {why}.") from why
    if path.suffix == ".json":
        return Place(str(path), _json(path, text))
    try:
        return Place(str(path), YAML().load(text))
    except MarkedYAMLError as why:
        mark = why.problem_mark or why.context_mark
        where = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise Refused(f"{path}{where}: it does not parse as YAML: {why.problem or why.context}.") from why
    except YAMLError as why:
        raise Refused(f"{path} does not parse as YAML: {why}.") from why


def _json(path: Path, text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as why:
        where = f"line {why.lineno}, column {why.colno}"
        raise Refused(f"{path}, {where}: it does not parse as JSON: {why.msg}.") from why
