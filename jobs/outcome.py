"""How a call to Slack can end other than well: each class with one way to go on."""


class Refusal(Exception):
    """A call did not end well. `code` is Slack's error or the name of ours; never a text with names in it."""

    outcome = "refused"

    def __init__(self, code: str, http_status: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.http_status = http_status


class SurelyNotPosted(Refusal):
    """Slack never got it: try again later."""

    outcome = "not_posted"


class Ambiguous(Refusal):
    """Slack may have done it: look before it is done again."""

    outcome = "ambiguous"


class RateLimited(Refusal):
    """Too fast: `retry_after` is how many seconds to wait, or None where Slack did not say."""

    outcome = "rate"

    def __init__(self, code: str, http_status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(code, http_status)
        self.retry_after = retry_after


class PayloadRefused(Refusal):
    """Slack refuses what the message says or shows."""

    outcome = "payload"


class DestinationGone(Refusal):
    """Slack refuses where the message goes."""

    outcome = "destination"


class WorkspaceBlocked(Refusal):
    """Slack refuses the bot in the whole workspace."""

    outcome = "workspace"


class Unreadable(Refusal):
    """The bot may not look there, so that it can't find out."""

    outcome = "unreadable"
