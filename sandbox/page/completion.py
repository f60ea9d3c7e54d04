"""What the composer offers to complete: commands after /, people after @, channels after #."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sandbox.channels import IM, PUBLIC
from sandbox.page import places
from sandbox.people import Person
from sandbox.state import Workspace

TOKEN = re.compile(r"(?<!\S)([@#])([\w.-]*)$")
WORD = re.compile(r"^(/\S+)\s+(\S*)$")
MOST = 8
BROADCASTS = {"channel": "Tells everyone in this channel", "here": "Tells everyone who is active"}


@dataclass(frozen=True)
class Option:
    """One line of the list: what it puts in, and what stands beside it."""

    text: str
    label: str
    hint: str = ""


@dataclass(frozen=True)
class Completion:
    """Options for the piece of text between `start` and `end`; an eager one has its first option chosen already."""

    options: tuple[Option, ...]
    start: int
    end: int
    is_eager: bool

    def applied(self, text: str, chosen: int) -> tuple[str, int]:
        """The text with an option put in, and where the caret stands then."""
        put_in = self.options[chosen].text + " "
        rest = text[self.end :].removeprefix(" ")
        return text[: self.start] + put_in + rest, self.start + len(put_in)


def complete(workspace: Workspace, viewer: Person, text: str, caret: int) -> Completion | None:
    """What fits before the caret; None when nothing does, or what does is written already."""
    before = text[:caret]
    if before.startswith("/") and " " not in before:
        return _completion(_commands(workspace, before), 0, caret, before)
    if token := TOKEN.search(before):
        kind, typed = token.groups()
        found = _people(workspace, typed) if kind == "@" else _channels(workspace, viewer, typed)
        return _completion(found, token.start(), caret, kind + typed)
    if word := WORD.match(before):
        return _completion(_words(workspace, *word.groups()), word.start(2), caret, word[2], is_eager=False)
    return None


def _completion(found: Iterable[Option], start: int, end: int, typed: str, is_eager: bool = True) -> Completion | None:
    options = tuple(found)[:MOST]
    if not options or options[0].text == typed:
        return None
    return Completion(options, start, end, is_eager)


def _commands(workspace: Workspace, typed: str) -> Iterable[Option]:
    for one in workspace.manifest.commands:
        if one.name.startswith(typed):
            yield Option(one.name, f"{one.name} {_short(one.usage_hint)}".strip(), one.description)


def _words(workspace: Workspace, command: str, typed: str) -> Iterable[Option]:
    known = workspace.manifest.command(command)
    words = re.findall(r"(?:^|\|)\s*([\w-]+)", known.usage_hint) if known else []
    return (Option(word, f"{command} {word}") for word in words if word.startswith(typed))


def _people(workspace: Workspace, typed: str) -> Iterable[Option]:
    folded = typed.lower()
    everyone = sorted([*places.persons(workspace), workspace.bot], key=lambda one: not one.name.startswith(folded))
    for one in everyone:
        if any(name.lower().startswith(folded) for name in (one.name, *one.real_name.split())):
            yield Option(f"@{one.name}", one.real_name, "App" if one.is_bot else one.title)
    for name, what in BROADCASTS.items():
        if typed and name.startswith(folded):
            yield Option(f"@{name}", f"@{name}", what)


def _channels(workspace: Workspace, viewer: Person, typed: str) -> Iterable[Option]:
    for one in workspace.channels:
        is_seen = one.kind == PUBLIC or viewer.id in one.members
        if one.kind != IM and is_seen and one.name.startswith(typed.lower()):
            yield Option(f"#{one.name}", f"#{one.name}", "" if one.kind == PUBLIC else "Private")


def _short(usage_hint: str) -> str:
    words = usage_hint.split(" | ")
    return " | ".join(words[:5]) + (" | …" if len(words) > 5 else "")
