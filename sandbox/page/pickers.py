"""Days and times: typed, or picked from a calendar or a clock."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time
from typing import Any

from nicegui import ui
from nicegui.element import Element
from nicegui.events import ValueChangeEventArguments

from sandbox.page.confirm import confirmed
from sandbox.page.surface import Control, box

Picker = ui.date_input | ui.time_input
Settle = Callable[[str | None], Awaitable[bool]]
HALF = {"day": "Please enter a day as 2026-10-05.", "time": "Please enter a time as 13:30."}


def datepicker(control: Control) -> Element:
    """A day as 2026-10-05."""
    return control.named(_day(control, control.value, lambda value: _tell(control, value)), "Day")


def timepicker(control: Control) -> Element:
    """A time of day as 13:30."""
    return control.named(_time(control, control.value, lambda value: _tell(control, value)), "Time")


def datetimepicker(control: Control) -> Element:
    """An instant, as a day and a time in the viewer's zone."""
    seconds, zone = control.value, control.surface.names.zone
    at = datetime.fromtimestamp(seconds, UTC).astimezone(zone) if isinstance(seconds, int) else None
    parts: dict[str, str | None] = (
        {"day": f"{at:%Y-%m-%d}", "time": f"{at:%H:%M}"} if at else {"day": None, "time": None}
    )

    async def settle(part: str, value: str | None) -> bool:
        parts[part] = value
        if parts["day"] and parts["time"]:
            whole = datetime.fromisoformat(f"{parts['day']}T{parts['time']}").replace(tzinfo=zone)
            return await _tell(control, int(whole.timestamp()))
        if control.is_input:
            control.keep(None)
        return True

    with control.named(box(class_="instant", role="group"), "Day and time") as both:
        _day(control, parts["day"], lambda value: settle("day", value)).props["aria-label"] = "Day"
        _time(control, parts["time"], lambda value: settle("time", value)).props["aria-label"] = "Time"
    return both


async def _tell(control: Control, value: Any) -> bool:
    if not await confirmed(control.element.get("confirm"), control.surface.names):
        return False
    await control.press(value)
    return True


def _day(control: Control, value: str | None, settle: Settle) -> Element:
    picker = ui.date_input(placeholder=control.placeholder or "YYYY-MM-DD", value=value or "")
    picker.picker.props("mask=YYYY-MM-DD first-day-of-week=0 minimal").on("update:model-value", picker.menu.close)
    return _dress(control, picker, "day", _is_day, settle)


def _time(control: Control, value: str | None, settle: Settle) -> Element:
    picker = ui.time_input(placeholder=control.placeholder or "HH:MM", value=value or "")
    picker.picker.props("mask=HH:mm format24h")
    return _dress(control, picker, "time", _is_time, settle)


def _dress(control: Control, picker: Picker, part: str, is_whole: Callable[[str], bool], settle: Settle) -> Element:
    picker.props("outlined dense").classes(f"picker picks-{part}")
    picker.button.props["aria-label"] = "Open the calendar" if part == "day" else "Open the clock"
    picker.menu.props("transition-duration=0").classes("picker-popup")
    settled = [picker.value or ""]

    async def change(event: ValueChangeEventArguments[str | None]) -> None:
        typed = (event.value or "").strip()
        wanted = typed if is_whole(typed) else ""
        _note_half(control, part, bool(typed) and not wanted)
        if wanted == settled[0]:
            return
        before, settled[0] = settled[0], wanted
        if not await settle(wanted or None):
            settled[0] = picker.value = before

    picker.on_value_change(change)
    return picker


def _note_half(control: Control, part: str, is_half: bool) -> None:
    if control.field is not None:
        control.field.settle()
        control.field.halves[part] = HALF[part] if is_half else ""


def _is_day(typed: str) -> bool:
    try:
        return date.fromisoformat(typed).isoformat() == typed
    except ValueError:
        return False


def _is_time(typed: str) -> bool:
    try:
        return f"{time.fromisoformat(typed):%H:%M}" == typed
    except ValueError:
        return False
