"""The ladder sweep: who is told how long a lead has waited, when, and when it goes to somebody else."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from jobs import follow_ups
from sla.agreement import Party, Person
from storage import facts, outbox
from storage.engine import Sessions
from tests.jobs.world import AMY, DEFAULT_LADDER, JOSH, REMO, RITA, Read, World, at, open_world
from tests.makers import company_x


@pytest.fixture
def world(sqlite_sessions: Sessions) -> World:
    """Company X without its daily posts."""
    return open_world(sqlite_sessions, company_x(pacing=None))


@pytest.fixture
def each_world(sessions: Sessions) -> World:
    """The same on each database."""
    return open_world(sessions, company_x(pacing=None))


def told(read: list[Read]) -> list[tuple[str, str]]:
    return [(each.to, each.payload.get("level", each.kind)) for each in read if each.kind.startswith("sla_follow_up")]


def test_each_level_is_told_at_its_instant(each_world: World) -> None:
    each_world.hand_off(when="2026-10-05 10:00")
    read = each_world.follow("2026-10-05 11:30")
    levels = [(each.to, each.payload["level"], each.payload["alert_at"]) for each in read if "level" in each.payload]
    assert levels == [
        (RITA.key, "50%", "2026-10-05T08:30:00+00:00"),
        (RITA.key, "80%", "2026-10-05T08:48:00+00:00"),
        (RITA.key, "100%", "2026-10-05T09:00:00+00:00"),
        (AMY.key, "150%", "2026-10-05T09:30:00+00:00"),
    ]


def test_below_the_window_it_is_a_warning_and_then_overdue(world: World) -> None:
    world.hand_off(when="2026-10-05 10:00")
    kinds = [each.kind for each in world.follow("2026-10-05 11:00") if "level" in each.payload]
    assert kinds == ["sla_follow_up_warning", "sla_follow_up_warning", "sla_follow_up_overdue"]


def test_the_default_ladder_tells_the_rep_twice_and_then_the_contact(sqlite_sessions: Sessions) -> None:
    world = open_world(sqlite_sessions, company_x(alerts=(), pacing=None))
    world.hand_off(when="2026-10-05 10:00")
    assert world.terms.ladder == DEFAULT_LADDER
    assert told(world.follow("2026-10-05 17:00")) == [(RITA.key, "80%"), (RITA.key, "100%"), (AMY.key, "150%")]


def test_the_alert_says_the_wait_the_promise_and_the_next_step(world: World) -> None:
    lead = world.hand_off("Ada", when="2026-10-05 10:00")
    *_, last = world.follow("2026-10-05 11:00")
    assert f"{lead.short_id} *Ada* has waited 1 h; 1 h was promised" in last.text
    assert f"`/sla log {lead.short_id} call`" in last.text


def test_of_several_levels_due_at_once_each_reader_gets_the_highest(each_world: World) -> None:
    each_world.hand_off(when="2026-10-05 10:00")
    assert told(each_world.turn("2026-10-05 11:40")) == [(RITA.key, "100%"), (AMY.key, "150%")]


def test_the_levels_that_are_passed_over_are_on_record_with_the_reason(world: World) -> None:
    world.hand_off(when="2026-10-05 10:00")
    world.turn("2026-10-05 10:50")
    [half, most] = world.states("sla_follow_up_warning")
    assert half == ("0:1:50%:rep", "expired", follow_ups.OVERTAKEN)
    assert most[1] == "enqueued"


def test_an_alert_in_closed_hours_waits_for_the_next_opening(world: World) -> None:
    world.hand_off(when="2026-10-05 12:30")
    read = world.follow("2026-10-05 18:00")
    spoken = [(each.payload["level"], each.payload["alert_at"]) for each in read if "level" in each.payload]
    assert spoken[0] == ("50%", "2026-10-05T11:00:00+00:00")
    assert read[0].outgoing.due_at == at("2026-10-05 13:00")


def test_nothing_is_told_while_the_office_is_closed(world: World) -> None:
    world.hand_off(when="2026-10-02 17:30")
    assert told(world.follow("2026-10-04 23:00")) == []
    assert told(world.follow("2026-10-05 09:30"))[0] == (RITA.key, "50%")


def test_a_sweep_run_twice_tells_once(each_world: World) -> None:
    each_world.hand_off(when="2026-10-05 10:00")
    assert [follow_ups.sweep(each_world.sessions, at("2026-10-05 10:30")) for _ in range(2)] == [1, 0]
    assert len(each_world.deliver("2026-10-05 10:30")) == 1


def test_of_two_sweeps_at_once_the_second_one_loses(each_world: World) -> None:
    for number in range(4):
        each_world.hand_off(f"Lead {number}", when="2026-10-05 10:00")
    with ThreadPoolExecutor(2) as pool:
        done = pool.map(follow_ups.sweep, [each_world.sessions] * 2, [at("2026-10-05 10:30")] * 2)
    assert sum(done) == 4
    assert len(each_world.states("sla_follow_up_warning")) == 4


def test_a_lead_that_is_followed_up_is_quiet(world: World) -> None:
    lead = world.hand_off(when="2026-10-05 10:00")
    world.tried(lead, "2026-10-05 10:10")
    assert told(world.follow("2026-10-05 17:00")) == []


def test_an_automated_attempt_does_not_quiet_the_ladder(world: World) -> None:
    lead = world.hand_off(when="2026-10-05 10:00")
    world.tried(lead, "2026-10-05 10:10", automated=True)
    assert told(world.follow("2026-10-05 10:30")) == [(RITA.key, "50%")]


def test_what_is_followed_up_between_sweep_and_delivery_is_not_told(world: World) -> None:
    lead = world.hand_off(when="2026-10-05 10:00")
    world.tick("2026-10-05 10:30")
    world.tried(lead, "2026-10-05 10:29")
    assert world.deliver("2026-10-05 10:31") == []
    assert world.cancelled() == ["The lead was followed up at 2026-10-05 08:29 UTC."]


def test_what_is_held_between_sweep_and_delivery_is_not_told(world: World) -> None:
    lead = world.hand_off(when="2026-10-05 10:00")
    world.tick("2026-10-05 10:30")
    world.hold(lead, until="2026-10-06 10:00", when="2026-10-05 10:30")
    assert world.deliver("2026-10-05 10:31") == []


def test_what_is_passed_on_between_sweep_and_delivery_is_not_told(world: World) -> None:
    lead = world.hand_off(when="2026-10-05 10:00")
    world.tick("2026-10-05 10:30")
    with world.sessions.write() as session:
        facts.pass_on(session, lead, to=REMO.key, by=RITA.key, now=at("2026-10-05 10:30"))
    assert told(world.deliver("2026-10-05 10:31")) == []


def test_at_200_percent_the_lead_goes_to_the_member_with_the_fewest_open_leads(each_world: World) -> None:
    lead = each_world.hand_off(when="2026-10-05 10:00")
    each_world.hand_off("Busy", when="2026-10-05 09:00", rep="U0ROSA", tier="manager")
    read = each_world.follow("2026-10-05 12:00")
    assert each_world.lead(lead).rep == REMO.key
    assert [each.to for each in read if each.kind == "sla_reassigned"] == [RITA.key, REMO.key]
    assert (JOSH.key, "200%") in told(read)


def test_the_rep_who_gets_a_lead_reads_whose_it_was_and_the_one_who_had_it_reads_whose_it_is(world: World) -> None:
    world.hand_off(when="2026-10-05 10:00")
    old, new = (each for each in world.follow("2026-10-05 12:00") if each.kind == "sla_reassigned")
    assert f"is now with <@{REMO.key}>" in old.text and "nothing more for you to do" in old.text
    assert f"It was <@{RITA.key}>'s" in new.text
    assert [block for block in old.message.blocks if block["type"] == "actions"] == []


def test_the_ladder_starts_anew_for_the_new_rep_and_passes_the_lead_on_once(world: World) -> None:
    lead = world.hand_off(when="2026-10-05 10:00")
    read = world.follow("2026-10-06 12:00")
    again = [each for each in told(read) if each[0] == REMO.key]
    assert again == [(REMO.key, "50%"), (REMO.key, "80%"), (REMO.key, "100%")]
    assert (world.lead(lead).passes, world.lead(lead).due_at) == (1, at("2026-10-05 11:00"))


def test_when_everybody_is_out_the_lead_stays(world: World) -> None:
    lead = world.hand_off(when="2026-10-05 10:00")
    world.turn("2026-10-05 13:30")
    assert world.lead(lead).rep == RITA.key


def test_a_party_of_one_has_nobody_to_pass_on_to(sqlite_sessions: Sessions) -> None:
    terms = company_x()
    lonely = replace(terms, parties=(terms.parties[0], replace(terms.parties[1], members=(RITA,))))
    world = open_world(sqlite_sessions, lonely)
    lead = world.hand_off(when="2026-10-05 10:00")
    world.follow("2026-10-05 17:00")
    assert world.lead(lead).rep == RITA.key


def test_alerts_about_a_rep_outside_slack_go_to_the_contact(world: World) -> None:
    world.hand_off(when="2026-10-05 10:00", rep="Freelance Fred")
    [first, *_] = world.follow("2026-10-05 10:30")
    assert first.to == AMY.key
    assert "It is with Freelance Fred" in first.text


def test_with_nobody_in_slack_the_alert_is_on_record(sqlite_sessions: Sessions) -> None:
    outside = Party("sales", Person("The call centre"))
    parties = (company_x().parties[0], outside)
    world = open_world(sqlite_sessions, company_x(parties=parties, alerts=DEFAULT_LADDER, pacing=None))
    world.hand_off(when="2026-10-05 10:00", rep=None)
    assert world.follow("2026-10-05 10:48") == []
    assert world.states("sla_follow_up_warning")[0][1:] == ("expired", "Nobody in Slack could be told.")


def test_an_alert_that_is_a_day_late_is_not_told(world: World) -> None:
    world.hand_off(when="2026-10-05 10:00")
    assert told(world.turn("2026-10-08 10:00")) == []
    assert {state for _, state, _ in world.states("sla_follow_up_overdue")} == {"expired"}


def test_a_ladder_that_is_a_day_late_passes_nothing_on(world: World) -> None:
    lead = world.hand_off(when="2026-10-05 10:00")
    assert world.turn("2026-10-08 10:00") == []
    assert world.lead(lead).passes == 0


def test_more_than_three_alerts_for_one_person_come_in_one_message(each_world: World) -> None:
    leads = [each_world.hand_off(f"Lead {number}", when="2026-10-05 10:00") for number in range(5)]
    [bundle] = [each for each in each_world.turn("2026-10-05 10:30") if each.kind.startswith("sla_follow_up")]
    assert (bundle.to, bundle.kind) == (RITA.key, "sla_follow_up_bundle")
    assert [alert["lead"] for alert in bundle.payload["alerts"]] == [lead.short_id for lead in leads]


def test_a_lead_that_is_followed_up_leaves_its_bundle(world: World) -> None:
    leads = [world.hand_off(f"Lead {number}", when="2026-10-05 10:00") for number in range(5)]
    world.tick("2026-10-05 10:30")
    world.tried(leads[0], "2026-10-05 10:30")
    [bundle] = [each for each in world.deliver("2026-10-05 10:31") if each.kind.startswith("sla_follow_up")]
    assert leads[0].short_id not in bundle.text
    assert len(bundle.payload["alerts"]) == 4


def test_an_alert_that_was_sent_is_edited_once_the_lead_is_followed_up(world: World) -> None:
    lead = world.hand_off(when="2026-10-05 10:00")
    world.turn("2026-10-05 10:30")
    world.tried(lead, "2026-10-05 10:40")
    with world.sessions.write() as session:
        outbox.edit(session, world.agreement.workspace_id, "sla_follow_up_warning", f"lead:{lead.id}")
    [edited] = world.edited("2026-10-05 10:41")
    assert f"Followed up by <@{RITA.key}>" in edited.text


def test_the_terms_of_the_hand_off_hold_for_the_lead(world: World) -> None:
    world.hand_off(when="2026-10-05 10:00")
    world.amend(company_x(alerts=DEFAULT_LADDER), when="2026-10-05 10:01")
    assert told(world.follow("2026-10-05 10:30")) == [(RITA.key, "50%")]


def test_an_alert_that_a_long_snooze_moved_is_still_told(world: World) -> None:
    lead = world.hand_off(when="2026-10-05 10:00")
    with world.sessions.write() as session:
        facts.snooze(session, lead, at("2026-10-08 10:00"), at("2026-10-05 10:10"))
    assert told(world.follow("2026-10-08 09:59")) == []
    assert told(world.follow("2026-10-08 10:00")) == [(AMY.key, "150%"), (JOSH.key, "200%")]
    assert world.lead(lead).rep != RITA.key


def test_a_follow_up_on_record_ahead_of_time_ends_the_alerts_at_its_instant(each_world: World) -> None:
    lead = each_world.hand_off(when="2026-10-05 10:00")
    each_world.tried(lead, "2026-10-05 11:20")
    assert told(each_world.follow("2026-10-05 18:00")) == [(RITA.key, "50%"), (RITA.key, "80%"), (RITA.key, "100%")]


def test_a_deal_on_record_ahead_of_time_does_not_keep_a_lead_from_being_passed_on(world: World) -> None:
    lead = world.hand_off(when="2026-10-05 10:00")
    world.won(lead, "2026-10-20 10:00")
    assert (JOSH.key, "200%") in told(world.follow("2026-10-05 12:00"))
    assert world.lead(lead).passes == 1


def test_while_the_rep_is_away_the_contact_is_told_and_the_ladder_skips_who_is_away(world: World) -> None:
    for person, starts in ((RITA, "2026-10-05 10:10"), (REMO, "2026-10-05 09:00")):
        world.away(person.key, starts, "2026-10-10 00:00")
    lead = world.hand_off(when="2026-10-05 10:00")
    read = world.follow("2026-10-05 15:00")
    assert set(told(read)) >= {(AMY.key, "50%"), (AMY.key, "100%")} and RITA.key not in {each.to for each in read}
    assert "who is away through Friday 9 October" in next(
        each.text for each in read if each.payload.get("level") == "80%"
    )
    assert world.lead(lead).rep == "U0ROSA"
