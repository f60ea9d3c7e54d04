"""Which requests are the same one, and which need no record."""

import pytest

from bot.receipts import receipt_of


def test_an_event_is_known_by_its_id() -> None:
    receipt = receipt_of({"type": "event_callback", "event_id": "Ev1"})
    assert receipt and (receipt.source, receipt.key) == ("event", "Ev1")


def test_a_submission_is_known_by_its_view_and_the_views_hash() -> None:
    receipt = receipt_of({"type": "view_submission", "trigger_id": "t", "view": {"id": "V1", "hash": "h"}})
    assert receipt and (receipt.source, receipt.key) == ("view", "V1:h")


@pytest.mark.parametrize("kind", ["block_actions", "shortcut", "message_action"])
def test_a_gesture_is_known_by_its_trigger(kind: str) -> None:
    receipt = receipt_of({"type": kind, "trigger_id": "t1"})
    assert receipt and receipt.key == "t1"


@pytest.mark.parametrize("text", ["lead Ada, Acme", "log L-4F7K call", "won L-4F7K 100", "goal sales revenue 9", "x"])
def test_a_word_that_may_write_is_recorded(text: str) -> None:
    assert receipt_of({"command": "/sla", "text": text, "trigger_id": "t1"})


@pytest.mark.parametrize("text", ["", "status", "STATUS company-x", "leads mine", "why L-4F7K", "calc 1 2 3 4", "help"])
def test_a_word_that_only_reads_costs_no_write(text: str) -> None:
    assert receipt_of({"command": "/sla", "text": text, "trigger_id": "t1"}) is None


def test_a_status_for_everyone_is_said_once() -> None:
    assert receipt_of({"command": "/sla", "text": "status here", "trigger_id": "t1"})
