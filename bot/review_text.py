"""A period's rates as lines for a terminal."""

from collections.abc import Iterator

from sla.figures import percent, plain
from sla.rates import FEWEST_LEADS, Funnel, Review


def lines(counted: Review) -> Iterator[str]:
    """Customers and rates by both ways of counting, marketing's share, and the sales cycle."""
    total = counted.total
    yield f"  by hand-off: {_funnel(total.by_hand_off)}"
    yield f"  by closing: {_funnel(total.by_closing)}"
    if total.marketing_share is not None:
        closed = f"{plain(total.marketing_revenue)} of {plain(total.total_revenue)}"
        yield f"  marketing's share of the revenue closed: {closed}, {percent(total.marketing_share)}"
    if total.cycle is not None:
        yield f"  average sales cycle: {total.cycle} from hand-off to closing"


def _funnel(funnel: Funnel) -> str:
    counted = f"{funnel.customers} customers of {funnel.leads} leads"
    if not funnel.has_enough:
        return f"{counted}: too few for a rate, which takes {FEWEST_LEADS} leads and a customer"
    return f"{counted}, close rate {percent(funnel.close_rate or 0)}, average deal {plain(funnel.deal_size or 0)}"
