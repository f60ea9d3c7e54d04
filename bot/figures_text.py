"""Figures as lines for a terminal."""

from collections.abc import Iterator
from fractions import Fraction

from bot import terminal
from messages import durations, goals
from sla.duty import Occurrence
from sla.figures import fixed, plain
from sla.follow_up import FollowUp
from sla.standing import Figures, GoalFigures


def lines(figures: Figures) -> Iterator[str]:
    """Where the agreement stands, goal by goal, and its follow-up."""
    period, day = figures.period, figures.day
    working = f"working day {day.working_day} of {day.working_days}"
    yield f"{figures.agreement}, {period.name}: day {day.day} of {day.days}, {working}"
    yield f"as of {figures.at.astimezone(figures.zone):%Y-%m-%d %H:%M %Z}"
    yield ""
    for each in figures.goals:
        yield f"  {_goal(each)}"
    yield from _follow_up(figures.follow_up, "lead")
    for link in figures.hand_offs:
        if link.what == "customer":
            yield f"  customers, {link.giver} to {link.receiver}:"
            yield from _follow_up(link.follow_up, link.what)
    yield from (_duty(figures, each) for each in figures.duties)
    yield from (f"  strike {each.id}: {each.party}, {each.on}, {each.state}" for each in figures.strikes)
    for plan in figures.make_up:
        short = f"{plan.party}: {plan.metric}, {plain(plan.deficit)} missing in {plan.period}"
        yield f"  make-up plan {plan.id}: {short}, {plain(plan.made_up)} made up"
    for credit in figures.credits:
        owed = f"{credit.payer} to {credit.receiver}, {credit.currency} {credit.amount}"
        yield f"  credit {credit.id}: {owed}, {credit.state}"


def show(figures: Figures) -> None:
    for line in lines(figures):
        terminal.show(line)


def _goal(each: GoalFigures) -> str:
    goal, pace = each.goal, each.pace
    actual = "nothing yet" if pace.actual is None else goals.plain_figure(goal, pace.actual)
    promised = goals.plain_figure(goal, pace.target)
    said = f"{goal.party}: {goals.plain_name(goal)}: {actual} of {promised}, {goals.verdict(each)}"
    if pace.line is not None:
        said += f"; line at {fixed(pace.line)}"
    if pace.needed_per_day is not None:
        said += f"; {fixed(pace.needed_per_day)} a day needed"
    if pace.projected is not None:
        said += f"; {fixed(pace.projected)} projected"
    return said


def _duty(figures: Figures, duty: Occurrence) -> str:
    due = f"{duty.due_at.astimezone(figures.zone):%Y-%m-%d %H:%M}"
    return f"  duty {duty.short_id}: {duty.what} ({duty.giver} to {duty.receiver}), due {due}, {duty.state(figures.at)}"


def _follow_up(found: FollowUp, what: str) -> Iterator[str]:
    yield (
        f"  {found.handed_off} handed off, {found.followed_up} followed up, {found.within_window} within their window, "
        f"{found.breached} breached, {found.open_overdue} still waiting"
    )
    if found.speed_seconds is not None:
        mean = durations.seconds(Fraction(found.speed_seconds))
        yield f"  mean time to the first attempt: {mean} of business time"
    if found.depth is not None:
        mean = durations.several(found.depth, "attempt")
        yield f"  {mean} on average on the {found.unconnected} {what}s never reached"
