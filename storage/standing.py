"""Where an agreement stands in a period, as of any instant."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from sla.agreement import Agreement
from sla.period import Period
from sla.standing import DayFigures, Figures, Standing, StrikeFigures, Sums
from sla.strike import StrikeState, strike_id
from sla.verdicts import day_of, goal_figures
from storage.agreement_rows import AgreementRow
from storage.outcome_rows import DiagnosisRow, StrikeRow
from storage.sums import ATTEMPTS, DEALS, LEADS, ROLLUPS, ROLLUPS_BY_DAY, UNRECORDED, Key, merged

MICROSECOND = timedelta(microseconds=1)
LAST_FACT = select(AgreementRow.last_fact_at).where(AgreementRow.id == bindparam("agreement_id"))


def standing(session: Session, agreement: Agreement, period: Period, at: datetime) -> Standing:
    """The sums of the period as of the instant `at` (UTC); facts after it do not exist.

    Leads count in the period of their hand-off, deals in that of their closing, by local date. When nothing has
    happened since, the roll-ups have the answer; else the facts themselves.
    """
    about = _about(agreement, period, at)
    if _is_latest(session, agreement, at):
        found = merged((ROLLUPS.ask(session, about), UNRECORDED.ask(session, about)))
    else:
        found = _as_of(session, about)
    tiers: dict[str | None, Sums] = {}
    for (_, tier), sums in found.items():
        tiers[tier] = tiers.get(tier, Sums()) + sums
    return Standing.of(period, at, tiers)


def daily(session: Session, agreement: Agreement, period: Period, at: datetime) -> list[DayFigures]:
    """The figures of each local date of the period up to that of `at` (UTC), days without any included."""
    about = _about(agreement, period, at)
    is_latest = _is_latest(session, agreement, at)
    found = ROLLUPS_BY_DAY.ask(session, about) if is_latest else _as_of(session, about)
    tiers: dict[date | None, dict[str | None, Sums]] = {}
    for (on, tier), sums in found.items():
        tiers.setdefault(on, {})[tier] = sums
    last = min(period.last_day, agreement.terms.hours.local_date(at))
    days = (period.first_day + timedelta(days=number) for number in range((last - period.first_day).days + 1))
    return [DayFigures(day, sum(tiers.get(day, {}).values(), Sums()), tiers.get(day, {})) for day in days]


def figures(
    session: Session,
    agreement: Agreement,
    at: datetime,
    *,
    finished: date | None = None,
    period: Period | None = None,
) -> Figures:
    """All that is said of a period as of the instant `at` (UTC): the one that holds it, unless another is given.

    With `finished`, goals are counted to the end of that local date, and it is the day they stand at; the follow-up is
    as of `at` all the same. The goals are those of the agreement's terms as given.
    """
    terms, today = agreement.terms, agreement.terms.hours.local_date(at)
    meant = period or terms.period_of(finished or today)
    now = standing(session, agreement, meant, at)
    counted = now if finished is None else standing(session, agreement, meant, _end_of(agreement, finished))
    day = day_of(terms, meant, finished or today, ended=today > meant.last_day)
    return Figures(
        agreement=agreement.slug,
        at=at,
        zone=terms.hours.zone,
        period=meant,
        day=day,
        goals=goal_figures(terms, counted, day, finished=finished is not None),
        follow_up=now.follow_up,
        standing=counted,
        strikes=_strikes(session, agreement, meant, at),
        finished=finished,
    )


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


def _as_of(session: Session, about: dict[str, Any]) -> dict[Key, Sums]:
    return merged(question.ask(session, about) for question in (LEADS, ATTEMPTS, DEALS))


def _end_of(agreement: Agreement, day: date) -> datetime:
    """The last instant of a local date."""
    return agreement.terms.hours.instant(day + timedelta(days=1), time()) - MICROSECOND


def _strikes(session: Session, agreement: Agreement, period: Period, at: datetime) -> tuple[StrikeFigures, ...]:
    """The period's strikes and every other that is still open, as of the instant."""
    ours = StrikeRow.workspace_id == agreement.workspace_id, StrikeRow.agreement_id == agreement.id
    written = select(StrikeRow, DiagnosisRow.written_at).outerjoin(DiagnosisRow, DiagnosisRow.strike_id == StrikeRow.id)
    instants = StrikeRow.withdrawn_at, DiagnosisRow.written_at
    is_open = and_(*(or_(settled.is_(None), settled > at) for settled in instants))
    found = written.where(*ours, StrikeRow.opened_at <= at, or_(StrikeRow.period == period.name, is_open))
    rows = session.execute(found.order_by(StrikeRow.opened_at, StrikeRow.id))
    return tuple(
        StrikeFigures(strike_id(row.id), row.party, row.person, row.on, _state(row, written_at, at))
        for row, written_at in rows
    )


def _state(row: StrikeRow, written_at: datetime | None, at: datetime) -> str:
    if row.withdrawn_at is not None and row.withdrawn_at <= at:
        return StrikeState.WITHDRAWN
    return StrikeState.DIAGNOSED if written_at is not None and written_at <= at else StrikeState.OPEN
