"""The due day of a goal in an agreement file: what it may be, and that it comes back out."""

import pytest

from intake.agreement_files import BadAgreementFile, json_schema, read, to_yaml
from tests.intake.test_agreement_files import TODAY, changed
from tests.intake.test_bad_agreement_files import KNOWN, SOUND


def due(day: str, period: str = "month") -> int | None:
    text = SOUND.replace("target: 50", f"target: 50, due_day: {day}").replace("period: month", f"period: {period}")
    return read(text, people=KNOWN.get, channels=KNOWN.get, today=TODAY).terms.goals[0].due_day


def test_a_goal_without_one_is_due_at_the_end() -> None:
    assert changed("target: 50", "target: 50").terms.goals[0].due_day is None


@pytest.mark.parametrize(("day", "period"), [(25, "month"), (31, "month"), (7, "week"), (92, "quarter"), (366, "year")])
def test_a_goal_may_be_due_by_any_day_that_its_period_can_have(day: int, period: str) -> None:
    assert due(str(day), period) == day


@pytest.mark.parametrize(
    ("day", "period", "sentence"),
    [
        ("32", "month", "line 20, column 57: No month has a day 32; write a day from 1 to 31."),
        ("8", "week", "line 20, column 57: No week has a day 8; write a day from 1 to 7."),
        ("93", "quarter", "line 20, column 57: No quarter has a day 93"),
        ("0", "month", "line 20, column 57: “0” is not a day's number; write 25 for the 25th day of the period."),
        ("31 February", "month", "line 20, column 57: “31 February” is not a day's number"),
        ("2026-02-31", "month", "line 20, column 57: “2026-02-31” is not a day's number"),
    ],
)
def test_a_day_that_the_period_can_not_have_is_refused_at_its_place(day: str, period: str, sentence: str) -> None:
    with pytest.raises(BadAgreementFile) as refused:
        due(day, period)
    assert str(refused.value).startswith(sentence)


def test_a_mean_has_no_due_day() -> None:
    with pytest.raises(BadAgreementFile, match="A goal for speed is a mean over the whole period"):
        changed("target: 1h", "target: 1h, due_day: 25")


def test_an_exported_goal_loads_with_its_due_day() -> None:
    agreed = changed("target: 50", "target: 50, due_day: 25").terms
    assert read(to_yaml(agreed), people=KNOWN.get, channels=KNOWN.get, today=TODAY).terms == agreed


def test_the_schema_knows_it() -> None:
    described = json_schema()["$defs"]["GoalBlock"]["properties"]["due_day"]
    assert (described["type"], described["minimum"], described["maximum"]) == ("integer", 1, 366)
