"""Where an agreement stands in a period, as of any instant."""

from dataclasses import fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from sla import make_up
from sla.agreement import Agreement, Metric, What
from sla.due_days import dues_over
from sla.duty import Occurrence
from sla.period import Period
from sla.standing import DayFigures, Figures, Standing, Sums, Tally
from sla.verdicts import day_of, goal_figures, hand_off_figures
from storage import duties, make_ups, nurture, service_credits
from storage.strikes_told import told
from storage.sums import DEALS, LAST_FACT, OF, Key, latest, merged

MICROSECOND = timedelta(microseconds=1)


def standing(session: Session, agreement: Agreement, period: Period, at: datetime) -> Standing:
    """The sums of the period as of the instant `at` (UTC); facts after it do not exist.

    Leads count in the period of their hand-off, deals in that of their closing, by local date. When nothing has
    happened since, the roll-ups have the answer; else the facts themselves.
    """
    about = _about(agreement, period, at)
    delivered = duties.deliveries(session, agreement, period, at) if _delivers(agreement) else {}
    customers = _tiers(session, about, "customer") if agreement.terms.hands_customers else {}
    return Standing.of(period, at, _tiers(session, about, "lead"), delivered, customers)


def _tiers(session: Session, about: dict[str, Any], what: What) -> dict[str | None, Sums]:
    """The sums of one link of the chain, by tier."""
    last, found = latest(session, about, what)
    if last is not None and last > about["at"]:
        found = _as_of(session, about, what)
    tiers: dict[str | None, Sums] = {}
    for (_, tier), sums in found.items():
        tiers[tier] = tiers[tier] + sums if tier in tiers else sums
    return tiers


def daily(session: Session, agreement: Agreement, period: Period, at: datetime) -> list[DayFigures]:
    """The figures of each local date of the period up to that of `at` (UTC), days without any included."""
    about = _about(agreement, period, at)
    is_latest = _is_latest(session, agreement, at)
    tiers = _by_day(session, about, "lead", is_latest=is_latest)
    customers = _by_day(session, about, "customer", is_latest=is_latest) if agreement.terms.hands_customers else {}
    last = min(period.last_day, agreement.terms.hours.local_date(at))
    days = [period.first_day + timedelta(days=number) for number in range((last - period.first_day).days + 1)]
    delivered = duties.deliveries_by_day(session, agreement, period, at) if _delivers(agreement) else {}
    return [
        DayFigures(
            on=day,
            total=sum(tiers.get(day, {}).values(), Sums()),
            tiers=tiers.get(day, {}),
            deliveries=delivered.get(day, {}),
            customers=customers.get(day, {}),
        )
        for day in days
    ]


def _by_day(
    session: Session, about: dict[str, Any], what: What, *, is_latest: bool
) -> dict[date | None, dict[str | None, Sums]]:
    found = OF[what].by_day.ask(session, about) if is_latest else _as_of(session, about, what)
    tiers: dict[date | None, dict[str | None, Sums]] = {}
    for (on, tier), sums in found.items():
        tiers.setdefault(on, {})[tier] = sums
    return tiers


def figures(
    session: Session,
    agreement: Agreement,
    at: datetime,
    *,
    finished: date | None = None,
    period: Period | None = None,
) -> Figures:
    """All that is said of a period as of the instant `at` (UTC): its tally, strikes, credits, plans and duties."""
    found = tally(session, agreement, at, finished=finished, period=period)
    meant = found.period
    return Figures(
        **{each.name: getattr(found, each.name) for each in fields(Tally)},
        strikes=told(session, agreement, meant, at),
        credits=service_credits.told(session, agreement, meant, at),
        make_up=make_up.told(make_ups.running(session, agreement, meant, at), found.goals, meant.name),
        duties=_duties(session, agreement, meant, at),
        nurtured=nurture.count(session, agreement, at) if any(tier.minimum for tier in agreement.terms.tiers) else None,
    )


def tally(
    session: Session,
    agreement: Agreement,
    at: datetime,
    *,
    finished: date | None = None,
    period: Period | None = None,
) -> Tally:
    """How the goals stand as of the instant `at` (UTC) in the period that holds it, unless another is given.

    With `finished`, goals are counted to the end of that local date, and it is the day they stand at; the follow-up is
    as of `at` all the same. The goals are those of the agreement's terms as given.
    """
    terms, today = agreement.terms, agreement.terms.hours.local_date(at)
    meant = period or terms.period_of(finished or today)
    now = standing(session, agreement, meant, at)
    counted_at = at if finished is None else _end_of(agreement, finished)
    counted = now if finished is None else standing(session, agreement, meant, counted_at)
    day = day_of(terms, meant, finished or today, ended=today > meant.last_day)
    over = dues_over(terms, meant, finished or today, finished=finished is not None)
    by_due = {due: _standing_by(session, agreement, meant, due, counted_at) for due in over}
    return Tally(
        agreement=agreement.slug,
        at=at,
        zone=terms.hours.zone,
        period=meant,
        day=day,
        goals=goal_figures(terms, counted, day, finished=finished is not None, by_due=by_due),
        follow_up=now.follow_up,
        standing=counted,
        finished=finished,
        hand_offs=hand_off_figures(terms, now),
    )


def _delivers(agreement: Agreement) -> bool:
    return any(goal.metric is Metric.DELIVERIES for goal in agreement.terms.goals)


def _duties(session: Session, agreement: Agreement, period: Period, at: datetime) -> tuple[Occurrence, ...]:
    """The period's duties as known at the instant; terms that never owed any are not asked for."""
    if not agreement.terms.duties and agreement.terms_number == 1:
        return ()
    return tuple(duty.as_of(at) for duty in duties.of_period(session, agreement, period))


def _standing_by(session: Session, agreement: Agreement, period: Period, due: date, at: datetime) -> Standing:
    """What had come in by the end of a due day, as it is known at the instant."""
    return standing(session, agreement, replace(period, last_day=due), at)


def _about(agreement: Agreement, period: Period, at: datetime) -> dict[str, Any]:
    return {
        "workspace_id": agreement.workspace_id,
        "agreement_id": agreement.id,
        "first_day": period.first_day,
        "last_day": period.last_day,
        "at": at,
    }


def _is_latest(session: Session, agreement: Agreement, at: datetime) -> bool:
    last = session.scalars(LAST_FACT, {"agreement_id": agreement.id}).one()
    return last is None or last <= at


def _as_of(session: Session, about: dict[str, Any], what: What) -> dict[Key, Sums]:
    asked = OF[what].leads, OF[what].attempts, *((DEALS,) if what == "lead" else ())
    return merged(question.ask(session, about) for question in asked)


def _end_of(agreement: Agreement, day: date) -> datetime:
    """The last instant of a local date."""
    return agreement.terms.hours.instant(day + timedelta(days=1), time()) - MICROSECOND
