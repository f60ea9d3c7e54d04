"""What every chart shares: where the plot lies, its heading, its round figures and the goal's label."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from messages.chart_words import short, with_unit
from messages.drawing.colours import GOAL, GRID, INK, QUIET
from messages.drawing.picture import WIDTH, Picture
from messages.drawing.ticks import round_marks
from messages.text import plain

LEFT: Final = 150
RIGHT: Final = WIDTH - 190
BOTTOM: Final = 96
TOP: Final = 478
MARGIN: Final = 48
SMALL: Final = 29
LARGE: Final = 33
_TITLE_SIZES: Final = (38, 34, 31, 28)


@dataclass(frozen=True)
class Scale:
    """Turns figures into heights on the picture: from 0 to `top`, with lines at the marks."""

    top: float
    marks: tuple[float, ...]

    def height(self, value: float) -> float:
        """The height of a value, in pixels; never outside the plot."""
        share = min(max(value / self.top, 0.0), 1.0)
        return BOTTOM + share * (TOP - BOTTOM)


def scale_to(top: float) -> Scale:
    """A scale on which `top` is the highest figure."""
    marks = round_marks(top)
    return Scale(max(top, marks[1]), tuple(mark for mark in marks if mark <= max(top, marks[1])))


def sign_of(unit: str) -> str:
    """The unit where it is short enough to stand with each figure, such as a currency sign."""
    return unit if len(unit) == 1 else ""


def grid(picture: Picture, scale: Scale, unit: str) -> None:
    """Level lines with their figures."""
    sign = sign_of(unit)
    for mark in scale.marks:
        y = scale.height(mark)
        picture.line([(LEFT, y), (RIGHT, y)], GRID if mark else QUIET, 2)
        picture.text((LEFT - 20, y - 10), with_unit(short(mark), sign), SMALL, QUIET, across="right")


def heading(picture: Picture, title: str, second: Sequence[tuple[str, bool]], badge: tuple[str, str]) -> None:
    """The title, a second row in which some words are bold, and a badge at the right."""
    begins = picture.badge(WIDTH - MARGIN, 596, badge[0], 31, badge[1])
    _title(picture, plain(title) or "–", begins - MARGIN - 30)
    x: float = MARGIN
    for words, bold in second:
        fitting = picture.fitted(words, LARGE, WIDTH - MARGIN - x, bold=bold)
        picture.text((x, 534), fitting, LARGE, INK if bold else QUIET, bold=bold)
        x += picture.width(fitting, LARGE, bold=bold) + 10


def _title(picture: Picture, words: str, room: float) -> None:
    """A long title is set smaller before it is cut."""
    size = next((size for size in _TITLE_SIZES if picture.width(words, size, bold=True) <= room), _TITLE_SIZES[-1])
    picture.text((MARGIN, 594), picture.fitted(words, size, room, bold=True), size, INK, bold=True)


def goal_label(picture: Picture, y: float, figure: str, called: str = "goal", colour: str = GOAL) -> None:
    """The goal's figure beside the right end of its line, and what it is called below."""
    room = WIDTH - RIGHT - 34
    picture.text((RIGHT + 18, y + 4), picture.fitted(figure, LARGE, room, bold=True), LARGE, colour, bold=True)
    picture.text((RIGHT + 18, y - 30), picture.fitted(called, SMALL, room), SMALL, QUIET)
