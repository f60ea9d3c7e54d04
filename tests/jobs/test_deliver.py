"""The delivery loop, on both databases: each message once, in order, through open gates, fresh, on record."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from jobs.deliver import deliver
from jobs.outcome import Ambiguous, DestinationGone, PayloadRefused, RateLimited, SurelyNotPosted, WorkspaceBlocked
from messages.blocks import BELOW_CHART, Message, divider, section
from messages.charts import ChartFailed
from storage import bundles, gates, outbox
from storage.outgoing import Cancelled, Outgoing, State
from tests.jobs.desk import ADMIN, AMY, CHANNEL, JOSH, NINE, RITA, Desk, charted, desk, refused, said, stale
from tests.moments import at

SECOND = timedelta(seconds=1)


def test_what_is_owed_is_posted_once(desk: Desk) -> None:
    desk.owe("1")
    desk.owe("1")
    desk.drain()
    assert desk.slack.texts == ["sla_pacing pacing 1"]
    assert desk.states() == [State.SENT]


def test_a_message_carries_its_event_and_a_marker_of_128_bits(desk: Desk) -> None:
    desk.owe("1")
    desk.deliver()
    metadata = desk.slack.sheets[0].letter.metadata
    assert metadata is not None and metadata["event_type"] == "sla_pacing"
    assert metadata["event_payload"]["agreement"] == "company-x" and len(metadata["event_payload"]["marker"]) == 32


def test_nothing_is_sent_before_its_time(desk: Desk) -> None:
    desk.owe("1", not_before=NINE + SECOND)
    assert desk.deliver().sent == 0
    assert desk.next_due() == NINE + SECOND


def test_one_channel_takes_one_message_a_second(desk: Desk) -> None:
    for number in range(3):
        desk.owe(str(number))
    assert desk.deliver().sent == 1
    desk.drain()
    assert [sheet.at for sheet in desk.slack.sheets] == [NINE, NINE + SECOND, NINE + 2 * SECOND]


def test_a_workspace_takes_two_hundred_messages_a_minute(desk: Desk) -> None:
    for number in range(5):
        desk.owe(str(number), to=f"C{number:08d}")
    desk.drain()
    assert [sheet.at - NINE for sheet in desk.slack.sheets] == [number * timedelta(seconds=0.3) for number in range(5)]


def test_messages_of_one_lane_keep_their_order(desk: Desk) -> None:
    for number in range(4):
        desk.owe(str(number))
    desk.slack.refuse("post", SurelyNotPosted("NotConnected"))
    desk.drain()
    assert desk.slack.texts == [f"sla_pacing pacing {number}" for number in range(4)]


def test_alerts_go_before_digests_and_digests_before_fun(desk: Desk) -> None:
    desk.owe("1", kind="sla_celebration", lane="fun")
    desk.owe("2")
    desk.alert(3)
    desk.drain()
    assert [text.split()[0] for text in desk.slack.texts] == ["sla_follow_up_overdue", "sla_pacing", "sla_celebration"]


def test_what_waits_for_the_next_opening_holds_up_nothing_that_is_due(desk: Desk) -> None:
    desk.owe("tomorrow", not_before=NINE + timedelta(days=1))
    desk.owe("now")
    assert desk.deliver().sent == 1
    assert desk.slack.texts == ["sla_pacing pacing now"]


def test_a_message_that_facts_have_overtaken_is_cancelled_with_the_reason(desk: Desk) -> None:
    desk.templates["sla_follow_up_overdue"] = stale
    desk.alert(1)
    desk.drain()
    assert desk.slack.texts == []
    assert [(one.state, one.reason) for one in desk.sent()] == [(State.CANCELLED, "Followed up at 08:59.")]


def test_what_is_too_late_expires_on_record(desk: Desk) -> None:
    desk.owe("1", expires_at=NINE + timedelta(hours=9))
    desk.now = NINE + timedelta(hours=9)
    desk.drain()
    assert desk.slack.texts == [] and desk.states() == [State.EXPIRED]
    assert "could not be sent in time" in (desk.sent()[0].reason or "")


def test_a_direct_message_is_opened_once_per_person(desk: Desk) -> None:
    desk.alert(1)
    desk.alert(2)
    desk.slack.refuse("open_dm", SurelyNotPosted("NotConnected"))
    desk.drain()
    assert [sheet.letter.channel for sheet in desk.slack.sheets] == ["D0RITA", "D0RITA"]


def test_four_alerts_for_one_person_go_out_as_one_message(desk: Desk) -> None:
    for number in range(4):
        desk.alert(number)
    desk.drain()
    assert len(desk.slack.sheets) == 1
    assert desk.slack.texts[0].startswith("sla_follow_up_bundle")
    assert desk.states() == [State.SENT] * 4


def test_three_alerts_for_one_person_go_out_by_themselves(desk: Desk) -> None:
    for number in range(3):
        desk.alert(number)
        desk.alert(number + 10, to=AMY.key)
    desk.drain()
    assert len(desk.slack.sheets) == 6


def test_a_bundle_leaves_out_what_is_not_needed_any_more(desk: Desk) -> None:
    def judged(session: Any, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
        return Cancelled("Followed up.") if outgoing.subject == "lead:2" else said(session, outgoing, now)

    def listed(session: Any, outgoing: Outgoing, _now: datetime) -> Message:
        members = bundles.members(session, outgoing.workspace_id, outgoing.id)
        return Message(" ".join(member.subject for member in members), (), outgoing.kind, {})

    desk.templates |= {"sla_follow_up_overdue": judged, "sla_follow_up_bundle": listed}
    for number in range(4):
        desk.alert(number)
    desk.drain()
    assert desk.slack.texts == ["lead:0 lead:1 lead:3"]
    assert desk.states() == [State.SENT, State.SENT, State.CANCELLED, State.SENT]


def test_a_bundle_of_nothing_is_cancelled(desk: Desk) -> None:
    for number in range(4):
        desk.alert(number)
    desk.templates["sla_follow_up_overdue"] = stale
    desk.drain()
    assert desk.slack.texts == [] and desk.states() == [State.CANCELLED] * 4


def test_a_chart_goes_up_first_and_is_shown_by_the_message(desk: Desk) -> None:
    desk.templates["sla_pacing"] = charted
    desk.owe("1")
    desk.deliver()
    image = desk.slack.sheets[0].letter.blocks[-1]
    assert image["slack_file"] == {"id": "F1"} and image["alt_text"].startswith("Speed.")


def test_a_chart_stands_in_its_own_place_where_the_message_names_one(desk: Desk) -> None:
    def placed(session: Any, outgoing: Outgoing, now: datetime) -> Message:
        message = charted(session, outgoing, now)
        return replace(message, blocks=(*message.blocks, divider(BELOW_CHART), section("Rates")))

    desk.templates["sla_pacing"] = placed
    desk.owe("1")
    desk.deliver()
    assert [block["type"] for block in desk.slack.sheets[0].letter.blocks] == ["section", "image", "divider", "section"]


def test_a_chart_that_cannot_be_drawn_does_not_hold_up_the_message(desk: Desk) -> None:
    class Broken:
        def draw(self, _chart: Any) -> bytes:
            raise ChartFailed("it took too long")

    desk.templates["sla_pacing"] = charted
    desk.owe("1")
    deliver(replace(desk.carrier, drawer=Broken()))
    assert [block["type"] for block in desk.slack.sheets[0].letter.blocks] == ["section"]


def test_a_picture_that_slack_is_still_processing_is_waited_for(desk: Desk) -> None:
    desk.templates["sla_pacing"] = charted
    desk.slack.refuse("post", *[refused(PayloadRefused, "invalid_blocks")] * 2)
    desk.owe("1")
    desk.drain(hours=0.1)
    assert desk.slack.sheets[0].at == NINE + timedelta(seconds=1 + 2)
    assert desk.slack.uploads == 1 and desk.slack.sheets[0].letter.blocks[-1]["type"] == "image"


def test_a_picture_that_slack_takes_too_long_over_is_added_by_an_edit(desk: Desk) -> None:
    desk.templates["sla_pacing"] = charted
    desk.slack.refuse("post", *[refused(PayloadRefused, "invalid_blocks")] * 4)
    desk.owe("1")
    desk.drain()
    assert [block["type"] for block in desk.slack.sheets[0].letter.blocks] == ["section"]
    assert desk.slack.sheets[0].at == NINE + timedelta(seconds=1 + 2 + 4 + 8)
    assert desk.slack.updates[0][0].blocks[-1]["slack_file"] == {"id": "F1"}


def test_what_could_not_be_sent_is_tried_again_ever_more_slowly(desk: Desk) -> None:
    desk.slack.refuse("post", *[SurelyNotPosted("NotConnected")] * 3)
    desk.owe("1")
    desk.drain()
    assert desk.slack.sheets[0].at == NINE + timedelta(seconds=2 + 4 + 8)
    assert desk.states() == [State.SENT]


def test_too_fast_shuts_both_gates_as_long_as_slack_says_and_burns_no_attempt(desk: Desk) -> None:
    desk.slack.refuse("post", RateLimited("ratelimited", 429, 30.0))
    desk.owe("1")
    desk.owe("2", to="C0OTHER")
    assert desk.deliver().sent == 0
    assert desk.next_due() == NINE + timedelta(seconds=30.5)
    desk.drain()
    assert len(desk.slack.sheets) == 2


def test_slack_may_ask_for_a_day_and_gets_an_hour(desk: Desk) -> None:
    desk.slack.refuse("post", RateLimited("ratelimited", 429, 86_400.0))
    desk.owe("1")
    desk.deliver()
    assert desk.next_due() == NINE + timedelta(hours=1)


def test_too_fast_without_a_number_waits_a_second(desk: Desk) -> None:
    desk.slack.refuse("post", RateLimited("ratelimited", 429, None))
    desk.owe("1")
    desk.deliver()
    assert desk.next_due() == NINE + timedelta(seconds=1.5)


def test_a_refused_payload_is_sent_plain_then_bare_and_is_then_dead(desk: Desk) -> None:
    desk.slack.refuse("post", *[refused(PayloadRefused, "msg_too_long")] * 3)
    desk.owe("1")
    desk.drain()
    assert desk.states()[0] == State.DEAD
    assert [(one.kind, one.to) for one in desk.sent()[1:]] == [("sla_notice", ADMIN)]


def test_a_refused_payload_goes_out_as_plain_text_with_its_metadata(desk: Desk) -> None:
    desk.slack.refuse("post", refused(PayloadRefused, "invalid_blocks"))
    desk.owe("1")
    desk.drain()
    letter = desk.slack.sheets[0].letter
    assert letter.blocks == () and letter.metadata is not None and letter.text == "sla_pacing pacing 1"


def test_a_payload_refused_twice_goes_out_without_metadata(desk: Desk) -> None:
    desk.slack.refuse("post", *[refused(PayloadRefused, "metadata_too_large")] * 2)
    desk.owe("1")
    desk.drain()
    assert desk.slack.sheets[0].letter.metadata is None


def test_a_dead_message_can_be_sent_again(desk: Desk) -> None:
    desk.slack.refuse("post", *[refused(PayloadRefused, "msg_too_long")] * 3)
    desk.owe("1")
    desk.drain()
    with desk.sessions.write() as session:
        assert outbox.requeue(session, desk.workspace.id, desk.sent()[0].id, desk.now)
    desk.drain()
    assert desk.states()[0] == State.SENT and desk.slack.sheets[-1].letter.blocks


def test_what_a_channel_refuses_goes_to_the_contact_and_the_admin_is_told_once(desk: Desk) -> None:
    desk.slack.refuse("post", refused(DestinationGone, "is_archived"))
    desk.owe("1")
    desk.owe("2")
    desk.drain()
    posted = {(sheet.letter.channel, sheet.letter.text.splitlines()[-1]) for sheet in desk.slack.sheets}
    assert posted == {
        ("D0AMY", "sla_pacing pacing 1"),
        ("D0AMY", "sla_pacing pacing 2"),
        ("D0ADMIN", f"sla_notice channel_refused {CHANNEL}:{NINE.isoformat()}"),
    }


def test_a_rerouted_message_says_whom_it_was_meant_for(desk: Desk) -> None:
    desk.slack.refuse("open_dm", refused(DestinationGone, "user_disabled"))
    desk.alert(1)
    desk.drain()
    first = next(sheet.letter.text for sheet in desk.slack.sheets if sheet.letter.channel == "D0AMY")
    assert first.startswith("This was meant for <@U0RITA>")


def test_with_nobody_left_to_tell_a_message_waits_for_its_channel(desk: Desk) -> None:
    desk.slack.refuse("post", *[refused(DestinationGone, "not_in_channel")] * 3)
    desk.owe("1")
    desk.drain()
    assert State.PAUSED in desk.states()
    desk.now += timedelta(hours=1)
    desk.drain()
    assert State.PAUSED not in desk.states() and desk.slack.sheets


def test_a_revoked_token_pauses_the_workspace_and_loses_nothing(desk: Desk) -> None:
    desk.slack.refuse("post", refused(WorkspaceBlocked, "token_revoked"))
    desk.slack.refuse("check", refused(WorkspaceBlocked, "token_revoked"))
    desk.owe("1")
    desk.owe("2")
    desk.drain()
    assert desk.states() == [State.PAUSED, State.PAUSED] and desk.next_due() is None
    assert desk.deliver().sent == 0 and desk.states() == [State.PAUSED, State.PAUSED]


def test_a_paused_workspace_is_resumed_once_slack_accepts_the_bot_again(desk: Desk) -> None:
    desk.slack.refuse("post", refused(WorkspaceBlocked, "token_revoked"))
    desk.slack.refuse("check", refused(WorkspaceBlocked, "token_revoked"))
    desk.owe("1")
    desk.drain()
    desk.owe("2")
    assert desk.deliver().sent == 0
    desk.now += timedelta(minutes=1)
    desk.drain()
    assert desk.slack.texts == ["sla_pacing pacing 1", "sla_pacing pacing 2"]


def test_a_workspace_is_asked_once_a_minute_and_no_oftener(desk: Desk) -> None:
    with desk.sessions.write() as session:
        gates.pause_workspace(session, desk.workspace.id, "token_revoked", NINE)
    desk.slack.refuse("check", *[refused(WorkspaceBlocked, "token_revoked")] * 2)
    desk.owe("1")
    desk.deliver()
    desk.deliver()
    assert len(desk.slack.refusals["check"]) == 1


def test_a_paused_channel_is_tried_again_after_an_hour_without_another_notice(desk: Desk) -> None:
    for number in range(2):
        desk.slack.refuse("post", refused(DestinationGone, "is_archived"))
        desk.owe(f"{number}")
        desk.drain()
        desk.now += timedelta(hours=1)
    desk.owe("2")
    desk.drain()
    assert [sheet.letter.channel for sheet in desk.slack.sheets] == ["D0ADMIN", "D0AMY", "D0AMY", CHANNEL]


def test_a_template_that_fails_is_tried_five_times_and_blocks_nobody_after(desk: Desk) -> None:
    def broken(_session: Any, outgoing: Outgoing, now: datetime) -> Message:
        if outgoing.occurrence == "1":
            raise KeyError("gone")
        return said(_session, outgoing, now)

    desk.templates["sla_pacing"] = broken
    desk.owe("1")
    desk.owe("2")
    desk.drain()
    assert desk.states() == [State.DEAD, State.SENT]


def test_an_attempt_is_given_up_when_half_the_lease_is_gone(desk: Desk) -> None:
    desk.owe("1")
    ticks = iter([0.0, 16.0])
    slow = replace(desk.carrier, monotonic=lambda: next(ticks))
    assert deliver(slow).ends["not_posted"] == 1
    assert desk.slack.texts == [] and desk.states() == [State.PENDING]


def test_a_sender_whose_lease_lapsed_changes_nothing_any_more(desk: Desk) -> None:
    desk.owe("1")
    other = replace(desk.carrier, owner="another", slack=desk.slack)

    def lapse() -> None:
        desk.slack.before_answer = lambda: None
        desk.now += timedelta(seconds=31)
        deliver(other)

    desk.slack.before_answer = lapse
    assert desk.deliver().ends["overtaken"] == 1
    assert desk.states() == [State.DOUBT]


def test_an_unknown_error_leaves_the_message_in_doubt(desk: Desk) -> None:
    desk.slack.refuse("post", ValueError("something new"))
    desk.owe("1")
    desk.deliver()
    assert desk.states() == [State.DOUBT]


def test_what_was_posted_is_edited_when_facts_ask_for_it(desk: Desk) -> None:
    desk.alert(1)
    desk.drain()
    with desk.sessions.write() as session:
        assert outbox.edit(session, desk.workspace.id, "sla_follow_up_overdue", "lead:1") == 1
    desk.slack.refuse("update", Ambiguous("timeout"))
    desk.drain()
    assert [ts for _, ts in desk.slack.updates] == [desk.slack.sheets[0].ts]


def test_what_is_due_and_the_transport_follow_two_clocks(desk: Desk) -> None:
    desk.owe("1", not_before=at("2018-03-01 09:00"))
    desk.owe("2", not_before=at("2018-03-01 09:00"))
    past = replace(desk.carrier, now=lambda: at("2018-03-01 09:00"))
    deliver(past)
    with desk.sessions.read() as session:
        opening = outbox.next_opening(session, desk.workspace.id, at("2018-03-01 09:00"))
    assert opening == NINE + SECOND
    desk.now += SECOND
    deliver(past)
    assert len(desk.slack.sheets) == 2


__all__ = ["JOSH", "RITA", "desk"]
