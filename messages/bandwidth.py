"""Whether a promise fits into the reps' hours, in words: the sum, and three ways out when it does not."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from messages import dates, durations, goals
from sla.bandwidth import WaysOut, Workload, ways_out
from sla.figures import percent
from sla.period import Period


def plain(load: Workload, period: Period) -> list[str]:
    """The check in plain lines: whether the promise fits, both sums, and each way out when it does not."""
    return [_verdict(load, period), _sums(load), *(f"- {way}" for way in _ways(load))]


def told(load: Workload, period: Period) -> list[str]:
    """The same as paragraphs for Slack (mrkdwn); a promise that can't be kept is marked as such."""
    if load.fits:
        return [f":white_check_mark: *{_verdict(load, period)}*\n{_sums(load)}"]
    ways = "\n".join(f"{number}. {way}" for number, way in enumerate(_ways(load), start=1))
    return [f":warning: *{_verdict(load, period)}*\n{_sums(load)}", f"*Three ways out:*\n{ways}"]


def _verdict(load: Workload, period: Period) -> str:
    in_period, needed, there = dates.period(period), _hours(load.needed), _hours(load.available)
    if load.fits:
        return f"The promise fits into the reps' hours in {in_period}: it takes {needed} of {there}."
    return f"The promise does not fit into the reps' hours in {in_period}: it takes {needed}, and there are {there}."


def _sums(load: Workload) -> str:
    """Both sides of the sum."""
    by_hand = durations.several(load.by_hand, "attempt")
    if load.automated:
        by_hand = f"{by_hand} by hand (of {goals.amount(load.attempts)}, {percent(load.automated)} automated)"
    asked = f"{_leads(load.leads)} × {by_hand} × {goals.amount(load.minutes)} min = {_hours(load.needed)}"
    weeks = f"{goals.amount(load.weeks)} weeks"
    away = f", less {durations.several(load.days_away, 'day')} of leave" if load.days_away else ""
    a_week = f"{_hours(load.hours_a_week)} a week × {weeks} × {percent(load.share)} for marketing's leads"
    return f"{asked}. {durations.several(load.reps, 'rep')} × {a_week}{away} = {_hours(load.available)}."


def _ways(load: Workload) -> Iterator[str]:
    if load.fits:
        return
    out = ways_out(load)
    yield _fewer_attempts(load, out)
    yield _more_hours(load, out)
    yield _fewer_leads(load, out)


def _fewer_attempts(load: Workload, out: WaysOut) -> str:
    if out.attempts is None:
        return "Fewer attempts: not even one on each lead fits."
    takes = replace(load, attempts=Fraction(out.attempts)).needed
    return f"Fewer attempts: {out.attempts} on each lead instead of {goals.amount(load.attempts)} ({_hours(takes)})."


def _more_hours(load: Workload, out: WaysOut) -> str:
    ways = []
    if out.reps is not None:
        there = replace(load, reps=out.reps).available
        ways.append(f"{out.reps} reps instead of {load.reps} ({_hours(there)})")
    if out.hours_a_week is not None:
        there = replace(load, hours_a_week=Fraction(out.hours_a_week)).available
        ways.append(
            f"{out.hours_a_week} h a week of each instead of {goals.amount(load.hours_a_week)} ({_hours(there)})"
        )
    return f"More reps or hours: {', or '.join(ways) or 'there are no working days to have them in'}."


def _fewer_leads(load: Workload, out: WaysOut) -> str:
    takes = replace(load, leads=Fraction(out.leads)).needed
    ways = [f"{out.leads:,} leads instead of {goals.amount(load.leads)} ({_hours(takes)})"]
    if out.automated is not None:
        takes = replace(load, automated=out.automated).needed
        now = percent(load.automated) if load.automated else "none"
        ways.append(f"{percent(out.automated)} of the attempts automated instead of {now} ({_hours(takes)})")
    return f"Fewer leads or more automated: {', or '.join(ways)}."


def _leads(number: Fraction) -> str:
    return f"{goals.amount(number)} {'lead' if number == 1 else 'leads'}"


def _hours(hours: Fraction) -> str:
    return f"{goals.amount(hours)} h"
