"""The check-up of what the bot remembers: database, key, messages, and the channels and people of each agreement."""

import os
from collections.abc import Iterator
from datetime import datetime

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.checkup import NETWORK
from bot.database import exists, file_of
from bot.errors import BadKey, NotOurs
from bot.findings import Finding, fine, note, wrong
from bot.foundation import keyring_of
from bot.settings import Settings
from sla.agreement import Agreement, Party, Person
from sla.errors import SlaError
from storage import agreements, gates, outbox, people, schema
from storage.engine import Sessions
from storage.outgoing import State
from storage.workspaces import Workspace, WorkspaceRow

LATE_SECONDS = 300


def of_database(settings: Settings, sessions: Sessions) -> Iterator[Finding]:
    """Whether it is there, fits this version, can be written, and its key is the one of its tokens."""
    path = file_of(settings.database_url)
    if path is not None and not path.absolute().parent.is_dir():
        yield wrong("database", f"there is no folder {path.parent}", "make it, or check DATABASE_URL")
        return
    if not exists(settings.database_url):
        yield note("database", f"{path} does not exist yet", "`sla-bot run` makes it")
        return
    try:
        schema.check(sessions)
    except SlaError as error:
        yield wrong("database", str(error), "run `sla-bot db upgrade`, or use the version that fits")
        return
    except SQLAlchemyError as error:
        yield wrong("database", f"no answer ({type(error).__name__})", "check DATABASE_URL and that it runs")
        return
    if path is not None and not os.access(path, os.W_OK):
        yield wrong("database", f"{path} can't be written", "give the bot's user the right to")
    yield fine("database", f"{sessions.url.get_backend_name()}, at {schema.head()}")
    yield from _key(settings, sessions)


def _key(settings: Settings, sessions: Sessions) -> Iterator[Finding]:
    try:
        keyring = keyring_of(settings)
        with sessions.read() as session:
            for row in session.scalars(select(WorkspaceRow).where(WorkspaceRow.bot_token.is_not(None))):
                keyring.unseal(row.bot_token or b"", row.team_id)
    except (BadKey, NotOurs) as error:
        yield wrong("secret key", str(error), "bring back the key that belongs to this database")
    else:
        yield fine("secret key", "opens every token kept")


def of_work(session: Session, workspace: Workspace, now: datetime) -> Iterator[Finding]:
    """What is paused, dead or late of the workspace's messages."""
    for pause in gates.pauses(session, workspace.id):
        where = "the whole workspace" if pause.channel is None else pause.channel
        said = f"nothing goes to {where} since {pause.since:%Y-%m-%d %H:%M} ({pause.reason})"
        yield wrong("messages", said, _mend(pause.channel))
    dead = outbox.counts(session, workspace.id).get(State.DEAD, 0)
    if dead:
        yield wrong(
            "messages", f"{dead} could not be sent in any form", "look at them in `sla-bot export`, messages.csv"
        )
    due = outbox.oldest_due(session, workspace.id, now)
    waits = 0 if due is None else int((now - due).total_seconds())
    if waits > LATE_SECONDS:
        yield wrong("messages", f"the oldest has waited {waits // 60} min", "is `sla-bot run` running? Look at its log")
    else:
        yield fine("messages", "none waits")
    if workspace.admin is None:
        yield note("admin", "nobody is known to tell notices to", "start `sla-bot run` once: it reads the directory")


def of_agreements(session: Session, client: WebClient, workspace: Workspace, now: datetime) -> Iterator[Finding]:
    """Whether the bot sits in each agreement's channel, and each party's contact is in Slack."""
    found = agreements.all_of(session, workspace.id, now)
    if not found:
        yield note("agreements", "there is none", "`sla-bot apply FILE.yaml` makes one")
    for agreement in found:
        yield _channel(client, agreement)
        for party in agreement.terms.parties:
            yield _contact(session, workspace, agreement, party)


def _channel(client: WebClient, agreement: Agreement) -> Finding:
    about, name = f"{agreement.slug}, channel", agreement.terms.channel
    if agreement.channel is None:
        return wrong(about, f"Slack's {name} is not known", "create it, invite the bot, and apply the file again")
    try:
        channel = client.conversations_info(channel=agreement.channel)["channel"]
    except SlackApiError as error:
        said = f"{name} can't be seen ({error.response.get('error')})"
        return wrong(about, said, f"in {name} write: /invite @sla-bot")
    except NETWORK as error:
        return note(about, f"no answer ({type(error).__name__})")
    if channel.get("is_archived"):
        return wrong(about, f"{name} is archived", "unarchive it, or move the agreement")
    if not channel.get("is_member"):
        return wrong(about, f"the bot is not in {name}", f"in {name} write: /invite @sla-bot")
    return fine(about, f"the bot is in {name}")


def _contact(session: Session, workspace: Workspace, agreement: Agreement, party: Party) -> Finding:
    about, contact = f"{agreement.slug}, {party.name}", party.contact
    known = None if contact.user is None else people.by_id(session, workspace.id, contact.user)
    if known is None:
        return note(about, *_stranger(contact))
    if known.deactivated:
        return wrong(about, f"the contact, {contact.written}, was deactivated", "name another in the agreement")
    return fine(about, f"the contact is {contact.written}")


def _stranger(contact: Person) -> tuple[str, str]:
    """What is said of a contact whom the directory lacks, and what to do."""
    if contact.user is not None:
        said = f"{contact.written} is not in the directory: others are told instead"
        return said, "start `sla-bot run`: it reads the directory"
    if contact.written.startswith(("@", "<@")):
        said = f"{contact.written} was not found in Slack: others are told instead"
        return said, "check the handle, and apply the file without --offline"
    said = f"the contact, {contact.written}, is not on Slack: others are told instead"
    return said, "nothing, if so it is meant; else write their @handle as the contact and apply the file"


def _mend(channel: str | None) -> str:
    return "mend the token or scopes, then restart" if channel is None else "invite the bot there again"
