"""A file that a message brings: what it holds, or the document that is printed for it."""

from dataclasses import dataclass

from messages.paper import Paper


@dataclass(frozen=True)
class Attachment:
    """The file's name, what it is called in Slack, and its content; a document is printed as it is sent."""

    name: str
    title: str
    content: bytes | Paper
