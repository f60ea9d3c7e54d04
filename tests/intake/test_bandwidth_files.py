"""The `bandwidth:` block of an agreement file."""

from decimal import Decimal

import pytest

from intake.agreement_files import BadAgreementFile, json_schema, read, to_yaml
from sla.agreement import Terms
from tests.intake.test_agreement_files import TODAY
from tests.intake.test_bad_agreement_files import KNOWN, SOUND

HOURS = "minutes_per_attempt: 10, hours_per_rep_per_week: 30"


def terms(shares: str) -> Terms:
    text = SOUND.replace("goals:", f"bandwidth: {{{HOURS}, {shares}}}\ngoals:")
    return read(text, people=KNOWN.get, channels=KNOWN.get, today=TODAY).terms


def test_nothing_is_automated_unless_it_says_so() -> None:
    found = terms("marketing_leads_share: 60%").bandwidth
    assert found and found.automated_share is None


def test_an_automated_share_is_read_and_written_again() -> None:
    agreed = terms("marketing_leads_share: 60%, automated_share: 50%")
    assert agreed.bandwidth and agreed.bandwidth.automated_share == Decimal("0.5")
    assert "automated_share: 50%" in to_yaml(agreed)
    assert read(to_yaml(agreed), people=KNOWN.get, channels=KNOWN.get, today=TODAY).terms == agreed


@pytest.mark.parametrize("shares", ["marketing_leads_share: 101%", "marketing_leads_share: 60%, automated_share: 1.5"])
def test_a_share_is_at_most_the_whole(shares: str) -> None:
    with pytest.raises(BadAgreementFile, match=r"is more than the whole; write a share of at most 100%\."):
        terms(shares)


def test_leave_is_read_and_written_again() -> None:
    agreed = terms("marketing_leads_share: 60%, leave_days: 4.5")
    assert agreed.bandwidth and agreed.bandwidth.leave_days == Decimal("4.5")
    assert read(to_yaml(agreed), people=KNOWN.get, channels=KNOWN.get, today=TODAY).terms == agreed


def test_the_schema_knows_the_automated_share() -> None:
    assert "automated_share" in json_schema()["$defs"]["BandwidthBlock"]["properties"]
