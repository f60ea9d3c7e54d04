"""A period's review as scripts read it: the counts, the rates by both ways of counting, and the sales cycle."""

from datetime import timedelta
from fractions import Fraction
from typing import Any

from sla.figures import fixed, plain
from sla.rates import Funnel, Review

_SHARE = 10_000


def as_object(counted: Review) -> dict[str, Any]:
    """What `report --json` prints as `review`; a rate with too few numbers is null, a share has four decimals."""
    total = counted.total
    return {
        "so_far": not counted.is_over,
        "by_hand_off": _funnel(total.by_hand_off),
        "by_closing": _funnel(total.by_closing),
        "marketing_revenue": plain(total.marketing_revenue),
        "total_revenue": plain(total.total_revenue),
        "marketing_share": _share(total.marketing_share),
        "sales_cycle_seconds": None if total.cycle is None else total.cycle // timedelta(seconds=1),
        "goals_from": counted.view.value,
    }


def _funnel(funnel: Funnel) -> dict[str, Any]:
    return {
        "leads": funnel.leads,
        "customers": funnel.customers,
        "revenue": plain(funnel.revenue),
        "close_rate": _share(funnel.close_rate),
        "deal_size": fixed(funnel.deal_size) if funnel.has_enough and funnel.deal_size is not None else None,
    }


def _share(value: Fraction | None) -> str | None:
    if value is None:
        return None
    units = int(value * _SHARE + Fraction(1, 2))
    return f"{units // _SHARE}.{units % _SHARE:04}"
