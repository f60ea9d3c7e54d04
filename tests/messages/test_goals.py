"""Goals in words."""

from dataclasses import replace
from decimal import Decimal

import pytest

from messages import goals
from sla.agreement import Goal, Metric

GOAL = Goal("marketing", Metric.LEADS, Decimal(4500))


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        (GOAL, "4,540 leads"),
        (replace(GOAL, metric=Metric.LEAD_VALUE), "leads worth 4,540"),
        (replace(GOAL, metric=Metric.LEAD_VALUE, tier="ceo"), "leads (ceo) worth 4,540"),
        (replace(GOAL, metric=Metric.REVENUE), "revenue of 4,540"),
        (replace(GOAL, metric=Metric.DELIVERIES, unit="reams"), "deliveries of 4,540 reams"),
    ],
)
def test_what_came_reads_as_people_say_it(goal: Goal, said: str) -> None:
    assert goals.plain_counted(goal, 4540) == said
