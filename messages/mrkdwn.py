"""Tokens for our own mrkdwn: people, dates in the reader's own zone, links, bold."""

import re
from datetime import UTC, datetime
from typing import Final

from messages.text import Untrusted, escape, plain

DATE_FORMAT: Final = "{date_short_pretty} {time}"
_PERSON: Final = re.compile(r"[UW][A-Z0-9]{2,}")
_ADDRESS: Final = re.compile(r"https?://[^\s<>|\"]+")


def is_person(text: str) -> bool:
    """Whether the text is a Slack user id, and so may become a mention."""
    return _PERSON.fullmatch(text) is not None


def is_address(text: str) -> bool:
    """Whether the text is a web address that may become a link."""
    return _ADDRESS.fullmatch(text) is not None


def user(person: str) -> str:
    """A mention of a Slack user id; anybody else as plain text, which notifies nobody."""
    return f"<@{person}>" if is_person(person) else Untrusted(person).mrkdwn()


def opening(person: str) -> str:
    """As `user`, to begin a sentence with: “The operator”, where no Slack user did it."""
    return user(person) if is_person(person) else Untrusted(person[:1].upper() + person[1:]).mrkdwn()


def date(instant: datetime, fallback: str | None = None) -> str:
    """The instant as each reader's Slack shows it in their own zone; `fallback` where it can't."""
    return f"<!date^{int(instant.timestamp())}^{DATE_FORMAT}|{in_token(fallback or utc_words(instant))}>"


def link(address: str, text: str) -> str:
    """A link to an address of our own; only the text when it is not a web address."""
    shown = Untrusted(text).mrkdwn().replace("|", "/")
    return f"<{escape(address)}|{shown}>" if is_address(address) else shown


def bold(text: str | Untrusted) -> str:
    """The text in bold; no mark inside it can end that early."""
    return f"*{(text if isinstance(text, Untrusted) else Untrusted(text)).mrkdwn()}*"


def in_token(text: str) -> str:
    """The text as it may stand inside `<…|here>`."""
    return escape(plain(text).replace("|", "/"))


def utc_words(instant: datetime) -> str:
    """The instant in words and UTC, such as `12 Oct 2026, 09:00 UTC`."""
    return f"{instant.astimezone(UTC):%-d %b %Y, %H:%M} UTC"
