"""Whether the reps have the hours that the promise takes: leads × attempts × minutes, against their working weeks."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor

from sla.agreement import Goal, Metric, Terms
from sla.calendar import DAY, Opening
from sla.period import Period

MINUTES_AN_HOUR = 60
ONE_ATTEMPT = Fraction(1)


@dataclass(frozen=True)
class Workload:
    """What the leads of a period ask of the reps, and what they have for them.

    `attempts` is promised for each lead, and the share `automated` of them takes nobody's time; `hours_a_week` is what
    one rep has for following up, of which `share` goes to marketing's leads; `days_away` are the reps' days of leave
    together; `open_hours_a_week` is the most that there could be.
    """

    leads: Fraction
    attempts: Fraction
    minutes: Fraction
    automated: Fraction
    reps: int
    hours_a_week: Fraction
    share: Fraction
    working_days: int
    days_a_week: int
    open_hours_a_week: Fraction
    days_away: Fraction = Fraction(0)

    @property
    def by_hand(self) -> Fraction:
        """The attempts on each lead that a person makes: one at least, as only a person's keeps a window."""
        return max(self.attempts * (1 - self.automated), ONE_ATTEMPT)

    @property
    def needed(self) -> Fraction:
        """The hours that the promise takes (the field guide, section 3: leads × attempts × minutes each)."""
        return self.leads * self.by_hand * self.minutes / MINUTES_AN_HOUR

    @property
    def weeks(self) -> Fraction:
        """The working weeks of the period."""
        return Fraction(self.working_days, self.days_a_week)

    @property
    def available(self) -> Fraction:
        """The hours that all reps together have for marketing's leads in the period, leave taken off."""
        return self.hours_a_week * self.share * self.rep_weeks

    @property
    def fits(self) -> bool:
        """Whether the promise can be kept in the hours that there are."""
        return self.needed <= self.available

    @property
    def rep_weeks(self) -> Fraction:
        """The working weeks of all reps together, leave taken off."""
        return max(self.reps * self.working_days - self.days_away, Fraction(0)) / self.days_a_week


@dataclass(frozen=True)
class WaysOut:
    """What would make a promise fit, each way by itself; None where that way does not lead out.

    `attempts` and `leads` are the most that fit; `reps` and `hours_a_week` (whole hours of each rep) the fewest that
    do; `automated` is the least share of the attempts that must be, in whole points.
    """

    attempts: int | None
    reps: int | None
    hours_a_week: int | None
    leads: int
    automated: Fraction | None


def workload(
    terms: Terms, period: Period, days_away: Fraction = Fraction(0), leads: Fraction | None = None
) -> Workload | None:
    """What the terms' goals ask of the reps in the period; None where they promise no leads, or say no hours.

    `leads` are those of a goal that is only thought of, in place of the promised ones; `days_away` are the reps' days
    of leave as they are known, where those are more than what the terms reckon with.
    """
    said = terms.bandwidth
    leads = leads or promised_leads(terms)
    if said is None or leads is None or not terms.has_leads:
        return None
    week = [sum(map(_length, openings)) for openings in terms.calendar.week if openings]
    return Workload(
        leads=leads,
        attempts=promised_attempts(terms),
        minutes=Fraction(said.minutes_per_attempt),
        automated=Fraction(said.automated_share or 0),
        reps=len(terms.receiver.members) or 1,
        hours_a_week=Fraction(said.hours_per_rep_per_week),
        share=Fraction(said.marketing_leads_share),
        working_days=terms.hours.working_days(period.first_day, period.last_day),
        days_a_week=len(week) or 7,
        open_hours_a_week=Fraction(sum(week), MINUTES_AN_HOUR),
        days_away=max(days_away, Fraction(said.leave_days or 0)),
    )


def checked_period(terms: Terms, today: date) -> Period:
    """The first period that terms agreed on `today` hold in."""
    return terms.period_of(max(today, terms.starts))


def promised_leads(terms: Terms) -> Fraction | None:
    """The leads of a period: those of the goal for all of them, or of the tiers' goals together if they are more."""
    owed = [goal for goal in terms.goals if goal.metric is Metric.LEADS]
    of_all = (Fraction(goal.target) for goal in owed if goal.tier is None)
    of_tiers = sum((Fraction(goal.target) for goal in owed if goal.tier is not None), Fraction(0))
    return max((*of_all, of_tiers)) or None


def promised_attempts(terms: Terms) -> Fraction:
    """The attempts that each lead is promised: the highest goal for depth; without one, the window asks for one."""
    owed = (goal for goal in terms.goals if _is_depth(terms, goal))
    return max((Fraction(goal.target) for goal in owed), default=ONE_ATTEMPT)


def ways_out(load: Workload) -> WaysOut:
    """What would make the promise fit."""
    return WaysOut(
        attempts=_attempts(load),
        reps=_reps(load),
        hours_a_week=_hours(load),
        leads=floor(load.available / _hours_a_lead(load, load.by_hand)),
        automated=_automated(load),
    )


def _length(opening: Opening) -> int:
    """In minutes; one that closes at or before it opens does so on the next day."""
    length = opening.closes - opening.opens
    return length if length > 0 else length + DAY


def _is_depth(terms: Terms, goal: Goal) -> bool:
    return goal.metric is Metric.DEPTH and goal.party == terms.receiver.name


def _hours_a_lead(load: Workload, attempts: Fraction) -> Fraction:
    return attempts * load.minutes / MINUTES_AN_HOUR


def _affordable(load: Workload) -> Fraction:
    """The attempts by hand on each lead that there are hours for."""
    return load.available / (load.leads * _hours_a_lead(load, ONE_ATTEMPT))


def _attempts(load: Workload) -> int | None:
    by_hand = _affordable(load)
    return floor(by_hand / (1 - load.automated)) if by_hand >= 1 and load.automated < 1 else None


def _reps(load: Workload) -> int | None:
    a_week = load.hours_a_week * load.share
    if not a_week or not load.working_days:
        return None
    return ceil((load.needed / a_week * load.days_a_week + load.days_away) / load.working_days)


def _hours(load: Workload) -> int | None:
    if not load.rep_weeks:
        return None
    hours = ceil(load.needed / (load.share * load.rep_weeks))
    return hours if hours <= load.open_hours_a_week else None


def _automated(load: Workload) -> Fraction | None:
    by_hand = _affordable(load)
    if by_hand < 1 or load.attempts <= 1:
        return None
    return Fraction(ceil((1 - by_hand / load.attempts) * 100), 100)
