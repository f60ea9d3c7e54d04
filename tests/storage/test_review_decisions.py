"""What is decided on a review: once, on record, with who and when."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.orm import Session

from sla.agreement import Agreement
from sla.errors import AlreadyDone
from sla.period import Period
from sla.reevaluation import Choice, Decision
from storage import audit, review_decisions
from storage.engine import Sessions
from tests.makers import AMY, JOSH, make_agreement, make_workspace
from tests.moments import at

OCTOBER = Period.named("2026-10")
NINE = at("2026-11-02 09:03")
LINES = ["marketing: close rate 50% → 42%: 20 more leads (120 instead of 100)", "sales: the rest"]


def decide(session: Session, agreement: Agreement, by: str = AMY.key, terms_id: int | None = None) -> None:
    choice = Choice.KEPT if terms_id is None else Choice.ADOPTED
    review_decisions.decide(session, agreement, OCTOBER, choice, proposed=LINES, by=by, now=NINE, terms_id=terms_id)


def test_a_decision_is_kept_with_the_lines_that_it_is_on(session: Session) -> None:
    agreement = make_agreement(session)
    assert review_decisions.of_period(session, agreement, OCTOBER) is None
    decide(session, agreement)
    found = review_decisions.of_period(session, agreement, OCTOBER)
    assert found == Decision(Choice.KEPT, tuple(LINES), AMY.key, NINE)


def test_a_period_is_decided_on_once(session: Session) -> None:
    agreement = make_agreement(session)
    decide(session, agreement)
    with pytest.raises(AlreadyDone, match=r"<@U0AMY> decided to keep the goals already, at 09:03 on 2 November"):
        decide(session, agreement, by=JOSH.key)
    with pytest.raises(AlreadyDone):
        review_decisions.refuse_second(session, agreement, OCTOBER)


def test_another_period_and_another_agreement_are_not_touched(session: Session) -> None:
    ours = make_agreement(session)
    theirs = make_agreement(session, workspace=make_workspace(session, "T0OTHER"))
    decide(session, ours)
    review_decisions.refuse_second(session, ours, OCTOBER.next())
    assert review_decisions.of_period(session, theirs, OCTOBER) is None


def test_terms_that_were_adopted_know_their_reasons(session: Session) -> None:
    agreement = make_agreement(session)
    assert review_decisions.reasons(session, agreement.terms_id) == ()
    decide(session, agreement, terms_id=agreement.terms_id)
    assert review_decisions.reasons(session, agreement.terms_id) == tuple(LINES)


def test_a_decision_is_on_the_audit_log(session: Session) -> None:
    agreement = make_agreement(session)
    decide(session, agreement, terms_id=agreement.terms_id)
    (entry,) = audit.entries(session, agreement.workspace_id, subject="review:2026-10")
    assert (entry.actor, entry.act, entry.after) == (AMY.key, "review_adopted", f"terms:{agreement.terms_id}")


def test_of_two_who_decide_at_once_one_is_told_that_it_is_done(sessions: Sessions) -> None:
    with sessions.write() as session:
        agreement = make_agreement(session)

    def press(by: str) -> bool:
        try:
            with sessions.write() as session:
                decide(session, agreement, by=by)
        except AlreadyDone:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, [AMY.key, JOSH.key])) == [False, True]
