"""The text of a slash command as it leaves Slack's client, escaped or not."""

import re

from sandbox.channels import IM, PUBLIC
from sandbox.state import Workspace

TOKEN = re.compile(r"(?<![\w@/&])@([A-Za-z0-9][\w.-]*)|(?<![\w/&])#([\w-]+)|(https?://[^\s<>]+)")
BROADCASTS = ("channel", "here", "everyone")


def written(workspace: Workspace, text: str, should_escape: bool) -> str:
    """The text with `& < >` escaped and, when the command says so, people, channels and URLs as tokens."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return mention(workspace, safe) if should_escape else safe


def mention(workspace: Workspace, safe: str) -> str:
    """Known people, channels and URLs as tokens; unknown ones stay plain text."""
    return TOKEN.sub(lambda found: _token(workspace, found), safe)


def _token(workspace: Workspace, found: "re.Match[str]") -> str:
    name, channel, url = found.groups()
    if url:
        return f"<{url}>"
    if channel:
        return _channel(workspace, channel) or found[0]
    return _person(workspace, name) or found[0]


def _person(workspace: Workspace, name: str) -> str | None:
    bare = name.rstrip(".")
    if bare in BROADCASTS:
        return f"<!{bare}>" + name[len(bare) :]
    person = workspace.people.named(bare)
    return f"<@{person.id}|{person.name}>" + name[len(bare) :] if person else None


def _channel(workspace: Workspace, name: str) -> str | None:
    channel = workspace.channels.named(name)
    if channel is None or channel.kind == IM:
        return None
    return f"<#{channel.id}|{channel.name if channel.kind == PUBLIC else ''}>"
