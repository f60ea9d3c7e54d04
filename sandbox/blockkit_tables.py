"""Checks rich text, tables and charts."""

from typing import Any

from sandbox.blockkit_check import Check, need
from sandbox.wire import Json

# What may stand in a line of rich text, and the one property that each needs.
INLINE = {
    **{"text": "text", "link": "url", "user": "user_id", "channel": "channel_id", "emoji": "name"},
    **{"date": "timestamp", "usergroup": "usergroup_id", "team": "team_id", "broadcast": "range", "color": "value"},
}
RICH_PARTS = ("rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted")


def rich_text(check: Check, block: Json, pointer: str) -> None:
    """Sections, lists, quotes and preformatted parts, and what stands in them."""
    for place, part in enumerate(check.listed(block.get("elements"), f"{pointer}/elements", 0, 10_000)):
        here = f"{pointer}/elements/{place}"
        if not isinstance(part, dict) or part.get("type") not in RICH_PARTS:
            check.fault(f"must be one of {', '.join(RICH_PARTS)}", f"{here}/type")
        elif part["type"] == "rich_text_list":
            _rich_list(check, part, here)
        else:
            _inline(check, part, here)


def markdown(check: Check, block: Json, pointer: str) -> None:
    """Text of a length."""
    if not isinstance(block.get("text"), str):
        check.fault("must provide a string", f"{pointer}/text")
    check.longest(block.get("text"), f"{pointer}/text", check.limits["markdown"]["text_max"])


def table(check: Check, block: Json, pointer: str) -> None:
    """Rows of cells, with settings for columns."""
    most = check.limits["table"]
    _rows(check, block, pointer, (1, most["rows_max"], most["cells_per_row_max"], most["chars_per_message_max"]))
    settings = check.listed(
        block.get("column_settings", []), f"{pointer}/column_settings", 0, most["column_settings_max"]
    )
    for place, one in enumerate(settings):
        if one is not None and (
            not isinstance(one, dict) or one.get("align", "left") not in ("left", "center", "right")
        ):
            check.fault("must be a valid enum value: left, center, right", f"{pointer}/column_settings/{place}/align")


def data_table(check: Check, block: Json, pointer: str) -> None:
    """Rows of cells under a head, with a caption."""
    most = check.limits["data_table"]
    need(check, block, ("caption",), pointer)
    limits = (most["rows_min"], most["rows_max"], most["cols_max"], most["chars_per_message_max"])
    rows = _rows(check, block, pointer, limits)
    for place, cell in enumerate(rows[0] if rows else []):
        if isinstance(cell, dict) and cell.get("type") in most["header_cells_not"]:
            check.fault("must not be rich text in the head", f"{pointer}/rows/0/{place}/type")
    least, largest = most["page_size"]
    size = block.get("page_size", most["page_size_default"])
    if not isinstance(size, int) or not least <= size <= largest:
        check.fault(f"must be from {least} to {largest}", f"{pointer}/page_size")


def chart(check: Check, block: Json, pointer: str) -> None:
    """`data_visualization`: a title, and a pie or series over categories."""
    need(check, block, ("title", "chart"), pointer)
    check.longest(block.get("title"), f"{pointer}/title", check.limits["data_visualization"]["title_max"])
    drawn = block.get("chart")
    if not isinstance(drawn, dict) or drawn.get("type") not in ("pie", "bar", "line", "area"):
        check.fault("must be a valid enum value: pie, bar, line, area", f"{pointer}/chart/type")
    elif drawn["type"] == "pie":
        _pie(check, drawn, f"{pointer}/chart")
    else:
        _series(check, drawn, f"{pointer}/chart")


def _rich_list(check: Check, part: Json, pointer: str) -> None:
    if part.get("style") not in ("bullet", "ordered"):
        check.fault("must be a valid enum value: bullet, ordered", f"{pointer}/style")
    for place, entry in enumerate(check.listed(part.get("elements"), f"{pointer}/elements", 0, 10_000)):
        here = f"{pointer}/elements/{place}"
        if not isinstance(entry, dict) or entry.get("type") != "rich_text_section":
            check.fault("must be a rich_text_section", f"{here}/type")
        else:
            _inline(check, entry, here)


def _inline(check: Check, part: Json, pointer: str) -> None:
    for place, element in enumerate(check.listed(part.get("elements"), f"{pointer}/elements", 0, 10_000)):
        here = f"{pointer}/elements/{place}"
        if not isinstance(element, dict) or element.get("type") not in INLINE:
            check.fault(f"unsupported type: {element.get('type') if isinstance(element, dict) else element}", here)
        else:
            need(check, element, (INLINE[element["type"]],), here)


def _rows(check: Check, block: Json, pointer: str, limits: tuple[int, int, int, int]) -> list[list[Any]]:
    least, most, columns, characters = limits
    rows, read = check.listed(block.get("rows"), f"{pointer}/rows", least, most), []
    for place, row in enumerate(rows):
        here = f"{pointer}/rows/{place}"
        cells = check.listed(row, here, 1, columns)
        read.append(cells)
        for column, cell in enumerate(cells):
            _cell(check, cell, f"{here}/{column}")
    if sum(_length(cell) for row in read for cell in row) > characters:
        check.fault(f"must have no more than {characters} characters", f"{pointer}/rows")
    return read


def _cell(check: Check, cell: Any, pointer: str) -> None:
    if not isinstance(cell, dict) or cell.get("type") not in check.limits["table"]["cell_types"]:
        check.fault("must be a cell of a known type", pointer)
    elif cell["type"] == "rich_text":
        rich_text(check, cell, pointer)
    elif cell["type"] == "raw_number" and (isinstance(cell.get("value"), bool) or not _is_number(cell.get("value"))):
        check.fault("must provide a number", f"{pointer}/value")
    elif cell["type"] == "raw_text" and not cell.get("text"):
        check.fault("must be more than 0 characters", f"{pointer}/text")


def _length(cell: Any) -> int:
    if isinstance(cell, list):
        return sum(_length(one) for one in cell)
    if not isinstance(cell, dict):
        return 0
    return len(str(cell.get("text", ""))) + _length(cell.get("elements"))


def _pie(check: Check, pie: Json, pointer: str) -> None:
    least, most = check.limits["data_visualization"]["pie_segments"]
    for place, segment in enumerate(check.listed(pie.get("segments"), f"{pointer}/segments", least, most)):
        _point(check, segment, f"{pointer}/segments/{place}", is_positive=True)


def _series(check: Check, drawn: Json, pointer: str) -> None:
    most = check.limits["data_visualization"]
    config = drawn.get("axis_config")
    categories = config.get("categories") if isinstance(config, dict) else None
    least_points, most_points = most["points"]
    wanted = check.listed(categories, f"{pointer}/axis_config/categories", least_points, most_points)
    names: list[Any] = []
    for place, series in enumerate(check.listed(drawn.get("series"), f"{pointer}/series", *most["series"])):
        here = f"{pointer}/series/{place}"
        if not isinstance(series, dict):
            check.fault("must provide an object", here)
            continue
        need(check, series, ("name",), here)
        check.longest(series.get("name"), f"{here}/name", most["series_name_max"])
        if series.get("name") in names:
            check.fault("must have a name of its own", f"{here}/name")
        names.append(series.get("name"))
        _points(check, series, here, wanted)


def _points(check: Check, series: Json, pointer: str, categories: list[Any]) -> None:
    points = check.listed(series.get("data"), f"{pointer}/data", *check.limits["data_visualization"]["points"])
    for place, point in enumerate(points):
        _point(check, point, f"{pointer}/data/{place}")
    labels = [point.get("label") for point in points if isinstance(point, dict)]
    if sorted(map(str, labels)) != sorted(map(str, categories)):
        check.fault("must have one point for each category", f"{pointer}/data")


def _point(check: Check, point: Any, pointer: str, is_positive: bool = False) -> None:
    if not isinstance(point, dict) or not _is_number(point.get("value")):
        check.fault("must have a label and a value", pointer)
        return
    check.longest(point.get("label"), f"{pointer}/label", check.limits["data_visualization"]["label_max"])
    if is_positive and point["value"] <= 0:
        check.fault("must be greater than 0", f"{pointer}/value")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
