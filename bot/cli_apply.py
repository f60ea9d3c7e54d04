"""`sla-bot apply`: an agreement file becomes terms, once the operator has seen what changes."""

import logging
from pathlib import Path

import click

from bot import logs, terminal
from bot.clock import tell_follower
from bot.errors import NotConfirmed
from bot.foundation import Foundation
from bot.settings import Settings
from bot.visit import Visit
from intake import agreement_files, agreements
from intake.agreement_files import AgreementFile
from intake.agreements import Applied, Plan
from messages import bandwidth
from storage import outbox, owed, workloads
from storage import people as directory
from storage.agreements import of_id
from storage.workloads import Checked

OPERATOR = "the operator"
PROPOSAL = "sla_proposal"
SHOWN = 20


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Does not ask before it changes something.")
@click.option("--signed", is_flag=True, help="You vouch that the parties agreed; on record as such.")
@click.option("--offline", is_flag=True, help="Does not ask Slack; people and channels stay as written.")
@click.option("--team", help="The workspace, where the database serves several.")
def apply(file: Path, yes: bool, signed: bool, offline: bool, team: str | None) -> None:
    """Creates an agreement from a file, or amends it with new terms; shows the difference first."""
    logs.set_up(logging.WARNING)
    base = Foundation.lay(Settings.read())
    visit = Visit.offline(base, team) if offline else Visit.to_slack(base, team)
    read = _read(visit, file, offline)
    with base.sessions.read() as session:
        planned = agreements.plan(session, visit.workspace.id, read, visit.now)
        checked = workloads.of_terms(session, visit.workspace.id, read.terms, visit.now)
    terminal.show("\n".join((_difference(planned), *_checked(planned, checked))))
    if offline and read.unknown:
        terminal.show(_not_looked_up(read.unknown), err=True)
    if planned.is_empty and not (signed and planned.waiting):
        return
    if not yes and not click.confirm("Go on?", default=False):
        raise NotConfirmed
    terminal.show(_said(_carry_out(visit, read, signed), read))
    tell_follower(base.clock)


def _read(visit: Visit, file: Path, offline: bool) -> AgreementFile:
    text = agreement_files.text_of(file.read_bytes())
    with visit.base.sessions.read() as session:

        def person(written: str) -> str | None:
            found = directory.find(session, visit.workspace.id, written)
            return found.user_id if found else None

        def channel(written: str) -> str | None:
            return directory.channel(session, visit.workspace.id, written)

        return agreement_files.read(
            text, people=person, channels=channel, today=visit.now.date(), offline=offline
        )  # fmt: skip


def _difference(planned: Plan) -> str:
    if planned.is_new:
        return f"New agreement {planned.slug}."
    if planned.is_empty:
        waiting = " It still waits for signatures; --signed vouches for them." if planned.waiting else ""
        return f"Nothing changes: {planned.slug} has these terms already.{waiting}"
    lines = [f"New terms for {planned.slug}:", *(f"  {change}" for change in planned.changes)]
    if planned.again and not planned.changes:
        lines = [f"{planned.slug} starts anew: it has ended, or its last proposal was not signed by every party."]
    return "\n".join([*lines, *_passed_over(planned)])


def _passed_over(planned: Plan) -> list[str]:
    """Whose proposal, waiting for signatures, these terms take the place of."""
    if planned.waiting is None or not planned.changes:
        return []
    by, number = planned.waiting.proposed_by or OPERATOR, planned.waiting.number
    return [f"They take the place of terms {number}, which {by} proposed and which wait for signatures."]


def _not_looked_up(unknown: list[str]) -> str:
    *most, last = [*unknown[:SHOWN], *([f"{len(unknown) - SHOWN} more"] if len(unknown) > SHOWN else [])]
    named, verb = f"{', '.join(most)} and {last}" if most else last, "were" if most else "was"
    return f"{named} {verb} not looked up: check the spelling, or apply the file without --offline to ask Slack."


def _checked(planned: Plan, checked: Checked | None) -> list[str]:
    """Whether the reps have the hours that the terms take, before anybody signs them."""
    return [] if checked is None or planned.is_empty else bandwidth.plain(checked.load, checked.period)


def _carry_out(visit: Visit, read: AgreementFile, signed: bool) -> Applied:
    with visit.base.sessions.write() as session:
        workspace_id = visit.workspace.id
        applied = agreements.carry_out(session, workspace_id, read, at=visit.now, by=OPERATOR, vouched=signed)
        if applied.is_saved and not applied.came_into_force:
            agreement = of_id(session, workspace_id, applied.version.agreement_id, visit.now)
            owed.proposal(session, agreement, applied.version.id, visit.now)
        if applied.plan.waiting and (applied.is_saved or applied.came_into_force):
            outbox.edit(session, workspace_id, PROPOSAL, f"terms:{applied.plan.waiting.id}")
        return applied


def _said(applied: Applied, read: AgreementFile) -> str:
    number = applied.version.number
    if applied.came_into_force:
        return f"Terms {number} of {applied.plan.slug} are in force: you vouched that the parties agreed."
    names = ", ".join(f"{party.contact.written} ({party.name})" for party in read.terms.parties)
    return f"Terms {number} of {applied.plan.slug} are proposed. They hold once each contact has signed: {names}."
