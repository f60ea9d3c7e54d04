"""Tables, and charts as the numbers they show, as safe HTML."""

from collections.abc import Iterable
from itertools import zip_longest

from sandbox.page import rich_text
from sandbox.page.markup import escaped, lines, tag
from sandbox.page.names import Names
from sandbox.wire import Json

ALIGNMENTS = ("center", "right")


def table(block: Json, names: Names) -> str:
    """A `table` block: its first row is its head; columns are aligned and wrapped as they are set."""
    settings = [one if isinstance(one, dict) else {} for one in block.get("column_settings") or []]
    return _table(block.get("rows") or [], settings, names)


def data_table(block: Json, names: Names) -> str:
    """A `data_table` block: its caption and all its rows; columns of numbers stand to the right."""
    rows = block.get("rows") or []
    numeric = [all(_is_number(cell) for cell in column) for column in zip(*rows[1:], strict=False)]
    settings = [{"align": "right" if one else "left"} for one in numeric]
    caption = tag("div", escaped(block.get("caption", "")), class_="caption")
    return caption + _table(rows, settings, names)


def chart(block: Json) -> str:
    """A `data_visualization` block: its title, and its numbers with a bar each."""
    shown = block.get("chart") or {}
    title = tag("div", escaped(block.get("title", "")), class_="title")
    segments = shown.get("segments") or []
    if segments:
        return title + _bars([("", segments)])
    return title + _bars([(str(one.get("name", "")), one.get("data") or []) for one in shown.get("series") or []])


def _table(rows: list[list[Json]], settings: list[Json], names: Names) -> str:
    head, rest = (rows[0], rows[1:]) if rows else ([], [])
    shown = tag("thead", _row(head, settings, names, "th")) if head else ""
    body = tag("tbody", "".join(_row(one, settings, names, "td") for one in rest))
    return tag("div", tag("table", shown + body), class_="scrolled")


def _row(row: Iterable[Json], settings: list[Json], names: Names, kind: str) -> str:
    pairs = zip_longest(row, settings)
    return tag("tr", "".join(_cell(cell, setting or {}, names, kind) for cell, setting in pairs if cell is not None))


def _cell(cell: Json, setting: Json, names: Names, kind: str) -> str:
    align = setting.get("align")
    classes = [str(align)] if align in ALIGNMENTS else []
    classes += [] if setting.get("is_wrapped") else ["unwrapped"]
    scope = "col" if kind == "th" else None
    return tag(kind, _content(cell, names), class_=" ".join(classes) or None, scope=scope)


def _content(cell: Json, names: Names) -> str:
    if cell.get("type") == "rich_text":
        return rich_text.html(cell, names)
    words = cell.get("text")
    return lines(str(cell.get("value", "") if words is None else words))


def _is_number(cell: Json) -> bool:
    return cell.get("type") == "raw_number"


def _bars(series: list[tuple[str, list[Json]]]) -> str:
    most = max((abs(_value(point)) for _, points in series for point in points), default=0) or 1
    rows = [_bar(name, point, most) for name, points in series for point in points]
    return tag("div", tag("table", tag("tbody", "".join(rows))), class_="scrolled")


def _bar(name: str, point: Json, most: float) -> str:
    share = round(100 * abs(_value(point)) / most)
    cells = [tag("td", escaped(name))] if name else []
    cells += [tag("td", escaped(point.get("label", ""))), tag("td", f"{_value(point):g}", class_="right")]
    return tag("tr", "".join(cells) + tag("td", tag("div", class_="bar", style=f"width:{share}%"), class_="bars"))


def _value(point: Json) -> float:
    value = point.get("value")
    return float(value) if isinstance(value, int | float) else 0.0
