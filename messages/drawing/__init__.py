"""The charts as pictures. The only place that imports matplotlib; it runs in a process of its own."""

import warnings
from typing import Any

from messages.charts import Bars, Chart, Stack, Waterfall
from messages.drawing.bars import draw_bars
from messages.drawing.picture import Picture, png
from messages.drawing.waterfall import draw_waterfall

_picture = Picture()


def render(chart: Chart) -> bytes:
    """The chart as a PNG, 1200 x 675 pixels for each in a stack; the same chart gives the same bytes.

    Not safe among threads.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")  # a script that no font here knows is drawn as boxes
        return png([_pixels(each) for each in (chart.charts if isinstance(chart, Stack) else (chart,))])


def _pixels(chart: Waterfall | Bars) -> Any:
    if isinstance(chart, Waterfall):
        draw_waterfall(_picture, chart)
    else:
        draw_bars(_picture, chart)
    return _picture.pixels()
