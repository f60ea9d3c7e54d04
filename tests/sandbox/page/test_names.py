"""What ids and instants are called, by reader."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from sandbox.page import dates
from tests.sandbox.page.hostile import reader

NEW_YORK, ROME = ZoneInfo("America/New_York"), ZoneInfo("Europe/Rome")
NOW = datetime(2026, 10, 5, 15, 0, tzinfo=UTC)


def written(form: str, at: datetime, zone: ZoneInfo = NEW_YORK) -> str:
    return dates.written(form, at, NOW, zone)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("{date_num}", "2026-10-02"),
        ("{date_slash}", "02/10/2026"),
        ("{date}", "October 2nd"),
        ("{date_short}", "Oct 2"),
        ("{date_long}", "Friday, October 2nd, 2026"),
        ("{date_long_full}", "October 2, 2026"),
        ("{day_divider_pretty}", "Friday, October 2nd"),
        ("{time}", "8:05 AM"),
        ("{time_secs}", "8:05:09 AM"),
        ("{ago}", "3 days ago"),
        ("Due {date_short_pretty} at {time}", "Due Oct 2 at 8:05 AM"),
    ],
)
def test_each_of_slacks_tokens_is_known(form: str, words: str) -> None:
    assert written(form, datetime(2026, 10, 2, 12, 5, 9, tzinfo=UTC)) == words


@pytest.mark.parametrize(("day", "words"), [(4, "Yesterday"), (5, "Today"), (6, "Tomorrow"), (7, "October 7th")])
def test_days_around_now_go_by_their_names(day: int, words: str) -> None:
    assert written("{date_pretty}", datetime(2026, 10, day, 15, 0, tzinfo=UTC)) == words


def test_within_a_sentence_a_day_is_small() -> None:
    assert written("since {date_pretty}", NOW) == "since today"


def test_a_year_is_named_when_it_is_half_a_year_away() -> None:
    assert written("{date_short}", datetime(2025, 10, 3, tzinfo=UTC)) == "Oct 2, 2025"


def test_each_reads_an_instant_in_their_own_zone() -> None:
    midnight = datetime(2026, 10, 5, 23, 30, tzinfo=UTC)
    assert (written("{time}", midnight), written("{time}", midnight, ROME)) == ("7:30 PM", "1:30 AM")
    assert written("{date_pretty}", midnight, ROME) == "Tomorrow"


@pytest.mark.parametrize(
    ("day", "words"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (12, "12th"), (23, "23rd")]
)
def test_days_have_their_endings(day: int, words: str) -> None:
    assert written("{date}", datetime(2026, 9, day, 12, tzinfo=UTC)).endswith(f" {words}")


def test_an_instant_ahead_is_still_to_come() -> None:
    assert written("{ago}", datetime(2026, 10, 5, 16, 30, tzinfo=UTC)) == "in 1 hour"


def test_an_unknown_token_is_refused() -> None:
    with pytest.raises(ValueError, match="date_of_birth"):
        written("{date_of_birth}", NOW)


def test_an_instant_beyond_all_calendars_is_refused() -> None:
    with pytest.raises(ValueError, match="no instant"):
        reader().instant(1e30)


def test_strangers_keep_their_ids() -> None:
    names = reader()
    assert (names.person("U0"), names.channel("C0"), names.full("U0")) == ("U0", "C0", "U0")


def test_a_direct_message_goes_by_the_other_one() -> None:
    names = reader()
    direct = names.workspace.direct(names.viewer)
    assert names.channel(direct.id) == names.workspace.bot.real_name
