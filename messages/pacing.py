"""The words of the daily post: every goal against its line, the follow-up, the overdue leads, and what now."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from messages import dates, durations, goals, make_up, mrkdwn
from messages.blocks import Block, Message, context, header, section
from messages.charts import Chart
from messages.events import fitting
from messages.text import Untrusted
from sla.agreement import Metric, Terms
from sla.figures import fixed, plain
from sla.lead import Lead
from sla.pacing import Verdict
from sla.standing import Figures, GoalFigures, HandOffFigures

_GOALS_SHOWN: Final = 40
_GOALS_A_SECTION: Final = 8
_OVERDUE_SHOWN: Final = 5
_MEANS: Final = {
    Metric.SPEED: "try each new lead sooner",
    Metric.DEPTH: "try the leads that did not connect again",
}


@dataclass(frozen=True)
class DailyPost:
    """What one daily post is made of: the figures of a finished day, and the leads that are overdue now.

    `overdue` holds the first of the `overdue_count`, those due longest ago first; `was_due_at` is set when the post
    comes late.
    """

    terms: Terms
    figures: Figures
    overdue: Sequence[Lead] = ()
    overdue_count: int = 0
    chart: Chart | None = None
    was_due_at: datetime | None = None
    customers_overdue: int = 0


def pacing(post: DailyPost) -> Message:
    """One message that says how both sides stand, and what to do next."""
    told = post.figures
    lead_in = _lead_in(post)
    lines = [line for each in told.goals for line in goal_lines(told, each)]
    rest = [*_follow_up(told), *_overdue(post), _what_now(post)]
    summary = _summary(told.goals)
    blocks = [header(Untrusted(_title(post))), section(f"*{summary}*"), context(lead_in), *_goal_sections(told)]
    return Message(
        text="\n".join([f"*{Untrusted(_title(post)).mrkdwn()}*", f"{summary} {lead_in}", *lines, *rest]),
        blocks=(*blocks, *map(section, rest[:-1]), context(rest[-1])),
        event_type="sla_pacing",
        payload={
            "agreement": post.terms.slug,
            "on": (told.finished or told.at.astimezone(told.zone).date()).isoformat(),
            "goals": fitting(map(_payload, told.goals)),
        },
        chart=post.chart,
    )


def goal_lines(told: Figures, each: GoalFigures) -> list[str]:
    """How one goal stands, in one line or two (mrkdwn)."""
    goal, pace = each.goal, each.pace
    sign, stands = goals.SIGNS[pace.verdict], goals.figure(goal, pace.actual)
    if goal.metric.is_mean:
        return [f"{sign} *{goals.whose(goal)}*: {_mean(each, stands)}"]
    owed = told.to_make_up(goal)
    target = f"{goals.figure(goal, pace.target)}{make_up.beside(owed, goal)}{goals.by_due_day(each)}"
    first = f"{sign} *{goals.whose(goal)}*: *{stands}* of {target}, {_SUMMED[pace.verdict]}"
    line = "" if pace.line is None or not pace.gap else f", {goals.gap(pace)} at {goals.amount(pace.line)}"
    made_up = make_up.made_up_line(owed, goal, pace.target)
    return [f"{first}{line}", *_ahead(told, each), *([f"      {made_up}"] if made_up else [])]


def _title(post: DailyPost) -> str:
    on = post.figures.finished or post.figures.at.astimezone(post.figures.zone).date()
    return f"{post.terms.title[:110]}: {dates.day(on)}"


def _summary(told: Sequence[GoalFigures]) -> str:
    """How many goals stand where, such as `1 goal met, 2 ahead, 1 behind.`"""
    counts = Counter(_SUMMED[each.pace.verdict] for each in told)
    first, *others = [(words, counts[words]) for words in dict.fromkeys(_SUMMED.values()) if counts[words]]
    said = [f"{durations.several(first[1], 'goal')} {first[0]}", *(f"{number} {words}" for words, number in others)]
    return f"{', '.join(said)}."


_SUMMED: Final = {
    Verdict.MET: "met",
    Verdict.AHEAD: "ahead",
    Verdict.ON_PACE: "on pace",
    Verdict.BEHIND: "behind",
    Verdict.MISSED: "missed",
    Verdict.TOO_EARLY: "too early to tell",
}


def _lead_in(post: DailyPost) -> str:
    day = post.figures.day
    late = f" This post is late: it was due {mrkdwn.date(post.was_due_at)}." if post.was_due_at else ""
    working = f"working day {day.working_day} of {day.working_days}"
    return f"Day {day.day} of {day.days} in {dates.period(post.figures.period)} ({working}), counted to its end.{late}"


def _goal_sections(told: Figures) -> Iterable[Block]:
    """A section for each party; a party with many goals gets several."""
    for _, theirs in groupby(told.goals[:_GOALS_SHOWN], key=lambda each: each.goal.party):
        held = list(theirs)
        for start in range(0, len(held), _GOALS_A_SECTION):
            part = held[start : start + _GOALS_A_SECTION]
            yield section("\n".join(line for each in part for line in goal_lines(told, each)))
    if len(told.goals) > _GOALS_SHOWN:
        yield context(f"and {len(told.goals) - _GOALS_SHOWN} more goals: `/sla status` shows them")


def _mean(each: GoalFigures, stands: str) -> str:
    target = goals.figure(each.goal, each.pace.target)
    if each.pace.actual is None:
        return f"nothing to average yet; the promise is {target}"
    return f"*{stands}* on average, {goals.verdict(each)} of {target}"


def _ahead(told: Figures, each: GoalFigures) -> list[str]:
    """What is still needed, and where this rate leads; nothing once the goal is met."""
    pace = each.pace
    if pace.verdict is Verdict.MET or pace.ended:
        return []
    needed = (
        "" if pace.needed_per_day is None else f"{goals.amount(pace.needed_per_day)} a {_day(each)} needed from here"
    )
    last = dates.short_day(each.due_on or told.period.last_day)
    course = "" if pace.projected is None else f"at this rate {goals.amount(pace.projected)} by {last}"
    said = "; ".join(part for part in (needed, course) if part)
    return [f"      {said}"] if said else []


def _day(each: GoalFigures) -> str:
    return "working day" if each.goal.line == "working_days" else "day"


def _follow_up(told: Figures) -> list[str]:
    return [_followed_up(told, each) for each in told.followed if each.follow_up.handed_off]


def _followed_up(told: Figures, each: HandOffFigures) -> str:
    counted = each.follow_up
    by = "" if each.what == "lead" else f" by {Untrusted(each.receiver).mrkdwn()}"
    tried = f"{counted.followed_up} of {durations.several(counted.handed_off, each.what)} followed up"
    kept = f"{counted.within_window} of them within their window"
    speed = "" if counted.speed is None else f", first attempts after {durations.seconds(counted.speed)} on average"
    return f":telephone_receiver: *Follow-up{by} in {dates.period(told.period)}*: {tried}, {kept}{speed}."


def _overdue(post: DailyPost) -> list[str]:
    number = post.overdue_count
    if not number:
        return _customers_overdue(post)
    shown = [f"• {_waits(lead)}" for lead in post.overdue[:_OVERDUE_SHOWN]]
    more = number - len(shown)
    rest = [f"and {more} more: `/sla leads overdue` lists them"] if more > 0 and shown else []
    is_are = "is" if number == 1 else "are"
    return [
        "\n".join([f":bell: *{durations.several(number, 'lead')} {is_are} overdue*", *shown, *rest]),
        *_customers_overdue(post),
    ]


def _customers_overdue(post: DailyPost) -> list[str]:
    number = post.customers_overdue
    if not number:
        return []
    are = "is" if number == 1 else "are"
    return [f":bell: *{durations.several(number, 'customer')} {are} overdue*: `/sla leads overdue` lists them"]


def _waits(lead: Lead) -> str:
    due = f", due {mrkdwn.date(lead.due_at)}" if lead.due_at else ""
    return f"{lead.short_id} {Untrusted(lead.name).mrkdwn()}{due}"


def _what_now(post: DailyPost) -> str:
    """The next steps: the overdue leads first, then the goals behind their lines, then the means short of theirs."""
    steps = []
    if post.overdue_count:
        steps.append("log an attempt on each overdue lead (`/sla leads overdue`)")
    behind = [
        each for each in post.figures.goals if each.pace.verdict is Verdict.BEHIND and not each.goal.metric.is_mean
    ]
    for each in behind[:2]:
        needed = each.pace.needed_per_day
        if needed is not None:
            party = Untrusted(each.goal.party).mrkdwn()
            steps.append(f"{party}: {goals.counted(each.goal, needed)} a {_day(each)} to reach the goal")
    short = [
        each.goal for each in post.figures.goals if each.pace.verdict is Verdict.BEHIND and each.goal.metric.is_mean
    ]
    steps += [f"{Untrusted(goal.party).mrkdwn()}: {_MEANS[goal.metric]}" for goal in short]
    if not steps:
        steps.append("keep the pace; `/sla status` shows it at any time")
    return f"*What now:* {'; '.join(steps)}."


def _payload(each: GoalFigures) -> dict[str, Any]:
    pace, goal = each.pace, each.goal
    return {
        "party": goal.party,
        "metric": goal.metric.value,
        "tier": goal.tier,
        "target": plain(pace.target),
        "actual": None if pace.actual is None else plain(pace.actual),
        "line": None if pace.line is None else fixed(pace.line),
    }
