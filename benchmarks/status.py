"""The figures of `/sla status`: by roll-ups they cost the same with a hundred times the leads."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

from benchmarks.loaded import NOW, Loaded, postgresql, sqlite
from benchmarks.measure import HEAD, Cost, measure, row, verdict
from storage.standing import figures, standing

WITHIN = 1.5
FLOOR = """
SELECT tier, SUM(handed_off), SUM(returned), SUM(value), SUM(followed_up), SUM(within_window), SUM(breached),
    SUM(overdue), SUM(speed_us), SUM(wall_us), SUM(unconnected), SUM(unconnected_attempts), SUM(customers),
    SUM(revenue), SUM(other_revenue)
FROM day WHERE agreement_id = {mark} AND "on" BETWEEN {mark} AND {mark} GROUP BY tier
"""
AN_INSTANT_EARLIER = timedelta(days=1)


def main() -> None:
    """Print each database's table, and whether the line to reach holds."""
    for databases in (sqlite(), postgresql()):
        show(databases)
        for each in databases:
            each.sessions.dispose()


def show(databases: list[Loaded]) -> None:
    """Print floor (the driver's query of the roll-ups), peer (the facts by covering indexes), ours."""
    with ExitStack() as stack:
        cases: dict[str, Callable[[], object]] = {}
        for each in databases:
            cases |= _cases(each, stack)
        costs = measure(cases, rounds=7)
    kind = databases[0].kind
    print(f"\n/sla status on {kind}\n{HEAD}")
    for each in databases:
        for what in ("standing", "figures"):
            size = each.size
            row(f"{what}, {size:,}", costs[f"{what} {size}"], costs[f"floor {size}"], costs[f"facts {size}"])
    for what in ("standing", "figures"):
        times = _times(kind, *(costs[f"{what} {each.size}"] for each in databases))
        verdict(f"{what} with 100 x the leads on {kind}: {times:.2f} x, to stay within {WITHIN}", times <= WITHIN)


def _times(kind: str, few: Cost, many: Cost) -> float:
    """How many times as long it took: on PostgreSQL by the wall, for the server's time is not ours."""
    place = 1 if kind == "sqlite" else 0
    return many[place] / few[place]


def _cases(loaded: Loaded, stack: ExitStack) -> dict[str, Callable[[], object]]:
    session, agreement = stack.enter_context(loaded.reading())
    period = agreement.terms.period_of(NOW.date())
    floor = FLOOR.format(mark="?" if loaded.kind == "sqlite" else "%s")
    asked = agreement.id, period.first_day, period.last_day
    cursor: Any = session.connection().connection.cursor()
    given = asked if loaded.kind == "postgresql" else (agreement.id, *(day.isoformat() for day in asked[1:]))
    with loaded.sessions.write() as writing:
        expected = standing(writing, agreement, period, NOW)
    assert expected.total.handed_off > loaded.size / 20
    return {
        f"floor {loaded.size}": lambda: cursor.execute(floor, given).fetchall(),
        f"standing {loaded.size}": lambda: standing(session, agreement, period, NOW),
        f"figures {loaded.size}": lambda: figures(session, agreement, NOW),
        f"facts {loaded.size}": lambda: standing(session, agreement, period, NOW - AN_INSTANT_EARLIER),
    }


if __name__ == "__main__":
    main()
