"""What time asks of a strike, and how strikes add up."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from sla.strike import Diagnosis, Step, StepKind, Strike, StrikeState
from sla.strike_life import Call, calls, due_after_contest, has_decayed, morning, next_call, times_reached
from tests.makers import company_x
from tests.moments import at

HOURS = company_x().hours
DUE = at("2026-10-14 11:00")
OPEN = Strike(
    1, 1, 1, "sales", "breaches", "2026-10", None, None, "U0RITA", ("U0RITA",), "", (), date(2026, 10, 7),
    at("2026-10-07 11:00"), diagnosis_due_at=DUE,
)  # fmt: skip
WRITTEN = Diagnosis("a", "b", date(2026, 10, 20), "U0RITA", at("2026-10-08 10:00"))


def step(kind: StepKind, when: str = "2026-10-08 10:00") -> Step:
    return Step(kind, "U0JOSH", at(when), "because")


def after(*kinds: StepKind, diagnosed: bool = False) -> Strike:
    return replace(OPEN, steps=tuple(map(step, kinds)), diagnosis=WRITTEN if diagnosed else None)


def asked(strike: Strike) -> list[tuple[Call, datetime]]:
    return [(due.call, due.at) for due in calls(HOURS, strike)]


@pytest.mark.parametrize(
    ("strike", "state"),
    [
        (after(), StrikeState.OPEN),
        (after(diagnosed=True), StrikeState.DIAGNOSED),
        (after(StepKind.CONTEST), StrikeState.CONTESTED),
        (after(StepKind.CONTEST, diagnosed=True), StrikeState.CONTESTED),
        (after(StepKind.CONTEST, StepKind.UPHOLD), StrikeState.UPHELD),
        (after(StepKind.CONTEST, StepKind.UPHOLD, diagnosed=True), StrikeState.DIAGNOSED),
        (after(StepKind.CONTEST, StepKind.WITHDRAW), StrikeState.WITHDRAWN),
        (after(StepKind.EXCUSE), StrikeState.EXCUSED),
        (after(StepKind.DECAY, diagnosed=True), StrikeState.DECAYED),
        (after(StepKind.MEND, diagnosed=True), StrikeState.DIAGNOSED),
    ],
)
def test_a_strike_stands_as_its_last_step_left_it(strike: Strike, state: StrikeState) -> None:
    assert strike.state is state
    assert strike.stands is (state not in (StrikeState.WITHDRAWN, StrikeState.EXCUSED, StrikeState.DECAYED))


def test_the_diagnosis_is_called_to_mind_on_its_morning_and_its_contact_hears_when_it_is_overdue() -> None:
    assert asked(OPEN) == [(Call.DIAGNOSIS_DUE, at("2026-10-14 09:00")), (Call.DIAGNOSIS_OVERDUE, DUE)]


def test_a_diagnosis_that_is_due_on_the_day_of_the_strike_has_no_reminder() -> None:
    assert asked(replace(OPEN, diagnosis_due_at=at("2026-10-07 17:00"))) == [
        (Call.DIAGNOSIS_OVERDUE, at("2026-10-07 17:00"))
    ]


@pytest.mark.parametrize(
    "strike",
    [after(StepKind.CONTEST), after(StepKind.EXCUSE), after(StepKind.DECAY), replace(OPEN, diagnosis_due_at=None)],
)
def test_nothing_is_asked_of_a_strike_that_is_contested_or_over_or_has_no_date(strike: Strike) -> None:
    assert asked(strike) == []


def test_the_remedy_is_asked_after_on_its_morning_until_somebody_has_said() -> None:
    assert asked(after(diagnosed=True)) == [(Call.REMEDY_DUE, at("2026-10-20 09:00"))]
    assert asked(after(StepKind.NOT_MENDED, diagnosed=True)) == []


def test_the_next_call_is_the_first_one_later_than_the_instant() -> None:
    found = [next_call(HOURS, OPEN, instant) for instant in (None, at("2026-10-14 09:00"), DUE)]
    assert [each and each.call for each in found] == [Call.DIAGNOSIS_DUE, Call.DIAGNOSIS_OVERDUE, None]


def test_the_morning_of_a_closed_day_is_the_next_opening() -> None:
    assert morning(HOURS, date(2026, 10, 17)) == at("2026-10-19 09:00")


def test_a_contest_stops_the_diagnosis_clock() -> None:
    contested = after(StepKind.CONTEST)
    assert due_after_contest(HOURS, contested, at("2026-10-12 10:00")) == at("2026-10-16 11:00")


def test_a_contest_after_the_date_wins_no_time() -> None:
    late = replace(OPEN, steps=(step(StepKind.CONTEST, "2026-10-15 10:00"),))
    assert due_after_contest(HOURS, late, at("2026-10-16 10:00")) == DUE


@pytest.mark.parametrize(("decay", "closed", "is_gone"), [(3, 2, False), (3, 3, True), (1, 1, True), (None, 9, False)])
def test_a_strike_decays_after_so_many_further_closed_periods(decay: int | None, closed: int, is_gone: bool) -> None:
    months = [date(2026, 10, 1), *(date(2026 + (10 + each) // 12, (10 + each) % 12 + 1, 1) for each in range(closed))]
    assert has_decayed(replace(OPEN, decay=decay), months, date(2026, 10, 1)) is is_gone


def opened(day: int, *, ended: int | None = None, kind: StepKind = StepKind.DECAY) -> Strike:
    steps = (step(kind, f"2026-10-{ended:02} 12:00"),) if ended else ()
    return replace(OPEN, opened_at=at(f"2026-10-{day:02} 10:00"), steps=steps)


def test_strikes_rise_to_a_number_once_while_none_stops_counting() -> None:
    assert times_reached([opened(day) for day in (1, 2, 3, 4)], 3) == 1


def test_after_some_decayed_they_can_rise_to_it_again() -> None:
    assert times_reached([opened(1, ended=5), opened(2), opened(3), opened(6)], 3) == 2


def test_falling_to_a_number_is_not_reaching_it() -> None:
    assert times_reached([opened(1, ended=9), opened(2), opened(3), opened(4)], 3) == 1


def test_what_was_withdrawn_never_counted() -> None:
    assert times_reached([opened(1, ended=5, kind=StepKind.WITHDRAW), opened(2), opened(3)], 3) == 0
