"""The parts of refusals that say who did it and when."""

import re
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

SLACK_ID = re.compile(r"[UW][A-Z0-9]{2,}", re.ASCII)


def who(key: str | None) -> str:
    """A person's key as a sentence shows it: Slack draws the name behind an id."""
    if key is None:
        return "somebody"
    return f"<@{key}>" if SLACK_ID.fullmatch(key) else key[:40].translate({60: None, 62: None, 38: None})


def when(at: datetime, zone: ZoneInfo) -> str:
    """An instant as people of the zone say it: `10:03 on 5 October`."""
    local = at.astimezone(zone)
    return f"{local:%H:%M} on {local.day} {local:%B}"


def amount(value: Decimal) -> str:
    """An amount with separated thousands: `5,000` or `1,234.5`."""
    return f"{value.normalize():,f}"


def quoted(text: str) -> str:
    """What somebody typed, short and in quotes."""
    short = " ".join(text.split())
    return f"“{short[:40]}…”" if len(short) > 40 else f"“{short}”"
