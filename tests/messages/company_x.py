"""Company X's terms and one lead under them, as values."""

from datetime import date
from decimal import Decimal

from sla.agreement import Goal, HandOffRule, Kind, Metric, Party, Person, Terms, Tier
from sla.calendar import Calendar, Opening
from sla.lead import Lead
from sla.window import Window
from tests.moments import at

WORKDAY = (Opening.parse("09:00-13:00"), Opening.parse("14:00-18:00"))
TERMS = Terms(
    slug="company-x",
    title="Smarketing",
    kind=Kind.INTERNAL,
    channel="#smarketing",
    timezone="Europe/Rome",
    period="month",
    starts=date(2026, 10, 1),
    summary="",
    calendar=Calendar("Europe/Rome", (WORKDAY,) * 5 + ((), ()), {}, {}),
    parties=(
        Party("marketing", Person("@josh", "U0JOSH0001")),
        Party("sales", Person("@amy", "U0AMY00001"), (Person("@rita", "U0RITA0001"),)),
    ),
    goals=(Goal("marketing", Metric.LEADS, Decimal(100)),),
    tiers=(Tier("director", Decimal(50), Window.parse("1h")),),
    hand_offs=(HandOffRule("marketing", "sales"),),
)
LEAD = Lead(
    id=7,
    agreement_id=1,
    terms_id=1,
    name="Ada Lovelace",
    company="Analytical Engines",
    email="ada@engines.example",
    tier="director",
    value=Decimal(50),
    external_id=None,
    rep="U0RITA0001",
    passes=0,
    handed_off_at=at("2026-10-05 10:00"),
    handed_off_by="U0JOSH0001",
    due_at=at("2026-10-05 11:00"),
    alert_due_at=at("2026-10-05 11:00"),
    next_alert_at=None,
    first_attempt_at=None,
    first_attempt_by=None,
    attempts=0,
    connected_at=None,
    closed_at=None,
    returned_at=None,
    held_until=None,
    breached_at=None,
)
