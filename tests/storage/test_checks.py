"""When an agreement's facts are looked at again: no later than the earliest new one."""

from storage import checks
from tests.jobs.world import RITA, World, at, each_world, world

__all__ = ["each_world", "world"]


def check_at(world: World):  # type: ignore[no-untyped-def]
    with world.sessions.read() as session:
        return checks.check_at(session, world.agreement.id)


def test_a_fact_wakes_at_its_own_instant(each_world: World) -> None:
    each_world.hand_off(when="2026-10-05 10:00")
    assert check_at(each_world) == at("2026-10-05 10:00")


def test_a_later_fact_changes_nothing_and_an_earlier_one_wakes_sooner(world: World) -> None:
    for when in ("2026-10-05 10:00", "2026-10-06 10:00", "2026-10-02 10:00"):
        world.hand_off(when, when=when)
    assert check_at(world) == at("2026-10-02 10:00")


def test_attempts_deals_and_returns_wake_too(world: World) -> None:
    lead = world.hand_off(when="2026-10-05 10:00")
    for act in (world.tried, world.won, world.give_back):
        world.tick("2026-10-20 12:00")
        assert check_at(world) is None
        other = world.hand_off(f"Lead {act.__name__}", when="2026-10-05 10:00")
        world.tick("2026-10-20 12:00")
        act(other, "2026-10-20 10:00")
        assert check_at(world) == at("2026-10-20 10:00")
    assert lead.rep == RITA.key


def test_only_one_of_two_moves_the_wake_up(each_world: World) -> None:
    each_world.hand_off(when="2026-10-05 10:00")
    was = at("2026-10-05 10:00")
    with each_world.sessions.write() as session:
        assert checks.move(session, each_world.agreement.id, was, None)
    with each_world.sessions.write() as session:
        assert not checks.move(session, each_world.agreement.id, was, None)


def test_the_next_recorded_hand_off_or_deal_to_come_is_found(each_world: World) -> None:
    lead = each_world.hand_off("Ada", when="2026-10-05 10:00")
    each_world.hand_off("Grace", when="2026-10-07 10:00")
    each_world.won(lead, "2026-10-06 10:00")
    with each_world.sessions.read() as session:
        found = [
            checks.next_fact_at(session, each_world.agreement.id, each_world.terms, at(after))
            for after in ("2026-10-05 10:00", "2026-10-06 10:00", "2026-10-07 10:00")
        ]
    assert found == [at("2026-10-06 10:00"), at("2026-10-07 10:00"), None]


def test_breaches_are_counted_by_who_had_the_lead(each_world: World) -> None:
    for number, rep in enumerate((RITA.key, RITA.key, "Freelance Fred")):
        each_world.hand_off(f"Lead {number}", when="2026-10-05 10:00", rep=rep)
    each_world.tick("2026-10-05 11:30")
    with each_world.sessions.read() as session:
        counted = checks.breach_counts(session, each_world.agreement.id, at("2026-10-05 11:00"), at("2026-10-05 11:01"))
        none = checks.breach_counts(session, each_world.agreement.id, at("2026-10-05 10:00"), at("2026-10-05 11:00"))
    assert counted == {RITA.key: 2, "Freelance Fred": 1}
    assert none == {}
