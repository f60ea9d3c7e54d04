"""What people do in Slack, each as a control of the sandbox."""

from collections.abc import Awaitable, Callable

from sandbox.gestures import commands, forms, presses, talk
from sandbox.state import Workspace
from sandbox.wire import Json

Act = Callable[[Workspace, Json], Awaitable[Json]]

GESTURES: dict[str, Act] = {
    "command": commands.command,
    "shortcut": commands.shortcut,
    "message_shortcut": commands.message_shortcut,
    "press": presses.press,
    "suggest": presses.suggest,
    "submit": forms.submit,
    "close": forms.close,
    "say": talk.say,
    "home": talk.open_home,
}
