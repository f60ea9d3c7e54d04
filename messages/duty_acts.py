"""What is said to somebody who did, confirmed or excused a duty: what stands now, and what comes next."""

from decimal import Decimal

from messages import dates, goals, mrkdwn
from messages.duty_words import Told, behalf, stands, units_of, what_of
from messages.text import Untrusted
from sla.duty import DutyState
from sla.duty_people import reader_of
from sla.period import Period


def done(told: Told, *, is_passed_on: bool) -> str:
    """It is on record as done, in time or late, and who has it now."""
    late = " It is kept as late." if told.state is DutyState.LATE else ""
    if told.goal is not None:
        return _reported(told, late, is_passed_on)
    reader = reader_of(told.terms, told.duty)
    whom = mrkdwn.user(reader.key) if reader else "its reader"
    follows = f"{whom} has it now." if is_passed_on else f"{whom} is outside Slack: please pass it on yourself."
    return f":white_check_mark: {what_of(told.duty)} is done. {follows}{late}"


def confirmed(told: Told, counted: str) -> str:
    """What came, and how far the goal is."""
    return f":white_check_mark: {what_of(told.duty)}: {stands(told)}. {counted}"


def not_received(told: Told) -> str:
    """It did not come: it is owed as before, and who owes it is told."""
    owner = mrkdwn.user(told.duty.owner or "") if told.duty.owner else Untrusted(told.duty.giver).mrkdwn()
    return f":package: Noted: {what_of(told.duty)} did not come. It is owed as before, and {owner} is told."


def excused(told: Told) -> str:
    """It need not be done, and who owes it is told."""
    owner = mrkdwn.user(told.duty.owner or "") if told.duty.owner else Untrusted(told.duty.giver).mrkdwn()
    return f":calendar: {what_of(told.duty)} is {stands(told)}. {owner} is told."


def progress(told: Told, period: Period, *, confirmed: Decimal, reported: Decimal, left: int) -> str:
    """How far the goal is: `12 of 50 reams confirmed in October 2026, 6 more reported; 5 deliveries to come.`"""
    if told.goal is None:
        return ""
    target = goals.figure(told.goal, told.goal.target)
    more = f", {goals.amount(reported)} more reported" if reported else ""
    ahead = f"; {left} {'delivery' if left == 1 else 'deliveries'} to come" if left else ""
    return f"{goals.amount(confirmed)} of {target} confirmed in {dates.period(period)}{more}{ahead}."


def _reported(told: Told, late: str, is_passed_on: bool) -> str:
    whom = told.confirmer
    waits = f"{mrkdwn.user(whom.user)} is asked to confirm it{behalf(whom)}, and then it counts." if whom.user else ""
    follows = waits if is_passed_on else "Nobody in Slack can confirm it; it counts once somebody does."
    return f":package: {what_of(told.duty)}: {units_of(told, told.duty.units)} reported. {follows}{late}"
