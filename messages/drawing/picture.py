"""A card of 1200 x 675 pixels to draw on, in pixels from its lower left corner, on one figure that is kept."""

import struct
import zlib
from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache
from typing import Any, Final, Literal

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, PathPatch, Polygon
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform

from messages.drawing.colours import CARD, EDGE, INK, WHITE

WIDTH: Final = 1200
HEIGHT: Final = 675
_DPI: Final = 72  # a point is a pixel
_KEPT_GROUNDS: Final = 4
_SCRIPTS: Final = ("Noto Sans CJK JP", "Noto Sans Hebrew", "Noto Sans Arabic", "Noto Sans Devanagari", "Noto Sans Thai")
_known: Final = {font.name for font in fontManager.ttflist}
_FAMILY: Final = ["DejaVu Sans", *(name for name in _SCRIPTS if name in _known)]

Across = Literal["left", "center", "right"]
Point = tuple[float, float]


class Picture:
    """Draws shapes at once, in the order in which they come, and gives the card's pixels."""

    def __init__(self) -> None:
        self._figure = Figure(figsize=(WIDTH / _DPI, HEIGHT / _DPI), dpi=_DPI)
        self._canvas = FigureCanvasAgg(self._figure)
        self._renderer: Any = self._canvas.get_renderer()  # type: ignore[no-untyped-call]
        self._grounds: dict[Hashable, Any] = {}
        self._upright = IdentityTransform()
        self._widths = lru_cache(2000)(self._measured)

    def ground(self, key: Hashable, draw: Callable[[], None]) -> None:
        """Starts afresh on a card with what `draw` puts on it; the same key finds it ready."""
        kept = self._grounds.pop(key, None)
        if kept is None:
            self._renderer.clear()
            self._card()
            draw()
            kept = self._renderer.copy_from_bbox(self._figure.bbox)
        else:
            self._renderer.restore_region(kept)
        self._grounds[key] = kept
        while len(self._grounds) > _KEPT_GROUNDS:
            self._grounds.pop(next(iter(self._grounds)))

    def line(
        self, points: Sequence[Point], colour: str, width: float, *, dashes: tuple[float, float] | None = None
    ) -> None:
        """A line with round ends and joints, dashed in multiples of its width."""
        shape = Line2D(
            [x for x, _ in points],
            [y for _, y in points],
            color=colour,
            linewidth=width,
            linestyle=(0, dashes) if dashes else "-",
            solid_capstyle="round",
            dash_capstyle="round",
            solid_joinstyle="round",
            dash_joinstyle="round",
        )
        self._draw(shape)

    def area(self, points: Sequence[Point], colour: str) -> None:
        """A filled polygon."""
        self._draw(Polygon(np.asarray(points), closed=True, facecolor=colour, edgecolor="none"))

    def dot(self, at: Point, radius: float, colour: str) -> None:
        """A round mark with a white rim."""
        for size, shade in ((radius + 4, WHITE), (radius, colour)):
            self._draw(PathPatch(Path.circle(at, size), facecolor=shade, edgecolor="none"))

    def bar(self, left: float, bottom: float, width: float, height: float, colour: str) -> None:
        """An upright bar, round at the top."""
        round_off = min(width / 2, height, 12)
        right, top = left + width, bottom + height
        corners = [
            (left, bottom),
            (left, top - round_off),
            (left, top),
            (left + round_off, top),
            (right - round_off, top),
            (right, top),
            (right, top - round_off),
            (right, bottom),
            (left, bottom),
        ]
        codes = [Path.MOVETO, Path.LINETO, *[Path.CURVE3] * 2, Path.LINETO, *[Path.CURVE3] * 2, Path.LINETO]
        self._draw(PathPatch(Path(corners, [*codes, Path.CLOSEPOLY]), facecolor=colour, edgecolor="none"))

    def text(
        self, at: Point, words: str, size: float, colour: str = INK, *, bold: bool = False, across: Across = "left"
    ) -> None:
        """Words on the base line `at`, starting, centred or ending there."""
        share = {"left": 0.0, "center": 0.5, "right": 1.0}[across]
        left = at[0] - (share * self.width(words, size, bold=bold) if share else 0.0)
        pen = self._renderer.new_gc()
        pen.set_foreground(colour)
        # Straight to the renderer, so that a dollar sign never starts a formula; its y counts from the top.
        self._renderer.draw_text(pen, left, HEIGHT - at[1], words, _font(size, bold), 0, ismath=False)
        pen.restore()

    def width(self, words: str, size: float, *, bold: bool = False) -> float:
        """How wide the words come out, in pixels."""
        return self._widths(words, size, bold)

    def fitted(self, words: str, size: float, most: float, *, bold: bool = False) -> str:
        """The words, cut with an ellipsis until they are at most `most` pixels wide."""
        if self.width(words, size, bold=bold) <= most:
            return words
        fits, over = 0, len(words)
        while over - fits > 1:
            middle = (fits + over) // 2
            wide = self.width(words[:middle] + "…", size, bold=bold)
            fits, over = (middle, over) if wide <= most else (fits, middle)
        return words[:fits].rstrip() + "…"

    def badge(self, right: float, base: float, words: str, size: float, colour: str) -> float:
        """White words in a filled box with round ends, ending at `right`; returns where it begins."""
        wide = self.width(words, size, bold=True) + size * 1.3
        self.box(right - wide, base - size * 0.55, wide, size * 1.8, colour)
        self.text((right - wide / 2, base), words, size, WHITE, bold=True, across="center")
        return right - wide

    def box(self, left: float, bottom: float, width: float, height: float, colour: str) -> None:
        """A filled box with round ends."""
        style = f"round,pad=0,rounding_size={min(width, height) / 2}"
        self._draw(FancyBboxPatch((left, bottom), width, height, boxstyle=style, facecolor=colour, edgecolor="none"))

    def pixels(self) -> Any:
        """What has been drawn, row by row."""
        return np.array(self._renderer.buffer_rgba()).reshape(HEIGHT, WIDTH * 4)

    def _measured(self, words: str, size: float, bold: bool) -> float:
        wide, _, _ = self._renderer.get_text_width_height_descent(words, _font(size, bold), ismath=False)
        return float(wide)

    def _card(self) -> None:
        shape = FancyBboxPatch((2, 2), WIDTH - 4, HEIGHT - 4, boxstyle="round,pad=0,rounding_size=30")
        shape.set(facecolor=CARD, edgecolor=EDGE, linewidth=3)
        self._draw(shape)

    def _draw(self, shape: Artist) -> None:
        shape.set_figure(self._figure)
        shape.set_transform(self._upright)
        shape.draw(self._renderer)


def png(pictures: Sequence[Any]) -> bytes:
    """Pictures below one another, as PNG; quick rather than small, and the same bytes for the same pictures."""
    height = HEIGHT * len(pictures)
    rows = np.zeros((height, 1 + WIDTH * 4), np.uint8)
    rows[:, 1:] = np.concatenate(pictures)
    head = struct.pack(">IIBBBBB", WIDTH, height, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows.data, 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in chunks)


@lru_cache(32)
def _font(size: float, bold: bool) -> FontProperties:
    return FontProperties(family=_FAMILY, size=size, weight="bold" if bold else "normal")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
