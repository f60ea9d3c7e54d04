"""The ladder: levels in rising order, each at its share of the window, none in closed hours."""

from dataclasses import replace
from decimal import Decimal

from sla.agreement import Rung
from sla.ladder import Ladder
from sla.window import Pause
from tests.makers import company_x
from tests.moments import at

TEN = at("2026-10-05 10:00")


def test_each_rung_is_due_at_its_share_of_the_window() -> None:
    ladder = Ladder.of(company_x(), "director", TEN)
    alerts = [ladder.alert(rung) for rung in range(5)]
    assert [alert and alert.alert_at for alert in alerts] == [
        at("2026-10-05 10:30"),
        at("2026-10-05 10:48"),
        at("2026-10-05 11:00"),
        at("2026-10-05 11:30"),
        at("2026-10-05 12:00"),
    ]


def test_there_is_nothing_past_the_last_rung() -> None:
    assert Ladder.of(company_x(), "director", TEN).alert(5) is None


def test_without_a_ladder_of_its_own_an_agreement_has_the_usual_one() -> None:
    ladder = Ladder.of(company_x(alerts=()), "director", TEN)
    assert [rung.tell for rung in ladder.rungs] == ["rep", "rep", "sales"]
    assert ladder.alert(0) == (0, at("2026-10-05 10:48"), at("2026-10-05 10:48"))


def test_a_share_that_is_no_whole_number_of_microseconds_is_rounded_up() -> None:
    third = replace(Ladder.of(company_x(), "director", TEN), rungs=(Rung(Decimal("0.3333333333333"), "rep"),))
    alert = third.alert(0)
    assert alert is not None and alert.alert_at == at("2026-10-05 10:20")


def test_an_alert_at_the_lunch_break_speaks_after_it() -> None:
    alert = Ladder.of(company_x(), "director", at("2026-10-05 12:00")).alert(2)
    assert alert == (2, at("2026-10-05 14:00"), at("2026-10-05 13:00"))


def test_a_hold_delays_the_rungs_to_come() -> None:
    pause = Pause(at("2026-10-05 10:15"), at("2026-10-05 11:15"))
    alert = Ladder.of(company_x(), "director", TEN, [pause]).alert(0)
    assert alert is not None and alert.alert_at == at("2026-10-05 11:30")


def test_a_hold_without_an_end_silences_the_ladder() -> None:
    assert Ladder.of(company_x(), "director", TEN, [Pause(TEN, None)]).alert(0) is None


def test_due_alerts_are_those_that_may_speak_by_now() -> None:
    ladder = Ladder.of(company_x(), "director", at("2026-10-05 12:00"))
    assert [alert.rung for alert in ladder.due(0, at("2026-10-05 13:30"))] == [0, 1]
    assert [alert.rung for alert in ladder.due(1, at("2026-10-05 14:00"))] == [1, 2]
