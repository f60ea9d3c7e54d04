"""Doubt: what may have been posted is looked for, and posted again when it is not there, or says that it may be."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, NoReturn

import pytest

from jobs.carrier import Letter
from jobs.deliver import deliver
from jobs.outcome import Ambiguous, DestinationGone, PayloadRefused, RateLimited, SurelyNotPosted, Unreadable
from storage import doubts, gates
from storage.outgoing import State
from tests.jobs.desk import CHANNEL, NINE, Desk, PaperSlack, desk, refused

SETTLED = timedelta(seconds=30 + 60)
__all__ = ["desk"]


def test_a_lost_answer_is_found_and_not_posted_again(desk: Desk) -> None:
    desk.slack.lose_answer()
    desk.owe("1")
    desk.drain()
    assert desk.slack.texts == ["sla_pacing pacing 1"] and desk.states() == [State.SENT]
    assert desk.sent()[0].ts == desk.slack.sheets[0].ts


def test_a_doubt_is_looked_for_only_after_lease_and_settling(desk: Desk) -> None:
    desk.slack.lose_answer()
    desk.owe("1")
    desk.deliver()
    assert desk.next_due() == NINE + SETTLED
    assert desk.deliver().sent == 0 and desk.slack.looks == []


def test_the_look_up_covers_every_instant_at_which_it_may_have_landed(desk: Desk) -> None:
    desk.slack.lose_answer()
    desk.owe("1")
    desk.drain()
    five = timedelta(seconds=5)
    assert desk.slack.looks == [(CHANNEL, NINE - five, NINE + SETTLED + five)]


def test_what_never_arrived_is_sent_again_unmarked(desk: Desk) -> None:
    desk.slack.refuse("post", Ambiguous("timeout"))
    desk.owe("1")
    desk.drain()
    assert desk.slack.texts == ["sla_pacing pacing 1"]
    assert desk.slack.sheets[0].at == NINE + SETTLED


def test_a_message_that_lands_late_is_seen_by_the_look_up(desk: Desk) -> None:
    desk.slack.lose_answer(seconds=85)
    desk.owe("1")
    desk.drain()
    assert len(desk.slack.sheets) == 1 and desk.states() == [State.SENT]


def test_a_claim_whose_sender_died_is_a_doubt_and_never_sent_blindly(desk: Desk) -> None:
    desk.owe("1")
    died = replace(desk.carrier, owner="dies", slack=Dying(desk.slack))
    with pytest.raises(SystemExit):
        deliver(died)
    assert desk.states() == [State.SENDING]
    desk.drain()
    assert len(desk.slack.sheets) == 1 and desk.slack.looks != []


def test_one_look_up_settles_all_doubts_of_a_channel(desk: Desk) -> None:
    desk.slack.lose_answer()
    desk.slack.lose_answer()
    desk.owe("1")
    desk.owe("2", kind="sla_celebration", lane="fun")
    desk.drain(hours=0.01)
    desk.now += 2 * SETTLED
    desk.deliver()
    assert len(desk.slack.looks) == 1 and desk.states() == [State.SENT, State.SENT]


def test_a_doubtful_celebration_never_holds_up_an_alert(desk: Desk) -> None:
    desk.slack.refuse("post", Ambiguous("timeout"))
    desk.owe("1", kind="sla_celebration", lane="fun")
    desk.deliver()
    desk.now += timedelta(seconds=1)
    desk.owe("2", kind="sla_strike", lane="alert")
    assert desk.deliver().sent == 1


def test_messages_behind_a_doubt_wait_for_it(desk: Desk) -> None:
    desk.slack.refuse("post", Ambiguous("timeout"))
    desk.owe("1")
    desk.owe("2")
    desk.drain()
    assert desk.slack.texts == ["sla_pacing pacing 1", "sla_pacing pacing 2"]


def test_another_app_s_message_with_our_marker_does_not_count(desk: Desk) -> None:
    desk.slack.lose_answer()
    desk.owe("1")
    other = replace(desk.carrier, workspace=replace(desk.workspace, bot_id="B0OTHER"))
    deliver(other)
    desk.now += SETTLED
    deliver(other)
    assert len(desk.slack.sheets) == 2


def test_a_marker_of_another_key_does_not_count(desk: Desk) -> None:
    desk.slack.lose_answer()
    desk.owe("1")
    desk.deliver()
    payload = desk.slack.sheets[0].letter.metadata
    assert payload is not None
    payload["event_payload"]["marker"] = "0" * 32
    desk.drain()
    assert len(desk.slack.sheets) == 2


def test_without_the_right_to_look_an_alert_is_repeated_and_says_so(desk: Desk) -> None:
    desk.slack.lose_answer()
    desk.slack.refuse("history", Unreadable("missing_scope"))
    desk.alert(1)
    desk.drain()
    first, second = desk.slack.texts
    assert second.startswith("Possible repeat: the first copy may have reached you at <!date^")
    assert second.endswith(first) and desk.states() == [State.SENT]


def test_without_the_right_to_look_a_digest_asks_the_admin_and_goes_after_half_an_hour(desk: Desk) -> None:
    desk.slack.lose_answer()
    desk.slack.refuse("history", *[Unreadable("missing_scope")] * 2)
    desk.owe("1")
    desk.drain()
    asked, repeated = desk.slack.sheets[1:]
    assert asked.letter.channel == "D0ADMIN" and asked.at == NINE + SETTLED
    assert repeated.letter.text.startswith("Possible repeat") and repeated.at >= NINE + SETTLED + timedelta(minutes=30)


def test_the_admin_may_say_that_it_is_there(desk: Desk) -> None:
    desk.slack.lose_answer()
    desk.slack.refuse("history", Unreadable("missing_scope"))
    desk.owe("1")
    desk.drain(hours=0.1)
    with desk.sessions.write() as session:
        assert doubts.it_is_there(session, desk.workspace.id, desk.sent()[0].id, desk.now)
        assert not doubts.it_is_there(session, desk.workspace.id, desk.sent()[0].id, desk.now)
    desk.drain()
    assert [sheet.letter.channel for sheet in desk.slack.sheets] == [CHANNEL, "D0ADMIN"]


def test_the_admin_may_have_it_posted_at_once_and_it_is_marked(desk: Desk) -> None:
    desk.slack.lose_answer()
    desk.slack.refuse("history", Unreadable("missing_scope"))
    desk.owe("1")
    desk.drain(hours=0.1)
    with desk.sessions.write() as session:
        assert doubts.post_anyway(session, desk.workspace.id, desk.sent()[0].id, desk.now)
    desk.drain(hours=0.1)
    assert desk.slack.texts[-1].startswith("Possible repeat")


def test_an_unreadable_celebration_is_let_go_after_a_day_on_record(desk: Desk) -> None:
    desk.slack.lose_answer()
    desk.slack.refuse("history", *[Unreadable("missing_scope")] * 5)
    desk.owe("1", kind="sla_celebration", lane="fun")
    desk.drain()
    assert len(desk.slack.sheets) == 1 and desk.states() == [State.CANCELLED]
    assert "Nobody could find out" in (desk.sent()[0].reason or "")


def test_an_archived_channel_that_can_t_be_read_counts_as_unreadable(desk: Desk) -> None:
    desk.slack.lose_answer()
    desk.slack.refuse("history", refused(DestinationGone, "channel_not_found"))
    desk.owe("1", kind="sla_strike", lane="alert")
    desk.drain()
    assert desk.slack.texts[-1].startswith("Possible repeat")


def test_a_look_up_that_fails_is_made_again(desk: Desk) -> None:
    desk.slack.lose_answer()
    desk.slack.refuse("history", SurelyNotPosted("NotConnected"), RateLimited("ratelimited", 429, 60.0))
    desk.owe("1")
    desk.drain()
    assert len(desk.slack.sheets) == 1 and desk.states() == [State.SENT]
    assert len(desk.slack.looks) == 3


def test_look_ups_are_paced(desk: Desk) -> None:
    desk.slack.refuse("post", *[Ambiguous("timeout")] * 3)
    for number in range(3):
        desk.owe(str(number), to=f"C{number:08d}")
    desk.drain()
    assert len(desk.slack.looks) == 3 and len(desk.slack.sheets) == 3
    with desk.sessions.read() as session:
        assert not gates.is_paused(session, desk.workspace.id, CHANNEL)


def test_a_message_without_metadata_can_t_be_found_and_is_marked(desk: Desk) -> None:
    desk.slack.refuse("post", *[refused(PayloadRefused, "metadata_too_large")] * 2)
    desk.alert(1)
    desk.deliver()
    desk.now += timedelta(seconds=1)
    desk.deliver()
    desk.now += timedelta(seconds=1)
    desk.slack.lose_answer()
    desk.drain()
    assert len(desk.slack.sheets) == 2 and desk.slack.texts[1].startswith("Possible repeat")


def test_a_copy_that_landed_after_the_look_up_is_edited_to_say_so(desk: Desk) -> None:
    desk.slack.lose_answer(seconds=91)
    desk.slack.lose_answer(seconds=5)
    desk.owe("1")
    desk.drain()
    letter, ts = desk.slack.updates[0]
    assert letter.text.startswith("Repeat of <https://slack.com/archives/") and ts == desk.slack.sheets[1].ts
    assert len(desk.slack.sheets) == 2


def test_a_doubt_that_is_settled_twice_counts_once(desk: Desk) -> None:
    desk.slack.refuse("post", Ambiguous("timeout"))
    desk.owe("1")
    desk.deliver()
    desk.now += SETTLED
    with desk.sessions.write() as session:
        doubt = doubts.ready(session, desk.workspace.id, desk.now)[0]
        assert doubts.not_there(session, doubt, desk.now)
        assert not doubts.not_there(session, doubt, desk.now)


def test_an_older_look_up_does_not_settle_the_doubt_of_a_newer_attempt(desk: Desk) -> None:
    desk.slack.refuse("post", Ambiguous("timeout"), Ambiguous("timeout"))
    desk.owe("1")
    desk.deliver()
    desk.now += SETTLED
    with desk.sessions.read() as session:
        older = doubts.ready(session, desk.workspace.id, desk.now)[0]
    desk.deliver()
    with desk.sessions.write() as session:
        assert desk.states() == [State.DOUBT]
        assert not doubts.not_there(session, older, desk.now)


def test_with_settling_switched_off_a_late_arrival_doubles(desk: Desk) -> None:
    """The negative control: the time to settle is no ornament."""
    hasty = replace(desk.carrier, budget=replace(desk.budget, settle=timedelta(0)))
    desk.slack.lose_answer(seconds=85)
    desk.owe("1")
    deliver(hasty)
    desk.now += timedelta(seconds=30)
    deliver(hasty)
    assert len(desk.slack.sheets) == 2


class Dying:
    """A sender that dies when its message has arrived."""

    def __init__(self, slack: PaperSlack) -> None:
        self._slack = slack

    def __getattr__(self, name: str) -> Any:
        return getattr(self._slack, name)

    def post(self, letter: Letter) -> NoReturn:
        self._slack.post(letter)
        raise SystemExit
