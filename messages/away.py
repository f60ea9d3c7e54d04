"""Leave in words: who is away until when, whose leads are offered to others, and what happened meanwhile."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from messages import dates, durations, lead_card, mrkdwn
from messages.acts import titled
from messages.blocks import Block, Message, actions, at_most, context, section
from messages.elements import button, confirm
from messages.events import fitting, utc
from sla.agreement import Terms
from sla.lead import Lead
from sla.leave import Leave

TAKE: Final = "act:take_lead"
GIVE_ALL: Final = "act:give_all"
CANCEL: Final = "act:cancel_leave"
OFFERED: Final = "sla_offered"
_ROOM: Final = 40
_SHOWN: Final = 10


def until(leave: Leave) -> str:
    """Until when somebody is away: `through Friday 9 October`, or `until Oct 9th, 2:00 PM` in the reader's zone."""
    last = leave.last_day
    return f"until {mrkdwn.date(leave.ends_at)}" if last is None else f"through {dates.day(last)}"


def until_plain(leave: Leave) -> str:
    """The same where Slack draws no dates, on the clocks of the leave's own zone."""
    last = leave.last_day
    return f"until {dates.local(leave.ends_at, leave.at_zone)}" if last is None else f"through {dates.day(last)}"


def is_away(leave: Leave) -> str:
    """Who is away, and until when (mrkdwn)."""
    return f"{mrkdwn.user(leave.person)} is away {until(leave)}"


def span(leave: Leave, now: datetime) -> str:
    """From when to when: `now through Friday 9 October`."""
    if leave.starts_at <= now:
        return until(leave)
    starts, last = leave.starts_at.astimezone(leave.at_zone), leave.last_day
    if (starts.hour, starts.minute) != (0, 0):
        return f"from {mrkdwn.date(leave.starts_at)} {until(leave)}"
    return f"on {dates.day(last)}" if last == starts.date() else f"from {dates.day(starts.date())} {until(leave)}"


def offered(
    terms: Terms,
    leave: Leave,
    waiting: Sequence[Lead],
    gone: Sequence[Lead],
    now: datetime,
    *,
    is_contact: bool,
    value: str,
    is_over: bool = False,
) -> Message:
    """To each who may take them: the leads of somebody on leave, those taken since, and a button for each that waits.

    The contact can also give all of them to the next in turn; `value` is what that button carries.
    """
    lead_in = _lead_in(leave, waiting, is_over)
    lines = [*(_waits(lead, now) for lead in waiting), *(_gone(lead) for lead in gone)]
    rows = [_row(lead, line, number) for number, (lead, line) in enumerate(zip(waiting, lines, strict=False))]
    rows += [section(line) for line in lines[len(waiting) :]]
    all_at_once = [actions(_give_all(len(waiting), value))] if is_contact and waiting else []
    follows = [context("Whoever is first has it, and gets the whole window from then on.")] if waiting else []
    return Message(
        text="\n".join([lead_in, *lines]),
        blocks=(section(lead_in), *at_most(rows, "leads; `/sla leads` lists them", _ROOM), *all_at_once, *follows),
        event_type=OFFERED,
        payload={
            "agreement": terms.slug,
            "leads": fitting({"lead": lead.short_id, "due_at": utc(lead.due_at)} for lead in waiting),
        },
    )


def entered_for(terms: Terms, leave: Leave, *, called_off: bool) -> Message:
    """To the person: somebody entered their leave, or called it off."""
    by = mrkdwn.opening(leave.by)
    if called_off:
        said = f":palm_tree: Your leave that was to last {until(leave)} is called off: leads may go to you again."
    else:
        when = span(leave, leave.entered_at)
        said = (
            f":palm_tree: {by} entered that you are away {when}. No new lead goes to you in that time, and your open "
            "leads are offered to others. `/sla away list` shows it, with a button to cancel it."
        )
    return Message(said, (section(said),), "sla_digest", {"agreement": terms.slug})


def welcome_back(terms: Terms, leave: Leave, waiting: Sequence[Lead], gone: Sequence[Lead], now: datetime) -> Message:
    """To whom is back: which leads others took, and which are still theirs."""
    theirs = durations.several(len(gone), "lead") if gone else "no lead"
    lead_in = f":wave: Welcome back. While you were away, {theirs} of yours went to others. {_still(len(waiting))}"
    lines = [*(_gone(lead, now) for lead in gone[:_SHOWN]), *(_waits(lead, now) for lead in waiting[:_SHOWN])]
    more = len(gone) + len(waiting) - len(lines)
    follows = f"{f'And {more} more. ' if more > 0 else ''}`/sla leads mine` shows your open leads with their buttons."
    shown: list[Block] = [section(lead_in), *([section("\n".join(lines))] if lines else []), context(follows)]
    return Message("\n".join([lead_in, *lines, follows]), tuple(shown), "sla_digest", {"agreement": terms.slug})


def _still(count: int) -> str:
    if not count:
        return "No open lead waits for you."
    return f"{durations.several(count, 'open lead')} of yours {'waits' if count == 1 else 'wait'} for a connection."


def _lead_in(leave: Leave, waiting: Sequence[Lead], is_over: bool) -> str:
    if is_over:
        return f":palm_tree: {mrkdwn.user(leave.person)} is back; there is nothing more to take."
    if not waiting:
        return f":palm_tree: {is_away(leave)}. Every lead of theirs has found somebody: thank you."
    if len(waiting) == 1:
        return f":palm_tree: {is_away(leave)}. An open lead of theirs waits for somebody who takes it."
    return f":palm_tree: {is_away(leave)}. {len(waiting)} open leads of theirs wait for somebody who takes them."


def _waits(lead: Lead, now: datetime) -> str:
    return f"{titled(lead)}\n{lead_card.state_line(lead, now)}"


def _gone(lead: Lead, now: datetime | None = None) -> str:
    stands = f"\n{lead_card.state_line(lead, now)}" if now else ""
    return f":white_check_mark: {titled(lead)} is with {mrkdwn.user(lead.rep) if lead.rep else 'nobody yet'}{stands}"


def _row(lead: Lead, line: str, number: int) -> Block:
    return section(line, accessory=button("Take it", f"{TAKE}:{number}", lead_card.value(lead)))


def _give_all(count: int, value: str) -> dict[str, object]:
    goes = "The lead goes" if count == 1 else f"Each of the {count} leads goes"
    follows = f"{goes} to whoever is there and has the fewest open ones. They are told."
    title, label = ("Give it away?", "Give it") if count == 1 else ("Give them all away?", "Give all")
    asked = confirm(title, follows, label)
    return button(f"{label} to the next in turn", GIVE_ALL, value, confirm=asked)
