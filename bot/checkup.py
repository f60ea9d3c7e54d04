"""The check-up: settings, tokens and scopes, clock, database, channels and people, one finding after the other."""

from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.findings import Finding, fine, note, wrong
from bot.foundation import client_of, shown
from bot.introduction import OPTIONAL, REQUIRED, granted
from bot.settings import SYSTEM, Settings

LARGEST_SKEW = 60.0
NETWORK = (URLError, OSError, SlackClientError, ValueError)
REINSTALL = "add it in the app's manifest (manifest.yml) and reinstall the app"
WITHOUT = {
    "users:read.email": "people are not known by their e-mail, so imports keep them as written",
    "channels:history": "a doubtful message in a public channel can't be looked for",
    "groups:history": "a doubtful message in a private channel can't be looked for",
}


def of_settings(settings: Settings) -> Iterator[Finding]:
    """What the settings say, beyond being well formed."""
    if settings.slack_app_token is None and settings.slack_signing_secret is None:
        yield wrong("way in", "there is none", "set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)")
    else:
        yield fine("way in", "HTTP" if settings.slack_app_token is None else "Socket Mode")
    if settings.sla_bot_failpoint:
        yield wrong("failpoint", f"{settings.sla_bot_failpoint} is armed", "unset SLA_BOT_FAILPOINT: it is for tests")
    if not settings.is_real_slack:
        yield note("Slack", f"the Web API is at {settings.slack_api_url}, which is not Slack's")
    if settings.sla_bot_clock != SYSTEM and settings.is_real_slack:
        yield wrong("clock", "a sandbox's clock drives the bot in a real workspace", "set SLA_BOT_CLOCK=system")


def of_tokens(settings: Settings, client: WebClient) -> Iterator[Finding]:
    """Whether Slack takes the tokens, what they may do, and how far apart the clocks are."""
    if settings.slack_bot_token is None:
        yield wrong("bot token", "there is none", "set SLACK_BOT_TOKEN (OAuth & Permissions on the app's page)")
        return
    try:
        answer = client.auth_test()
    except SlackApiError as error:
        yield wrong("bot token", f"Slack answers {error.response.get('error')}", "copy it again, or reinstall the app")
        return
    except NETWORK as error:
        yield wrong("Slack", f"no answer ({type(error).__name__})", "check the network, a proxy, and SLACK_API_URL")
        return
    yield fine("bot token", f"{answer['user']} in {answer['team']} ({answer['team_id']})")
    yield from _scopes(granted(answer.headers))
    yield from _skew(settings, answer)
    yield from _app_token(settings)


def _scopes(scopes: frozenset[str]) -> Iterator[Finding]:
    for scope in sorted(REQUIRED - scopes):
        yield wrong("scope", f"{scope} is missing", REINSTALL)
    for scope in sorted(OPTIONAL - scopes):
        yield note("scope", f"without {scope} {WITHOUT[scope]}", f"if you want it, {REINSTALL}")
    if scopes >= REQUIRED:
        yield fine("scopes", f"all {len(REQUIRED)} that are required")


def _skew(settings: Settings, answer: SlackResponse) -> Iterator[Finding]:
    told = next((value for name, value in answer.headers.items() if name.lower() == "date"), None)
    if told is None or settings.sla_bot_clock != SYSTEM:
        return
    skew = abs((datetime.now(UTC) - parsedate_to_datetime(str(told))).total_seconds())
    if skew > LARGEST_SKEW:
        yield wrong("clock", f"this machine's is {skew:.0f} s apart from Slack's", "set it by NTP")
    else:
        yield fine("clock", "this machine's agrees with Slack's")


def _app_token(settings: Settings) -> Iterator[Finding]:
    if settings.slack_app_token is None:
        return
    try:
        client_of(settings, "").apps_connections_open(app_token=shown(settings.slack_app_token))
    except SlackApiError as error:
        do = "make one with connections:write on the app's page, and switch Socket Mode on"
        yield wrong("app token", f"Slack answers {error.response.get('error')}", do)
    except NETWORK as error:
        yield wrong("app token", f"no answer ({type(error).__name__})", "check the network")
    else:
        yield fine("app token", "a socket can be opened")
