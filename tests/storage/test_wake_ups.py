"""When to look at an agreement again."""

from dataclasses import replace
from datetime import date, time

from sqlalchemy.orm import Session

from sla.agreement import Agreement, Post, Terms
from storage import agreements, wake_ups
from storage.engine import Sessions
from storage.first_due import first_due
from tests.makers import STARTED, company_x, make_agreement, make_workspace
from tests.moments import at

FRIDAY_NOON = at("2026-10-02 12:00")
NEXT_MONDAY = at("2026-10-05 09:00")
EIGHT = Post(time(8), "working_days")


def amended(session: Session, terms: Terms, made: Agreement) -> agreements.WakeUps:
    make_agreement(session, terms, workspace=make_workspace(session), now=FRIDAY_NOON)
    return agreements.wake_ups(session, made.id)


def posted(session: Session, made: Agreement) -> None:
    """The posts of Thursday and Friday are out, and the next is Monday's."""
    assert agreements.move_pacing(session, made.id, at("2026-10-01 09:00"), NEXT_MONDAY)


def test_the_first_post_is_due_after_the_start_and_the_close_at_the_end_of_the_period(session: Session) -> None:
    due = agreements.wake_ups(session, make_agreement(session).id)
    assert (due.pacing_at, due.close_at) == (at("2026-10-01 09:00"), at("2026-11-01 00:00"))


def test_first_terms_of_the_past_are_due_since_then(session: Session) -> None:
    made = make_agreement(session, company_x(starts=date(2018, 3, 1)))
    due = agreements.wake_ups(session, made.id)
    assert (due.pacing_at, due.close_at) == (at("2018-03-01 09:00"), at("2018-04-01 00:00"))


def test_an_agreement_without_posts_has_no_post_due(session: Session) -> None:
    due = agreements.wake_ups(session, make_agreement(session, company_x(pacing=None)).id)
    assert due.pacing_at is None and due.close_at is not None


def test_nothing_is_due_of_a_proposal_but_its_own_next_step(session: Session) -> None:
    made = make_agreement(session, vouched=False)
    due = agreements.wake_ups(session, made.id)
    assert (due.pacing_at, due.close_at) == (None, None)
    first = first_due(session, made.workspace_id)
    assert [name for name, at in first.items() if at is not None] == ["next_step_at"]


def test_what_is_due_at_the_instant_is_due(session: Session) -> None:
    made = make_agreement(session)
    post, close = at("2026-10-01 09:00"), at("2026-11-01 00:00")
    assert agreements.pacing_due(session, made.workspace_id, post) == [made.id]
    assert agreements.close_due(session, made.workspace_id, close) == [made.id]


def test_what_is_due_later_is_not_due(session: Session) -> None:
    made = make_agreement(session)
    assert agreements.pacing_due(session, made.workspace_id, at("2026-10-01 08:59:59")) == []
    assert agreements.close_due(session, made.workspace_id, at("2026-10-31 23:59:59")) == []


def test_what_is_due_in_another_workspace_is_its_own(session: Session) -> None:
    make_agreement(session)
    assert agreements.pacing_due(session, make_workspace(session, "T0OTHER").id, at("2026-12-01 09:00")) == []


def test_each_column_says_when_it_wakes_somebody_first(session: Session) -> None:
    made = make_agreement(session)
    assert wake_ups.move_duties(session, made.id, at("2026-10-01 00:00"), at("2026-11-01 00:00"))
    first = first_due(session, made.workspace_id)
    assert (first["next_duties_at"], first["next_close_at"]) == (at("2026-11-01 00:00"), at("2026-11-01 00:00"))
    assert (first["next_pacing_at"], first["next_check_at"]) == (at("2026-10-01 09:00"), None)


def test_of_two_who_move_a_wake_up_the_second_loses(sessions: Sessions) -> None:
    with sessions.write() as session:
        made = make_agreement(session)
    was, to = at("2026-10-01 09:00"), at("2026-10-02 09:00")
    with sessions.write() as first:
        assert agreements.move_pacing(first, made.id, was, to)
    with sessions.write() as second:
        assert not agreements.move_pacing(second, made.id, was, to)
        assert agreements.wake_ups(second, made.id).pacing_at == to


def test_a_close_moves_on_once(session: Session) -> None:
    made = make_agreement(session)
    was, to = at("2026-11-01 00:00"), at("2026-12-01 00:00")
    assert [agreements.move_close(session, made.id, was, to) for _ in range(2)] == [True, False]


def test_an_amendment_posts_at_its_own_time_from_its_start(session: Session) -> None:
    made = make_agreement(session)
    posted(session, made)
    assert amended(session, company_x(pacing=EIGHT), made).pacing_at == at("2026-10-05 08:00")


def test_an_amendment_without_posts_ends_them(session: Session) -> None:
    made = make_agreement(session)
    posted(session, made)
    assert amended(session, company_x(pacing=None), made).pacing_at is None


def test_a_later_amendment_leaves_the_next_post_where_it_is(session: Session) -> None:
    made = make_agreement(session)
    posted(session, made)
    later = company_x(pacing=EIGHT, starts=date(2026, 11, 1))
    assert amended(session, later, made).pacing_at == NEXT_MONDAY


def test_a_later_amendment_is_looked_at_when_it_starts_to_post(session: Session) -> None:
    made = make_agreement(session, company_x(pacing=None))
    assert amended(session, company_x(starts=date(2026, 11, 1)), made).pacing_at == at("2026-11-02 09:00")


def test_a_post_that_is_overdue_stays_due_through_an_amendment(session: Session) -> None:
    made = make_agreement(session)
    due = amended(session, company_x(pacing=EIGHT), made)
    assert (due.pacing_at, due.close_at) == (at("2026-10-01 09:00"), at("2026-11-01 00:00"))


def test_the_first_post_after_an_instant_is_strictly_after_it() -> None:
    terms = replace(company_x(), pacing=EIGHT)
    assert agreements.next_pacing(terms, at("2026-10-05 08:00")) == at("2026-10-06 08:00")
    assert agreements.next_pacing(terms, STARTED) == at("2026-10-01 08:00")
