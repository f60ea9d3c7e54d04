"""Roll-ups reckoned anew: what is wrong is found, and put right."""

from decimal import Decimal

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from sla.standing import Sums
from storage import facts
from storage.lead_rows import DayRow
from storage.rebuild import differences, rebuild
from tests.makers import make_agreement
from tests.moments import at, on
from tests.storage.lead_steps import called, handed_off, rolled_up


def test_sound_roll_ups_differ_in_nothing(session: Session) -> None:
    agreement = make_agreement(session)
    called(session, handed_off(session, agreement), "2026-10-05 10:30")
    assert differences(session, agreement.id) == []


def test_a_wrong_roll_up_is_named_by_day_and_tier(session: Session) -> None:
    agreement = make_agreement(session)
    handed_off(session, agreement)
    session.execute(update(DayRow).values(handed_off=7))
    (wrong,) = differences(session, agreement.id)
    assert (wrong.on, wrong.tier, wrong.kept.handed_off, wrong.reckoned.handed_off) == (
        on("2026-10-05"),
        "director",
        7,
        1,
    )


def test_lost_roll_ups_come_back_from_the_facts(session: Session) -> None:
    agreement = make_agreement(session)
    lead = handed_off(session, agreement)
    called(session, lead, "2026-10-05 12:00")
    facts.mark_breached(session, lead.id, at("2026-10-05 13:00"))
    facts.close_deal(session, agreement, lead, revenue=Decimal(100), closed_at=at("2026-10-06 10:00"), by=None)
    before = rolled_up(session, agreement)
    session.execute(delete(DayRow))
    assert len(rebuild(session, agreement.id)) == 2
    assert rolled_up(session, agreement) == before


def test_a_roll_up_without_any_fact_goes(session: Session) -> None:
    agreement = make_agreement(session)
    session.add(
        DayRow(agreement_id=agreement.id, workspace_id=agreement.workspace_id, on=on("2026-10-05"), tier="", returned=3)
    )
    session.flush()
    rebuild(session, agreement.id)
    assert rolled_up(session, agreement) == Sums()


def test_what_is_right_is_left_alone(session: Session) -> None:
    agreement = make_agreement(session)
    handed_off(session, agreement)
    assert rebuild(session, agreement.id) == []
