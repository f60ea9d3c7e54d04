"""Checks the newer blocks: alerts, cards, carousels, plans with their tasks, videos, remote files."""

from sandbox.blockkit_check import Check, forbid_others, need
from sandbox.blockkit_elements import check_element
from sandbox.blockkit_tables import rich_text
from sandbox.wire import Json

CARD_KEYS = {"hero_image", "icon", "title", "subtitle", "body", "subtext", "actions"}
TASK_KEYS = {"task_id", "title", "details", "output", "sources", "status"}
VIDEO_KEYS = {
    *("video_url", "thumbnail_url", "alt_text", "title", "title_url", "author_name", "provider_name"),
    *("provider_icon_url", "description"),
}
STATUSES = ("pending", "in_progress", "complete", "error")


def alert(check: Check, block: Json, pointer: str) -> None:
    """A text and how grave it is."""
    most = check.limits["alert"]
    check.text(block.get("text"), f"{pointer}/text", most["text_max"])
    if block.get("level", "default") not in most["levels"]:
        check.fault(f"must be a valid enum value: {', '.join(most['levels'])}", f"{pointer}/level")


def card(check: Check, block: Json, pointer: str) -> None:
    """Pictures, texts and up to three buttons, at least one of the main ones among them."""
    most = check.limits["card"]
    if not any(block.get(name) for name in most["requires_one_of"]):
        check.fault(f"must define at least one of {', '.join(most['requires_one_of'])}", pointer)
    for name in ("title", "subtitle", "body", "subtext"):
        if block.get(name) is not None:
            check.text(block[name], f"{pointer}/{name}", most[f"{name}_max"])
    for name in ("hero_image", "icon"):
        if block.get(name) is not None:
            check_element(check, block[name], f"{pointer}/{name}", {"image"})
    for place, button in enumerate(
        check.listed(block.get("actions", []), f"{pointer}/actions", 0, most["buttons_max"])
    ):
        check_element(check, button, f"{pointer}/actions/{place}", {"button"})


def carousel(check: Check, block: Json, pointer: str) -> None:
    """Cards side by side."""
    least, most = check.limits["carousel"]["cards"]
    for place, one in enumerate(check.listed(block.get("elements"), f"{pointer}/elements", least, most)):
        here = f"{pointer}/elements/{place}"
        if not isinstance(one, dict) or one.get("type") != "card":
            check.fault("must be a card", f"{here}/type")
            continue
        forbid_others(check, one, CARD_KEYS | {"type", "block_id"}, here)
        card(check, one, here)


def context_actions(check: Check, block: Json, pointer: str) -> None:
    """Small buttons below a message."""
    most = check.limits["context_actions"]["elements_max"]
    for place, element in enumerate(check.listed(block.get("elements"), f"{pointer}/elements", 1, most)):
        check_element(check, element, f"{pointer}/elements/{place}", {"icon_button", "feedback_buttons"})


def task_card(check: Check, block: Json, pointer: str) -> None:
    """A task and how it stands."""
    need(check, block, ("task_id", "title", "status"), pointer)
    if block.get("status") not in STATUSES:
        check.fault(f"must be a valid enum value: {', '.join(STATUSES)}", f"{pointer}/status")
    for name in ("details", "output"):
        if isinstance(block.get(name), dict):
            rich_text(check, block[name], f"{pointer}/{name}")


def plan(check: Check, block: Json, pointer: str) -> None:
    """A title and tasks."""
    if not isinstance(block.get("title"), str) or not block["title"]:
        check.fault("must provide a string", f"{pointer}/title")
    for place, task in enumerate(check.listed(block.get("tasks", []), f"{pointer}/tasks", 0, 100)):
        here = f"{pointer}/tasks/{place}"
        if not isinstance(task, dict):
            check.fault("must provide an object", here)
            continue
        forbid_others(check, task, TASK_KEYS | {"type", "block_id"}, here)
        task_card(check, task, here)


def video(check: Check, block: Json, pointer: str) -> None:
    """A video by its address, with a picture and a title."""
    most = check.limits["video"]
    need(check, block, ("video_url", "thumbnail_url", "alt_text", "title"), pointer)
    for name in ("title", "description"):
        if block.get(name) is not None:
            check.text(block[name], f"{pointer}/{name}", most[f"{name}_max"], plain=True)
    check.longest(block.get("author_name"), f"{pointer}/author_name", most["author_max"])
    if isinstance(block.get("video_url"), str) and not block["video_url"].startswith("https://"):
        check.fault("must be a HTTPS URL", f"{pointer}/video_url")


def remote_file(check: Check, block: Json, pointer: str) -> None:
    """A file that lives elsewhere."""
    need(check, block, ("external_id", "source"), pointer)
    if block.get("source") != "remote":
        check.fault("must be a valid enum value: remote", f"{pointer}/source")
