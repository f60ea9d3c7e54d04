"""The table of sweeps, and when any of them has work."""

import jobs
from jobs.announce import TEMPLATES
from storage.first_due import first_due
from tests.jobs.world import World, at, each_world

__all__ = ["each_world"]


def test_breaches_are_recorded_before_anything_counts_them() -> None:
    names = [name for name, _, _ in jobs.SCHEDULE]
    assert names[:3] == ["breaches", "follow_ups", "duties"]
    assert names.index("duties") < names.index("period_close") < names.index("consequences") < names.index("pacing")


def test_every_sweep_is_woken_by_columns_and_every_column_wakes_one(each_world: World) -> None:
    with each_world.sessions.read() as session:
        columns = set(first_due(session, each_world.agreement.workspace_id))
    assert list(jobs.WAKES) == [name for name, _, _ in jobs.SCHEDULE]
    assert {column for woken_by in jobs.WAKES.values() for column in woken_by} == columns


def test_the_next_due_instant_is_the_first_of_all_wake_ups(each_world: World) -> None:
    assert jobs.next_due(each_world.sessions) == at("2026-10-01 00:00")
    each_world.tick("2026-10-01 00:00")
    assert jobs.next_due(each_world.sessions) == at("2026-10-01 09:00")
    each_world.tick("2026-10-05 09:00")
    each_world.hand_off(when="2026-10-05 10:00")
    assert jobs.next_due(each_world.sessions) == at("2026-10-05 10:00")
    each_world.tick("2026-10-05 10:00")
    assert jobs.next_due(each_world.sessions) == at("2026-10-05 10:30")


def test_after_a_tick_nothing_is_due_at_its_instant(each_world: World) -> None:
    each_world.hand_off(when="2026-10-05 10:00")
    for when in ("2026-10-05 12:00", "2026-11-02 12:00", "2027-03-01 12:00"):
        each_world.tick(when)
        due = jobs.next_due(each_world.sessions)
        assert due is not None and due > at(when)


def test_a_second_tick_at_the_same_instant_does_nothing(each_world: World) -> None:
    each_world.hand_off(when="2026-10-05 10:00")
    each_world.tick("2026-11-02 12:00")
    assert set(each_world.tick("2026-11-02 12:00").values()) == {0}


def test_every_message_that_a_sweep_owes_has_its_words(each_world: World) -> None:
    each_world.hand_off(when="2026-10-05 10:00")
    kinds = {each.kind for each in each_world.follow("2026-11-03 12:00")}
    assert kinds <= set(TEMPLATES)
    assert {"sla_pacing", "sla_review", "sla_strike", "sla_follow_up_overdue", "sla_reassigned"} <= kinds
