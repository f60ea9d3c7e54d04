"""What can be changed about the workspace while an app lives in it, each as a control."""

from collections.abc import Awaitable, Callable

from sandbox import accounts, admin, installation
from sandbox.state import Workspace
from sandbox.wire import Json, Refused

Change = Callable[[Workspace, Json], Awaitable[Json]]

CHANGES: dict[str, Change] = {
    "channel": admin.change_channel,
    "new_channel": admin.create_channel,
    "person": accounts.change_person,
    "new_person": accounts.hire,
    "token": installation.change_token,
    "scopes": installation.change_scopes,
    "uninstall": installation.uninstall_app,
    "install": installation.install_app,
}


async def change(workspace: Workspace, control: str, order: Json) -> Json:
    """Makes one change by the name of its control; Refused when there is no such change, or it can't be made."""
    if control not in CHANGES:
        raise Refused(f"There is no change called {control}; there are {', '.join(CHANGES)}.")
    return await CHANGES[control](workspace, order)
