"""A small marketing funnel with the columns and quirks of real ones, made up from a fixed seed."""

import csv
import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path

LEAD_COLUMNS = ("mql_id", "first_contact_date", "landing_page_id", "origin")
DEAL_COLUMNS = (
    "mql_id", "seller_id", "sdr_id", "sr_id", "won_date", "business_segment", "lead_type", "lead_behaviour_profile",
    "has_company", "has_gtin", "average_stock", "business_type", "declared_product_catalog_size",
    "declared_monthly_revenue",
)  # fmt: skip
MAPPED = {
    "leads": {"external_id": "mql_id", "name": "mql_id", "source": "origin", "handed_off_at": "first_contact_date"},
    "deals": {"lead": "mql_id", "closed_at": "won_date", "revenue": "declared_monthly_revenue"},
}
ORIGINS = ("organic_search", "paid_search", "social", "unknown", "")
FIRST = date(2018, 2, 1)


@dataclass(frozen=True)
class Contact:
    """A lead as the file has it; `won` is when it became a customer, if it did."""

    id: str
    on: date
    origin: str
    won: datetime | None
    revenue: str


def funnel(size: int = 300, seed: int = 7) -> list[Contact]:
    """Leads of three months, in no order, one in eight a customer; some won at 03:00, one before its first contact."""
    chance = random.Random(seed)
    contacts = [_contact(chance, number) for number in range(size)]
    early = contacts[3]
    contacts[3] = Contact(early.id, early.on, early.origin, _at(early.on - timedelta(days=2), 19, 38, 55), "0.0")
    return contacts


def write(folder: Path, contacts: list[Contact]) -> tuple[Path, Path]:
    """The files of leads and of deals."""
    leads, deals = folder / "leads.csv", folder / "deals.csv"
    leads.write_text(
        _written(LEAD_COLUMNS, ([each.id, str(each.on), _id("page", 3), each.origin] for each in contacts))
    )
    deals.write_text(_written(DEAL_COLUMNS, _deals(contacts)))
    return leads, deals


def _contact(chance: random.Random, number: int) -> Contact:
    on = FIRST + timedelta(days=chance.randrange(89))
    won = None
    if number % 8 == 3:
        later = on + timedelta(days=chance.randrange(60))
        won = _at(later, 3, 0, 0) if number % 3 else _at(later, chance.randrange(10, 23), chance.randrange(60), 7)
    revenue = "8000000.0" if number == 11 else ("6.0" if number % 40 == 3 else "0.0")
    return Contact(_id("lead", number), on, chance.choice(ORIGINS), won, revenue)


def _deals(contacts: list[Contact]) -> Iterator[list[str]]:
    for number, each in enumerate(contacts):
        if each.won is not None:
            profile = "cat, wolf" if number % 16 == 3 else ""
            people = _id("seller", number), _id("sdr", 1), _id("sr", 2)
            about = "pet", "online_big", profile, "True" if number % 5 else "", "", "1-5", "reseller", "100.0"
            yield [each.id, *people, str(each.won), *about, each.revenue]


def _at(day: date, hour: int, minute: int, second: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, second)  # noqa: DTZ001 - as the file has it, without a zone


def _id(kind: str, number: int) -> str:
    return hashlib.md5(f"{kind} {number}".encode()).hexdigest()


def _written(columns: tuple[str, ...], rows: Iterator[list[str]]) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()
