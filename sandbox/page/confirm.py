"""The question before something that can't be undone."""

from nicegui import ui

from sandbox.page.mrkdwn import of_text
from sandbox.page.names import Names
from sandbox.page.surface import box, made
from sandbox.wire import Json


async def confirmed(question: Json | None, names: Names) -> bool:
    """Asks; True for yes and where there is nothing to ask."""
    if not question:
        return True
    dialog = ask(question, names)
    answer = await dialog
    if not dialog.is_deleted:
        dialog.delete()
    return bool(answer)


def ask(question: Json, names: Names) -> ui.dialog:
    """The dialog of a confirm object: it ends in True, False, or None when it was put away."""
    danger = "danger solid" if question.get("style") == "danger" else "primary"
    with quiet_dialog() as dialog, box(class_="modal question"):
        dialog.props["role"] = "alertdialog"
        title = made("h3", of_text(question.get("title") or "Are you sure?", names), class_="modal-title")
        words = made("div", of_text(question.get("text"), names), class_="modal-words")
        dialog.props["aria-labelledby"], dialog.props["aria-describedby"] = title.html_id, words.html_id
        with box(class_="modal-end"):
            deny = made("button", of_text(question.get("deny") or "Cancel", names), class_="button", type="button")
            go = of_text(question.get("confirm") or "Yes", names)
            yes = made("button", go, class_=f"button {danger}", type="button", autofocus=True)
        deny.on("click", lambda: dialog.submit(False))
        yes.on("click", lambda: dialog.submit(True))
    return dialog


def quiet_dialog() -> ui.dialog:
    """A dialog without movement."""
    return ui.dialog().props("transition-duration=0 no-route-dismiss")
