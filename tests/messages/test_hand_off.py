"""The message about a lead that changed hands, when it is sent and as it is edited since: everything in it once."""

import json
from dataclasses import replace

import pytest

from messages import hand_off
from messages.blocks import Message
from messages.lead_card import Deed
from tests.makers import company_x
from tests.messages.test_lead_card import LEAD
from tests.moments import at

NOW, FIRST, SECOND = at("2026-10-05 12:00"), at("2026-10-05 10:40"), at("2026-10-05 11:00")
TRIED = replace(LEAD, first_attempt_at=FIRST, first_attempt_by=LEAD.rep, attempts=1)
CALLED, EMAILED = Deed("called", LEAD.rep, FIRST), Deed("e-mailed", LEAD.rep, SECOND)


def shown(message: Message) -> str:
    return json.dumps(message.blocks, ensure_ascii=False)


@pytest.mark.parametrize(
    "message",
    [
        hand_off.hand_off(LEAD, company_x(), NOW),
        hand_off.hand_off(TRIED, company_x(), NOW, deeds=(CALLED,)),
        hand_off.passed_to(LEAD, company_x(), NOW, by="U0REMO", old_rep="U0REMO"),
        hand_off.passed_to(LEAD, company_x(), NOW, by=None, old_rep="U0REMO"),
        hand_off.passed_from(LEAD, company_x(), NOW, by="U0REMO", new_rep=LEAD.rep),
        hand_off.returned(LEAD, company_x(), NOW, by="U0REMO", reason="no budget"),
    ],
)
def test_the_name_stands_once_in_what_is_drawn_and_in_the_words(message: Message) -> None:
    assert shown(message).count(LEAD.name) == message.text.count(LEAD.name) == 1


def test_who_followed_up_and_when_stands_once() -> None:
    message = hand_off.hand_off(TRIED, company_x(), NOW, deeds=(CALLED,))
    assert shown(message).count("Followed up") == message.text.count("Followed up") == 1
    assert shown(message).count(str(int(FIRST.timestamp()))) == 1


def test_more_attempts_are_counted_above_who_made_them() -> None:
    message = hand_off.hand_off(replace(TRIED, attempts=2), company_x(), NOW, deeds=(CALLED, EMAILED))
    assert ":white_check_mark: Followed up, 2 attempts so far." in shown(message)


def test_a_first_attempt_that_no_deed_tells_is_told_in_full() -> None:
    message = hand_off.hand_off(replace(TRIED, attempts=2), company_x(), NOW, deeds=(EMAILED,))
    assert f"Followed up by <@{LEAD.rep}>, <!date^{int(FIRST.timestamp())}" in shown(message)


def test_a_lead_that_was_passed_on_says_who_has_it_now() -> None:
    message = hand_off.hand_off(replace(LEAD, rep="U0REMO"), company_x(), NOW, may_act=False)
    assert "A lead for you.\\nIt is now with <@U0REMO>." in shown(message)
