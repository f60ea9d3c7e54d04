"""The line of compiled years, as it grows."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sla.compiled import CompiledYears
from sla.timeline import Timeline
from tests.sla.clocks import NINE_TO_SIX, WEEKDAYS, calendar, office

ROME = ZoneInfo("Europe/Rome")


def years() -> CompiledYears:
    return CompiledYears(calendar(dict.fromkeys(WEEKDAYS[:5], NINE_TO_SIX)), ROME)


def noon(year: int) -> datetime:
    return datetime(year, 6, 1, 12, tzinfo=UTC)


def span(line: Timeline) -> tuple[int, int]:
    return line.begins.astimezone(ROME).year, line.ends.astimezone(ROME).year


def test_only_the_year_that_is_asked_for_is_compiled() -> None:
    assert span(years().covering(noon(2026))) == (2026, 2027)


def test_the_line_grows_at_both_ends_without_holes() -> None:
    ours = years()
    assert [span(ours.covering(noon(year))) for year in (2026, 2028, 2024)] == [
        (2026, 2027),
        (2026, 2029),
        (2024, 2029),
    ]


def test_the_stopwatch_reads_the_same_when_the_line_grows() -> None:
    ours = years()
    first = ours.covering(noon(2026)).reading(noon(2026))
    assert ours.covering(noon(2023)).reading(noon(2026)) == first


def test_a_line_once_handed_out_does_not_change() -> None:
    ours = years()
    line = ours.covering(noon(2026))
    ours.covering(noon(2030))
    assert span(line) == (2026, 2027)


def test_a_year_begins_at_its_local_midnight() -> None:
    line = years().covering(datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
    assert line.begins == datetime(2026, 12, 31, 23, tzinfo=UTC)


def test_many_threads_may_ask_one_clock() -> None:
    hours, window = office(), timedelta(hours=40)
    starts = [datetime(2000 + number % 50, 6, 1, 12, tzinfo=UTC) for number in range(300)]
    with ThreadPoolExecutor(16) as threads:
        asked = list(threads.map(lambda start: hours.due(start, window), starts))
    assert asked == [office().due(start, window) for start in starts[:50]] * 6
