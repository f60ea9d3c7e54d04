"""What a message says is chosen when it is sent: of leads that change hands, of terms to sign, to the admin."""

from datetime import date
from typing import Any

import pytest

from sla.agreement import Terms
from sla.lead import Lead
from storage import agreements, facts, notices, outbox, owed, workspaces
from storage.engine import Sessions
from storage.obligations import owe
from tests.jobs.world import AMY, CHANNEL, JOSH, REMO, RITA, Read, World, at, each_world, open_world
from tests.makers import company_x, make_agreement, make_people, make_workspace

__all__ = ["each_world"]
ADMIN = "U0ADMIN"
TEN = "2026-10-05 10:00"
FIRST = at("2026-10-01 09:00")


@pytest.fixture
def world(sqlite_sessions: Sessions) -> World:
    """Company X without its daily posts."""
    return open_world(sqlite_sessions, company_x(pacing=None))


def announced(world: World, **changes: Any) -> Lead:
    """A lead is handed off, and its rep is to be told."""
    lead = world.hand_off(when=TEN, **changes)
    with world.sessions.write() as session:
        owed.hand_off(session, world.agreement, lead, at(TEN))
    return lead


def passed_on(world: World, lead: Lead, to: str = REMO.key) -> Lead:
    """Rita passes the lead on."""
    with world.sessions.write() as session:
        passed = facts.pass_on(session, lead, to=to, by=RITA.key, now=at(TEN))
        owed.reassigned(session, world.agreement, passed, lead.rep, at(TEN))
    return passed


def proposed(sessions: Sessions, terms: Terms | None = None) -> World:
    """Terms that every contact is asked to sign."""
    with sessions.write() as session:
        workspace = make_workspace(session)
        make_people(session, workspace)
        agreement = make_agreement(session, terms or company_x(), workspace=workspace, vouched=False)
        owed.proposal(session, agreement, agreement.terms_id, FIRST)
    return World(sessions, agreement)


def sign(world: World, party: str, user: str) -> None:
    with world.sessions.write() as session:
        terms_id, workspace_id = world.agreement.terms_id, world.agreement.workspace_id
        agreements.sign(session, workspace_id, terms_id, party, user, FIRST)
        owed.signed(session, world.agreement, terms_id, party, FIRST)


def buttons(told: Read) -> list[tuple[str, str]]:
    rows = (block for block in told.message.blocks if block["type"] == "actions")
    return [(element["action_id"], element["value"]) for row in rows for element in row["elements"]]


def test_the_rep_is_told_of_a_lead_with_its_promise(each_world: World) -> None:
    lead = announced(each_world)
    [told] = each_world.deliver(TEN)
    assert (told.to, told.kind) == (RITA.key, "sla_hand_off")
    assert "First follow-up due <!date^" in told.text and "promised within 1 h of business hours" in told.text
    assert told.payload | {"agreement": ""} == {
        "agreement": "", "lead": lead.short_id, "due_at": "2026-10-05T09:00:00+00:00",
    }  # fmt: skip


def test_the_contact_reads_in_place_of_a_rep_outside_slack(world: World) -> None:
    announced(world, rep="Freelance Fred")
    [told] = world.deliver(TEN)
    assert told.to == AMY.key
    assert "A lead for Freelance Fred, who is not in Slack" in told.text


def test_a_lead_that_was_tried_before_the_rep_was_told_is_not_announced(world: World) -> None:
    world.tried(announced(world), TEN)
    assert world.deliver("2026-10-05 10:01") == []


def test_a_lead_that_was_passed_on_before_the_rep_was_told_is_announced_to_the_new_rep_alone(world: World) -> None:
    passed_on(world, announced(world))
    assert [(told.to, told.kind) for told in world.deliver("2026-10-05 10:01")] == [
        (RITA.key, "sla_reassigned"),
        (REMO.key, "sla_reassigned"),
    ]


def test_both_reps_are_told_who_passed_the_lead_on(world: World) -> None:
    passed_on(world, world.hand_off(when=TEN))
    old, new = world.deliver(TEN)
    assert f"is now with <@{REMO.key}>: <@{RITA.key}> passed it on" in old.text
    assert f"<@{RITA.key}> passed" in new.text
    assert (buttons(old), len(buttons(new))) == ([], 7)


def test_a_lead_that_was_passed_on_twice_is_told_to_the_last_rep(world: World) -> None:
    lead = passed_on(world, world.hand_off(when=TEN))
    passed_on(world, lead, to="U0ROSA")
    told = [(each.to, "comes to" in each.text or "passed" in each.text) for each in world.deliver(TEN)]
    assert [to for to, _ in told] == [RITA.key, REMO.key, "U0ROSA"]


def test_the_giving_partys_contact_reads_why_a_lead_came_back(world: World) -> None:
    lead = world.give_back(world.hand_off(when=TEN), TEN)
    with world.sessions.write() as session:
        owed.returned(session, world.agreement, lead, at(TEN))
    [told] = world.deliver(TEN)
    assert (told.to, told.kind) == (JOSH.key, "sla_returned")
    assert f"<@{RITA.key}> gave {lead.short_id} *Ada* back as not a fit: A student." in told.text


def test_a_message_that_is_edited_shows_who_did_what(world: World) -> None:
    lead = announced(world)
    world.deliver(TEN)
    world.tried(lead, "2026-10-05 10:10")
    with world.sessions.write() as session:
        outbox.edit(session, world.agreement.workspace_id, "sla_hand_off", owed.about(lead))
    [edited] = world.edited("2026-10-05 10:11")
    assert f"Followed up by <@{RITA.key}>" in edited.text
    assert f"<@{RITA.key}> called" in str(edited.blocks)


def test_each_contact_is_asked_to_sign_for_their_own_party(sessions: Sessions) -> None:
    world = proposed(sessions)
    told = world.deliver("2026-10-01 09:00")
    number = world.agreement.terms_id
    assert [(each.to, buttons(each)) for each in told] == [
        (JOSH.key, [("act:sign", f"{number}.marketing"), ("act:discuss", f"{number}")]),
        (AMY.key, [("act:sign", f"{number}.sales"), ("act:discuss", f"{number}")]),
    ]
    assert told[0].payload == {"agreement": "company-x", "terms": number}


def test_first_terms_are_told_by_their_goals(sqlite_sessions: Sessions) -> None:
    josh, _ = proposed(sqlite_sessions).deliver("2026-10-01 09:00")
    assert "marketing promises 100 leads" in josh.text
    assert "sales promises a first attempt within 1 h on average" in josh.text


def test_new_terms_are_told_by_what_changes(sqlite_sessions: Sessions) -> None:
    world = open_world(sqlite_sessions)
    with world.sessions.write() as session:
        new = agreements.save_new(
            session, 1, company_x(title="Smarter", starts=date(2026, 11, 1)), source="tests", channel=CHANNEL,
            now=FIRST, by=JOSH.key, vouched=False,
        )  # fmt: skip
        owed.proposal(session, world.agreement, new.id, FIRST)
    told = next(each for each in world.deliver("2026-10-01 09:00") if each.kind == "sla_proposal")
    assert f"<@{JOSH.key}> proposes new terms" in told.text
    assert "Smarter" in told.text and "marketing promises 100 leads" not in told.text


def test_a_party_that_signed_before_it_was_asked_is_not_asked(sqlite_sessions: Sessions) -> None:
    world = proposed(sqlite_sessions)
    sign(world, "marketing", JOSH.key)
    assert [each.to for each in world.deliver("2026-10-01 09:00") if each.kind == "sla_proposal"] == [AMY.key]


def test_the_channel_reads_who_signed_and_who_is_still_to(sqlite_sessions: Sessions) -> None:
    world = proposed(sqlite_sessions)
    sign(world, "marketing", JOSH.key)
    [told] = [each for each in world.deliver("2026-10-01 09:00") if each.kind == "sla_signed"]
    assert told.to == CHANNEL
    assert f"<@{JOSH.key}> signed for *marketing*" in told.text and "Still to sign: sales." in told.text


def test_with_the_last_signature_the_terms_are_in_force(sqlite_sessions: Sessions) -> None:
    world = proposed(sqlite_sessions)
    world.deliver("2026-10-01 09:00")
    sign(world, "marketing", JOSH.key)
    sign(world, "sales", AMY.key)
    last = world.deliver("2026-10-01 09:00")[-1]
    assert "Every party has signed: these terms are in force." in last.text


def test_a_proposal_that_is_in_force_is_edited_to_say_so(sqlite_sessions: Sessions) -> None:
    world = proposed(sqlite_sessions)
    world.deliver("2026-10-01 09:00")
    sign(world, "marketing", JOSH.key)
    sign(world, "sales", AMY.key)
    with world.sessions.write() as session:
        outbox.edit(session, 1, "sla_proposal", f"terms:{world.agreement.terms_id}")
    assert {"these terms are in force" in edited.text for edited in world.edited("2026-10-01 11:00")} == {True}


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("channel_refused", f"<#{CHANNEL}> takes no messages from the bot"),
        ("in_doubt", "may or may not have been posted"),
        ("dead", "can't be sent"),
    ],
)
def test_the_admin_reads_what_the_bot_cannot_mend(world: World, what: str, words: str) -> None:
    with world.sessions.write() as session:
        workspaces.set_admin(session, 1, ADMIN)
        owe(
            session, workspace_id=1, agreement_id=1, terms_id=1, kind="sla_pacing", subject="pacing", occurrence="x",
            due_at=FIRST, to=CHANNEL, lane="digest", args={}, not_before=at("2030-01-01 00:00"),
        )  # fmt: skip
        notices.notice(session, 1, what, "1", FIRST, channel=CHANNEL, code="is_archived", outbox=1)
    [told] = world.deliver("2026-10-01 09:00")
    assert (told.to, told.kind) == (ADMIN, "sla_notice")
    assert words in told.text
