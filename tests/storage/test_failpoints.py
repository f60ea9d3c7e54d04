"""Failpoints do nothing until one is armed."""

from collections.abc import Iterator

import pytest

from storage.failpoints import FailpointReached, arm, failpoint, is_armed


@pytest.fixture(autouse=True)
def disarmed() -> Iterator[None]:
    yield
    arm(None)


def test_an_unarmed_failpoint_does_nothing() -> None:
    arm("")
    failpoint("claim.after_commit")


def test_an_armed_failpoint_fails_and_others_do_not() -> None:
    arm("claim.after_commit:raise")
    failpoint("send.before_connect")
    with pytest.raises(FailpointReached, match=r"claim\.after_commit"):
        failpoint("claim.after_commit")


def test_arming_another_disarms_the_first() -> None:
    arm("claim.after_commit:raise")
    arm("send.after_body:kill")
    assert is_armed("send.after_body") and not is_armed("claim.after_commit")


@pytest.mark.parametrize("written", ["claim.after_commit", "claim.after_commit:explode", ":kill"])
def test_a_failpoint_that_is_written_wrongly_is_refused_with_the_way_to_write_it(written: str) -> None:
    with pytest.raises(ValueError, match="write name:kill, name:raise or name:sleep"):
        arm(written)
