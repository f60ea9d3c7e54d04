"""What one chart of 1200 x 675 costs, warm, against pyplot with its defaults and bare Agg; and what two cores draw."""

import io
import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path as FilePath
from statistics import median
from typing import Any

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform
from PIL import Image

from benchmarks.measure import HEAD, measure, row, seconds, verdict
from messages.charts import Drawer, Waterfall
from messages.drawing import render

DAYS = tuple(date(2026, 10, 1) + timedelta(days=number) for number in range(31))
LINE = tuple(100 * (number + 1) / 31 for number in range(31))
CHART = Waterfall("Leads handed to sales", "leads", DAYS, LINE, LINE[:12], 100.0, "ahead", "Marketing")
WORKLOAD = 40

_draws = count()


def _another() -> Waterfall:
    """Not the same picture twice: another party's count on the same day."""
    behind = 0.5 + next(_draws) % 40 / 100
    return replace(CHART, actual=tuple(value * behind for value in LINE[:12]))


def _another_day() -> Waterfall:
    """Another day of the month each time."""
    return replace(CHART, actual=LINE[: 1 + next(_draws) % 31])


def pyplot() -> bytes:
    """The same content as anybody would write it first."""
    chart = _another()
    figure, axes = plt.subplots(figsize=(12, 6.75))
    axes.plot(DAYS, chart.line, "--", label="goal")
    axes.plot(DAYS[:12], chart.actual, label="actual")
    axes.fill_between(DAYS[:12], chart.actual, alpha=0.2)
    axes.set_title(chart.title)
    axes.set_ylabel(chart.unit)
    axes.grid(visible=True)
    axes.legend()
    picture = io.BytesIO()
    figure.savefig(picture, format="png")
    plt.close(figure)
    return picture.getvalue()


def bare_agg() -> bytes:
    """The floor: the strokes and the area alone, no words, no figure, straight to Agg, and a PNG by Pillow."""
    renderer: Any = RendererAgg(1200, 675, 72)
    upright = IdentityTransform()
    pen = renderer.new_gc()
    pen.set_linewidth(5)
    rising = np.column_stack([np.linspace(150, 1010, 31), np.linspace(96, 478, 31)])
    card = Path([(2, 2), (1198, 2), (1198, 673), (2, 673), (2, 2)])
    under = Path(np.vstack([rising[:12], [rising[11][0], 96], [150, 96]]))
    renderer.draw_path(pen, card, upright, (0.98, 0.98, 1.0))
    renderer.draw_path(pen, under, upright, (0.8, 0.9, 1.0))
    for height in np.linspace(96, 478, 5):
        renderer.draw_path(pen, Path([(150, height), (1010, height)]), upright)
    renderer.draw_path(pen, Path(rising), upright)
    renderer.draw_path(pen, Path(rising[:12]), upright)
    picture = io.BytesIO()
    Image.fromarray(np.asarray(renderer.buffer_rgba())).save(picture, "png")
    return picture.getvalue()


def _drawn_by(drawers: Sequence[Drawer]) -> tuple[float, float]:
    """Charts a second, and CPU seconds a chart, when each drawer draws its share in a thread of its own."""
    share = WORKLOAD // len(drawers)

    def draw_share(drawer: Drawer) -> None:
        for _ in range(share):
            drawer.draw(_another())

    began, spent = time.perf_counter(), _cpu_seconds(drawers)
    with ThreadPoolExecutor(len(drawers)) as threads:
        list(threads.map(draw_share, drawers))
    return WORKLOAD / (time.perf_counter() - began), (_cpu_seconds(drawers) - spent) / WORKLOAD


def _cpu_seconds(drawers: Sequence[Drawer]) -> float:
    """What this process and the drawing ones have spent so far."""
    counters = [FilePath(f"/proc/{drawer.pid}/stat").read_text().rsplit(")", 1)[1].split() for drawer in drawers]
    return time.process_time() + sum(int(each[11]) + int(each[12]) for each in counters) / os.sysconf("SC_CLK_TCK")


def one_core() -> None:
    """Prints what a chart costs here, and whether that is cheap enough."""
    ours: dict[str, Callable[[], object]] = {
        "ours": lambda: render(_another()),
        "ours, another day each time": lambda: render(_another_day()),
    }
    costs = measure({"pyplot": pyplot, "floor": bare_agg, **ours}, rounds=5, number=6)
    print(HEAD.replace("peer", "pyplot", 1))
    for name in ours:
        row(name, costs[name], costs["floor"], costs["pyplot"])
    to_pyplot, to_floor = (max(costs[name][1] for name in ours) / costs[peer][1] for peer in ("pyplot", "floor"))
    verdict(f"CPU {to_pyplot:.2f} x pyplot, to reach 0.3", to_pyplot <= 0.3)
    verdict(f"CPU {to_floor:.2f} x bare Agg, to reach 3.5", to_floor <= 3.5)


def two_cores() -> None:
    """Prints what two drawing processes do together against one alone; the CPU says it even on a busy machine."""
    drawers = [Drawer(), Drawer()]
    for drawer in drawers:
        drawer.draw(CHART)
    rounds = [(*_drawn_by(drawers[:1]), *_drawn_by(drawers)) for _ in range(5)]
    for drawer in drawers:
        drawer.close()
    alone, alone_cpu, both, both_cpu = (median(figures) for figures in zip(*rounds, strict=True))
    print(f"one child {alone:.1f} charts/s at {seconds(alone_cpu)} CPU, two {both:.1f} at {seconds(both_cpu)} each")
    free = 2 * alone_cpu / both_cpu
    verdict(f"two free cores draw {free:.2f} x one ({both / alone:.2f} x by the wall now), to reach 2", free >= 1.8)


def main() -> None:
    """Prints all of it."""
    one_core()
    two_cores()


if __name__ == "__main__":
    main()
