"""Interleaved medians: what a call costs, in wall and in CPU seconds, beside others in the same run."""

from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter, process_time

Call = Callable[[], object]
Cost = tuple[float, float]

ROUND = 0.01  # seconds that one case takes in a round when no number is given: short, so that a busy machine hits all
UNITS = (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6), ("ns", 1e-9))
HEAD = f"{'wall (CPU)':<26} | {'floor':>21} | {'peer':>21} | {'ours':>21} | ratio of CPU times"


def measure(cases: Mapping[str, Call], rounds: int = 5, number: int | None = None) -> dict[str, Cost]:
    """Return the median wall and CPU seconds of one call of each; every round calls them all, one after the other.

    Without `number`, each is called as often as fits into ten milliseconds, once at least.
    """
    numbers = {name: number or _fitting(call) for name, call in cases.items()}
    seen: dict[str, list[Cost]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, call in cases.items():
            seen[name].append(_once(call, numbers[name]))
    return {name: (median(wall for wall, _ in costs), median(cpu for _, cpu in costs)) for name, costs in seen.items()}


def row(title: str, ours: Cost, floor: Cost | None = None, peer: Cost | None = None) -> str:
    """Print and return one line, in wall and in CPU time: floor, peer, ours, and the ratio to each."""
    columns = [f"{written(cost):>21}" for cost in (floor, peer, ours)]
    ratios = [f"{over(ours, floor):,.2f} x floor"] if floor else []
    ratios += [f"{over(peer, ours):,.1f} x faster than peer"] if peer else []
    line = " | ".join([f"{title:<26}", *columns, ", ".join(ratios)])
    print(line)
    return line


def over(one: Cost, other: Cost) -> float:
    """Return how many times the CPU time of the other the one takes: on a busy machine the wall tells less."""
    return one[1] / other[1]


def verdict(promise: str, holds: bool) -> bool:
    """Print whether a line to reach holds, and return it."""
    print(f"{'holds ' if holds else 'MISSED'} {promise}")
    return holds


def written(cost: Cost | None) -> str:
    """Return wall and CPU time of a cost in fitting units, or a dash."""
    return f"{seconds(cost[0])} ({seconds(cost[1])})" if cost else "–"


def seconds(length: float) -> str:
    """Return a length of time in a fitting unit."""
    name, unit = next((each for each in UNITS if length >= each[1]), UNITS[-1])
    return f"{length / unit:,.1f} {name}"


def _once(call: Call, number: int) -> Cost:
    wall, cpu = perf_counter(), process_time()
    for _ in range(number):
        call()
    return (perf_counter() - wall) / number, (process_time() - cpu) / number


def _fitting(call: Call) -> int:
    number = 1
    while (cpu := _once(call, number)[1] * number) < ROUND / 4:
        number *= 4
    return max(1, round(number * ROUND / cpu))
