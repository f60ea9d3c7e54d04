"""Where an agreement stands, in words: both sides' figures against their goals, now."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from messages import dates, durations, duties, mrkdwn
from messages.blocks import Block, Message, context, fields, header, section
from messages.duties import Listed
from messages.pacing import goal_lines
from messages.text import Untrusted
from sla.agreement import Agreement, Status, Terms
from sla.standing import Figures, GoalFigures, HandOffFigures
from sla.strike import StrikeState

_GOALS_SHOWN = 30
_GOALS_A_SECTION = 8
_WAITING = (StrikeState.OPEN, StrikeState.CONTESTED, StrikeState.UPHELD)


def status(
    agreement: Agreement,
    told: Figures,
    *,
    missing: Sequence[str] | None = (),
    owed: Sequence[Listed] = (),
) -> Message:
    """Both sides' figures; `missing` are the parties whose signature an agreement still waits for, None if it does not.

    `owed` are the duties that somebody has to act on, with what the reader may do.
    """
    lines = [line for each in told.goals for line in goal_lines(told, each)]
    lead_in, follows = _lead_in(told), _next(agreement.terms, told)
    follow_ups = [(_handed(each), figures) for each in told.followed if (figures := _follow_up(each))]
    state = _state(agreement, missing)
    shown: list[Block] = [
        header(Untrusted(agreement.title)),
        context(lead_in),
        *([section(state)] if state else []),
        *_sides(told),
        *(block for title, figures in follow_ups for block in (section(f"*{title}*"), fields(*figures))),
        *([section(nurtured)] if (nurtured := _nurtured(agreement.terms, told)) else []),
        *([section(strikes)] if (strikes := _strikes(told)) else []),
        *duties.blocks(owed),
        context(follows),
    ]
    said = [f"*{Untrusted(agreement.title).mrkdwn()}*", lead_in, state, *lines]
    said += [f"*{title}:* {'; '.join(map(_in_line, figures))}." for title, figures in follow_ups]
    return Message("\n".join(filter(None, (*said, nurtured, strikes, *duties.lines(owed), follows))), tuple(shown))


def _in_line(figure: str) -> str:
    return figure.replace("*\n", ": ").lstrip("*")


def _lead_in(told: Figures) -> str:
    day = told.day
    whole = dates.period(told.period)
    working = f"working day {day.working_day} of {day.working_days}"
    return f"Day {day.day} of {day.days} in {whole} ({working}), as of {mrkdwn.date(told.at)}"


def _state(agreement: Agreement, missing: Sequence[str] | None) -> str:
    if agreement.status is Status.ENDED:
        return ""
    if agreement.status is not Status.PROPOSED:
        return ""
    if missing is None:
        return (
            ":memo: Not in force: its proposal was withdrawn or lapsed. `/sla agreement` shows it, to be proposed anew."
        )
    waits = " and ".join(Untrusted(party).mrkdwn() for party in missing)
    return f":memo: Not in force yet; still to sign: {waits or 'nobody'}. `/sla agreement` shows the terms."


def _sides(told: Figures) -> Iterable[Block]:
    """A section for each party's goals; one with many goals gets several."""
    for _, theirs in groupby(told.goals[:_GOALS_SHOWN], key=lambda each: each.goal.party):
        held = list(theirs)
        for start in range(0, len(held), _GOALS_A_SECTION):
            yield section("\n".join(_lines(told, held[start : start + _GOALS_A_SECTION])))
    if len(told.goals) > _GOALS_SHOWN:
        yield context(f"and {len(told.goals) - _GOALS_SHOWN} more goals")


def _lines(told: Figures, held: Sequence[GoalFigures]) -> list[str]:
    return [line for each in held for line in goal_lines(told, each)]


def _nurtured(terms: Terms, told: Figures) -> str:
    """How many leads marketing nurtures; nothing where no tier asks for a minimum."""
    if not told.nurtured:
        return ""
    whose = Untrusted(terms.giver.name).mrkdwn()
    number = durations.several(told.nurtured, "lead")
    return f":seedling: *Nurtured by {whose}*: {number}. `/sla leads nurtured` lists them."


def _handed(each: HandOffFigures) -> str:
    if each.what == "lead":
        return "Follow-up"
    return f"Customers handed to {Untrusted(each.receiver).mrkdwn()}"


def _follow_up(each: HandOffFigures) -> list[str]:
    counted = each.follow_up
    if not counted.handed_off:
        return []
    tried = f"*Followed up*\n{counted.followed_up} of {durations.several(counted.handed_off, each.what)}"
    kept = (
        f"*Within their window*\n{f'{counted.within_window} of {counted.followed_up}' if counted.followed_up else '–'}"
    )
    breached = f"*Windows that passed*\n{_passed(counted.breached, counted.open_overdue)}"
    shown = [tried, kept, breached]
    if counted.speed is not None and counted.speed_wall is not None:
        wall = durations.seconds(counted.speed_wall)
        shown.append(f"*Speed*\n{durations.seconds(counted.speed)} of business hours on average ({wall} by the clock)")
    if counted.depth is not None:
        unconnected = f"{durations.several(counted.unconnected, each.what)} without a connection"
        shown.append(f"*Depth*\n{durations.several(counted.depth, 'attempt')} on average on {unconnected}")
    return shown


def _passed(breached: int, waiting: int) -> str:
    if not breached:
        return "none"
    return (
        f"{breached}, {waiting} of them still without an attempt" if waiting else f"{breached}, all followed up since"
    )


def _strikes(told: Figures) -> str:
    """How many strikes are open, by party: who they name is theirs to know."""
    opened = sorted(each.party for each in told.strikes if each.state in _WAITING)
    if not opened:
        return ""
    counted = [f"{len(list(same))} for {Untrusted(party).mrkdwn()}" for party, same in groupby(opened)]
    return f":triangular_flag_on_post: *Open strikes:* {', '.join(counted)}. `/sla strikes` shows yours."


def _next(terms: Terms, told: Figures) -> str:
    if not terms.has_leads:
        return "`/sla status here` shows this to everyone; `/sla agreement` shows what was agreed."
    if any(each.follow_up.open_overdue for each in told.followed):
        return "`/sla leads overdue` lists the leads that wait, with buttons."
    return "`/sla leads` lists the open leads; `/sla status here` shows this to everyone."
