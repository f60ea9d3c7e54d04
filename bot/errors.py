"""What the shell refuses, as sentences that an operator can act on."""

from sla.errors import SlaError


class BadSettings(SlaError):
    """The settings are not complete; look at .env.example."""


class BadKey(SlaError):
    """SLA_BOT_SECRET_KEY must be 32 bytes in URL-safe base64."""


class NotOurs(SlaError):
    """A token in the database was encrypted with another key; set the SLA_BOT_SECRET_KEY that it was kept with."""


class ClockLost(SlaError):
    """The sandbox whose clock this is does not answer; start it again, or set SLA_BOT_CLOCK=system."""


class SecondProcess(SlaError):
    """Another sla-bot already runs on this database; stop it first, or use PostgreSQL for several replicas."""


class SlackUnreachable(SlaError):
    """Slack does not answer; check the network and SLACK_API_URL."""


class BadInstant(SlaError):
    """That is not an instant; write it as 2026-10-12T09:00, with or without an offset."""


class BackInTime(SlaError):
    """A tick does not go back behind the last one; give a later instant."""


class PortTaken(SlaError):
    """HOST and PORT can't be listened on; set others."""


class TokenRefused(SlaError):
    """Slack refuses the token; copy it again from the app's page."""


class NoSandbox(SlaError):
    """The sandbox needs its extra: pip install "sla-bot[sandbox]"."""


class DemoFailed(SlaError):
    """The demo did not start; look at bot.log in its folder."""


class HasEnded(SlaError):
    """That agreement has ended; facts are not imported into it any more."""


class NotConfirmed(SlaError):
    """Nothing was changed."""


class TokenMissing(SlaError):
    """SLACK_BOT_TOKEN is missing: the app's page has it under OAuth & Permissions, as xoxb-…; or add --offline."""


class NoDatabase(SlaError):
    """The database can't be used; check DATABASE_URL."""


class ClockStandsStill(SlaError):
    """The clock stands still, so that messages which must wait can't be sent; move it on and tick again."""


class NotYetBegun(SlaError):
    """The agreement had not begun in that period; ask for a later one."""


class NotInOrder(SlaError):
    """Not everything is in order; see above."""
