"""The messages about duties: due, missed, done and passed on, excused."""

from collections.abc import Sequence
from typing import Any, Final

from messages import mrkdwn, rich
from messages.blocks import Block, Message, actions, context, section
from messages.duty_words import Told, behalf, confirm_buttons, do_buttons, excuse_buttons, payload, stands, what_of
from messages.elements import Element
from messages.events import utc
from messages.text import Untrusted
from sla.duty import DutyState
from sla.duty_people import reader_of

REPORT_LENGTH: Final = 3000
LINK_LENGTH: Final = 500


def due(told: Told, *, refused_by: str | None = None) -> Message:
    """To who does it, as the day opens: what is owed, by when, and buttons to say that it is done."""
    if told.duty.is_settled or told.state is DutyState.MISSED:
        return _settled(told)
    what, to = what_of(told.duty), Untrusted(told.duty.receiver).mrkdwn()
    lead_in = f":alarm_clock: {what} for {to} is due {mrkdwn.date(told.duty.due_at)}."
    if refused_by:
        lead_in = f":package: {mrkdwn.user(refused_by)} says that {what} did not come. It is owed to {to} still."
    follows = _asked(told)
    shown: tuple[Block, ...] = (section(f"{lead_in}\n{follows}"), actions(*do_buttons(told)))
    return Message(f"{lead_in} {follows}", shown, "sla_duty_due", payload(told))


def missed(told: Told, *, may_excuse: bool, may_do: bool) -> Message:
    """To a contact, once the deadline has passed: what was due, and what can be done about it now."""
    if told.state is not DutyState.MISSED:
        return _settled(told, "sla_duty_missed")
    what, giver, to = what_of(told.duty), _party(told.duty.giver), _party(told.duty.receiver)
    lead_in = f":hourglass: {what}, which {giver} owes {to}, was due {mrkdwn.date(told.duty.due_at)} and is not done."
    follows = "Done now, it is kept as late." if may_do else ""
    if may_excuse:
        follows = "It may still come, and is kept as late then. If there was a good reason, excuse it."
    buttons = [*(do_buttons(told) if may_do else ()), *(excuse_buttons(told) if may_excuse else ())]
    shown: list[Block] = [section(f"{lead_in}\n{follows}".strip())]
    shown += [actions(*buttons)] if buttons else []
    return Message(f"{lead_in} {follows}".strip(), tuple(shown), "sla_duty_missed", payload(told))


def done(told: Told) -> Message:
    """To who gets it: the report itself, or what was delivered with the question whether it came."""
    return _delivered(told) if told.goal is not None else _report(told)


def excused(told: Told) -> Message:
    """To who would have done it: it need not be done."""
    return _settled(told, "sla_duty_excused")


def _asked(told: Told) -> str:
    """What to do, and where it goes."""
    if told.goal is None:
        reader = reader_of(told.terms, told.duty)
        if reader is None or reader.user is None:
            return "Write it here, and it is kept; pass it on yourself, as its reader is outside Slack."
        return f"Write it here, or give a link, and it goes to {mrkdwn.user(reader.user)}."
    whom = told.confirmer
    if whom.user is None:
        return "Say how much it was once it is delivered."
    return f"Say so once it is delivered; {mrkdwn.user(whom.user)} confirms it{behalf(whom)}, and then it counts."


def _settled(told: Told, event_type: str = "sla_duty_due") -> Message:
    sign = {DutyState.MISSED: ":hourglass:", DutyState.EXCUSED: ":calendar:"}.get(told.state, ":white_check_mark:")
    said = f"{sign} {what_of(told.duty)} for {Untrusted(told.duty.receiver).mrkdwn()}: {stands(told)}."
    shown: list[Block] = [section(said)]
    if told.state is DutyState.MISSED:
        shown.append(actions(*do_buttons(told)))
    elif told.state is DutyState.EXCUSED:
        shown.append(context("There is nothing to do any more."))
    return Message(said, tuple(shown), event_type, payload(told))


def _report(told: Told) -> Message:
    duty = told.duty
    late = f" It was due {mrkdwn.date(duty.due_at)}." if told.state is DutyState.LATE else ""
    lead_in = f":page_facing_up: {what_of(duty)} from {_party(duty.giver)}, by {mrkdwn.user(duty.done_by or '')}.{late}"
    shown: list[Block] = [section(lead_in)]
    said = [lead_in]
    if duty.text:
        shown.append(rich.rich_quote(*_paragraph(duty.text)))
        said.append(Untrusted(duty.text).mrkdwn(REPORT_LENGTH))
    if duty.link:
        shown.append(rich.rich_text(rich.bold("Link: "), rich.text(Untrusted(duty.link), limit=LINK_LENGTH)))
        said.append(f"Link: {Untrusted(duty.link).mrkdwn(LINK_LENGTH)}")
    if not duty.text and not duty.link:
        shown.append(context("It was given without words here; ask for it if it has not reached you."))
        said.append("It was given without words here; ask for it if it has not reached you.")
    return Message("\n".join(said), tuple(shown), "sla_duty_done", _done_payload(told))


def _delivered(told: Told) -> Message:
    duty, whom = told.duty, told.confirmer
    if not duty.done_at:
        return _settled(told, "sla_duty_done")
    sign = ":package:" if duty.confirmed_at is None else ":white_check_mark:"
    lead_in = f"{sign} {what_of(duty)}, due {mrkdwn.date(duty.due_at)}: {stands(told)}."
    note = f"“{Untrusted(duty.text).mrkdwn(500)}”" if duty.text else ""
    shown: list[Block] = [section(f"{lead_in}\n{note}".strip())]
    if duty.confirmed_at is not None:
        return Message(f"{lead_in} {note}".strip(), tuple(shown), "sla_duty_done", _done_payload(told))
    asked = f"Did it come? Your word counts{behalf(whom)}."
    shown += [context(asked), actions(*confirm_buttons(told))]
    return Message(f"{lead_in} {note} {asked}".replace("  ", " "), tuple(shown), "sla_duty_done", _done_payload(told))


def _paragraph(text: str) -> Sequence[Element]:
    """A report as runs of text, its lines kept; all of it foreign."""
    lines = text.splitlines() or [text]
    runs: list[Element] = []
    for number, line in enumerate(lines):
        shown = Untrusted(line).plain(REPORT_LENGTH) if line.strip() else ""
        runs.append({"type": "text", "text": shown + ("\n" if number < len(lines) - 1 else "") or " "})
    return runs


def _party(name: str) -> str:
    return mrkdwn.bold(Untrusted(name))


def _done_payload(told: Told) -> dict[str, Any]:
    return {**payload(told), "done_at": utc(told.duty.done_at)}
