"""The charts as pictures. The only place that imports matplotlib; it runs in a process of its own."""

import warnings

from messages.charts import Chart, Waterfall
from messages.drawing.bars import draw_bars
from messages.drawing.picture import Picture
from messages.drawing.waterfall import draw_waterfall

_picture = Picture()


def render(chart: Chart) -> bytes:
    """The chart as a PNG of 1200 x 675 pixels; the same chart gives the same bytes. Not safe among threads."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")  # a script that no font here knows is drawn as boxes
        if isinstance(chart, Waterfall):
            draw_waterfall(_picture, chart)
        else:
            draw_bars(_picture, chart)
        return _picture.png()
