"""Dunder Mifflin's customer agreement for tests: two shipments every Monday, confirmed for a customer outside Slack."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

from sla.agreement import Credit, Duty, Goal, Kind, Metric, Party, Person, Rule, Terms
from sla.window import Window
from tests.makers import AMY, RITA, company_x

MANAGER = Person("Company X's office manager")
JIM, DARRYL = AMY, RITA
"""The supplier's contact and the one who ships: people that the tests' directory knows."""


def shipment(number: int, **changes: Any) -> Duty:
    """The shipment to one of the addresses, every Monday by 17:00."""
    what, when = f"Shipment to address {number}", ("week", "monday", time(17))
    return replace(Duty(what, "supplier", "customer", *when, DARRYL, JIM), **changes)


def paper(**changes: Any) -> Terms:
    """The agreement, by Rome's clocks: 50 reams a month."""
    terms = replace(
        company_x(),
        slug="dunder-mifflin",
        title="Paper for Company X",
        kind=Kind.CUSTOMER,
        starts=date(2026, 10, 1),
        parties=(Party("supplier", JIM, (DARRYL,)), Party("customer", MANAGER)),
        tiers=(),
        goals=(Goal("supplier", Metric.DELIVERIES, Decimal(50), unit="reams"),),
        alerts=(),
        pacing=None,
        weekly_report=None,
        duties=(shipment(1), shipment(2)),
        consequences=(
            Rule("goal_met", ("celebrate",)),
            Rule("duty_missed", ("service_credit", "strike"), credit=CREDIT, diagnosis_within=Window.parse("2d")),
        ),
        cancellation=(),
        bandwidth=None,
    )
    return replace(terms, **changes)


CREDIT = Credit("USD", amount=Decimal(25))
