"""What is done with a message from its toolbar: reply, copy, run a shortcut."""

import json

from nicegui import ui

from sandbox.page.tab import Tab

# Up and down lead from message to message; a message in focus shows its toolbar.
WALK = """(event) => {
  const isElsewhere = event.target.closest("input, textarea, select, [popover]");
  if (isElsewhere || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  const rows = [...event.currentTarget.querySelectorAll("article")], at = rows.indexOf(event.target.closest("article"));
  const next = at < 0 ? rows.at(-1) : rows[at + (event.key === "ArrowUp" ? -1 : 1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}"""

# A message that is drawn anew while one acts in it keeps the focus, on the same button if it is still there.
NOTE = """(event) => {
  window.lastActed = { row: event.target.closest("article"), action: event.target.dataset.actionId };
}"""
REFOCUS = """setTimeout(() => {{
  const row = getElement({row}), {{ row: acted, action }} = window.lastActed ?? {{}};
  if (!row || row !== acted || document.activeElement !== document.body) return;
  const same = [...row.querySelectorAll("[data-action-id]")].find((one) => one.dataset.actionId === action);
  (same ?? row).focus();
}}, 30)"""


async def press(tab: Tab, act: str, arg: str, ts: str) -> None:
    """Does what a button of a message is for; one that is gone meanwhile is passed over."""
    seat = tab.seat
    message = tab.workspace.messages.find(seat.channel_id, ts)
    if message is None:
        return
    if act == "thread":
        seat.open_thread(message.thread_at or message.at)
    elif act == "copy":
        ui.clipboard.write(json.dumps(message.face(with_metadata=True), indent=2, ensure_ascii=False))
        tab.notices.say("The message's JSON is in the clipboard.")
    elif act == "shortcut":
        await tab.do("message_shortcut", channel=message.channel, ts=ts, callback_id=arg)
