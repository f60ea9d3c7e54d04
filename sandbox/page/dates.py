"""Slack's date tokens, as one reader sees them: in their zone, seen from now."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

TOKEN = re.compile(r"\{([a-z_]+)\}")
HALF_A_YEAR = timedelta(days=183)
STEPS = ((60, "second"), (3600, "minute"), (86_400, "hour"), (30 * 86_400, "day"), (365 * 86_400, "month"))
NEIGHBOURS = {-1: "yesterday", 0: "today", 1: "tomorrow"}


def written(form: str, at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """The text of a format such as `{date_short_pretty} at {time}`; ValueError for a token that Slack has not."""
    here, today = at.astimezone(zone), now.astimezone(zone)
    return TOKEN.sub(lambda found: _one(found[1], here, today, is_first=found.start() == 0), form)


def _one(form: str, here: datetime, today: datetime, is_first: bool) -> str:
    if form == "ago":
        return _ago(here - today)
    plain = form.removesuffix("_pretty")
    if plain != form:
        days = (here.date() - today.date()).days
        if days in NEIGHBOURS:
            return NEIGHBOURS[days].capitalize() if is_first else NEIGHBOURS[days]
    return _plain(plain, here, today)


def _plain(form: str, here: datetime, today: datetime) -> str:
    year = "" if abs(here - today) < HALF_A_YEAR else f", {here.year}"
    same_year = "" if here.year == today.year else f", {here.year}"
    ordinal = f"{here.day}{_suffix(here.day)}"
    forms = {
        "date_num": f"{here:%Y-%m-%d}",
        "date_slash": f"{here:%d/%m/%Y}",
        "date": f"{here:%B} {ordinal}{year}",
        "date_short": f"{here:%b} {here.day}{year}",
        "date_long": f"{here:%A}, {here:%B} {ordinal}, {here.year}",
        "date_long_full": f"{here:%B} {here.day}, {here.year}",
        "day_divider": f"{here:%A}, {here:%B} {ordinal}{same_year}",
        "time": f"{_hour(here)}:{here:%M %p}",
        "time_secs": f"{_hour(here)}:{here:%M:%S %p}",
    }
    if form not in forms:
        raise ValueError(f"Slack knows no date token {form}.")
    return forms[form]


def _hour(here: datetime) -> int:
    return here.hour % 12 or 12


def _suffix(day: int) -> str:
    return "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _ago(ahead: timedelta) -> str:
    seconds = abs(int(ahead.total_seconds()))
    unit_seconds, unit = 1, "second"
    for limit, name in STEPS:
        unit = name
        if seconds < limit:
            break
        unit_seconds = limit
    else:
        unit = "year"
    count = seconds // unit_seconds
    words = f"{count} {unit}{'' if count == 1 else 's'}"
    return f"in {words}" if ahead > timedelta() else f"{words} ago"
