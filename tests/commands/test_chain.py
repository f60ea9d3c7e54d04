"""The chain of hand-offs from marketing to sales to service, as people see it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from storage.standing import figures
from tests.bot_world import ROOT, BotWorld, running_bot
from tests.commands.acting import handed_off, message_about, outcome, press, told

RETENTION = ROOT / "docs" / "examples" / "retention.yaml"


@pytest.fixture
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotWorld]:
    """The bot at work under the multi-level agreement."""
    with running_bot(tmp_path_factory.mktemp("bot"), agreement=RETENTION) as running:
        yield running


def test_a_won_lead_goes_to_service_with_its_own_clock_until_somebody_reaches_the_customer(chain: BotWorld) -> None:
    lead = handed_off(chain, "Ada, Acme")
    said = told(chain, "rita", f"won {lead} 5000")
    customer = next(word.strip(":") for word in said.split() if word.startswith("L-") and word.strip(":") != lead)
    assert "Handed to service" in said and "first contact due" in said
    message = message_about(chain, "sara", customer)
    assert "A customer for you" in message.text and {"Called", "Snooze", "Pass on", "Hold"} <= set(message.buttons())
    assert not {"Won", "Not a fit"} & set(message.buttons())
    assert "won it for 5,000" in str(message.blocks)
    assert "A customer is promised a first attempt within 1 working day" in told(chain, "sara", f"why {customer}")
    assert "Customers handed off" in told(chain, "sara", "leads") and "Ada" in told(chain, "sara", "leads mine")
    form = press(chain, "sara", message, "Hold").form()
    assert form.submit(day="2026-10-07", time="12:00", reason="On holiday").result == "updated"
    assert "is on hold until" in outcome(chain, "sara")
    press(chain, "sara", message_about(chain, "sara", customer), "Called")
    status = told(chain, "amy", "status")
    assert "Customers handed to service" in status and "1 of 1 customer" in status
    with chain.reading() as session:
        links = {
            each.what: each.follow_up for each in figures(session, chain.agreement("retention"), chain.now()).hand_offs
        }
    assert (links["lead"].handed_off, links["customer"].followed_up, links["customer"].breached) == (1, 1, 0)


def test_a_customer_whom_nobody_reaches_is_told_to_service_and_never_to_sales(chain: BotWorld) -> None:
    lead = handed_off(chain, "Ada, Acme")
    told(chain, "rita", f"won {lead} 5000")
    chain.settle()
    for _ in range(5):
        chain.advance(timedelta(hours=12).total_seconds())
    chain.settle()
    for reader, sentence in (("sara", "1 working day was promised"), ("joan", "It is with")):
        assert any(sentence in seen.text for seen in chain.messages(f"@{reader}")), reader
    assert not any("has waited" in seen.text for who in ("rita", "amy") for seen in chain.messages(f"@{who}"))
