"""What a person is told when nobody answers: that no app is there, and how to bring one here."""

from sandbox.envelopes import NOBODY, Ack
from sandbox.http_delivery import HttpDelivery
from sandbox.state import Workspace

UNINSTALLED = "uninstalled"
GUIDE = "docs/sandbox.md says how"


def absence(workspace: Workspace) -> str | None:
    """Why nobody can answer now, as a sentence; None when an app is there."""
    if not workspace.is_installed:
        return "The app is not installed in this workspace; POST /_sandbox/install {} brings it back."
    if workspace.delivery.carrier is workspace.socket_mode and not workspace.socket_mode.connections:
        return (
            f"No app is connected. Start one in Socket Mode with SLACK_API_URL={workspace.base_url}/api/ "
            f"and the tokens that the sandbox printed when it started; {GUIDE}."
        )
    return None


def explained(workspace: Workspace, ack: Ack) -> str | None:
    """What has come of a gesture that failed, as a sentence; None when it did not."""
    if not ack.failure:
        return None
    if ack.failure in (NOBODY, UNINSTALLED):
        return absence(workspace) or "No app was connected."
    if ack.shown_error == "operation_timeout":
        return f"The app did not acknowledge within {workspace.settings.ack_seconds:g} seconds."
    carrier = workspace.delivery.carrier
    if not isinstance(carrier, HttpDelivery):
        return "The app's socket broke before it acknowledged."
    if "status" in ack.details:
        return f"The app at {carrier.url} answered {ack.details['status']} instead of a 2xx."
    return (
        f"No app answers at {carrier.url} ({ack.failure}). Start it, or POST /_sandbox/delivery {{}} for Socket Mode."
    )
