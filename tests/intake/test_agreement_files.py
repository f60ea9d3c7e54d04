"""What an agreement file means: the three examples, and every way of writing a thing."""

from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from intake.agreement_files import AgreementFile, BadAgreementFile, json_schema, read
from sla.agreement import HandOffRule, Kind, Metric, Person
from sla.calendar import Opening
from sla.window import Window
from tests.intake.test_bad_agreement_files import KNOWN, SOUND
from tests.makers import company_x

EXAMPLES = Path("docs/examples")
TODAY = date(2026, 10, 1)


def slack_id(written: str) -> str | None:
    return f"U0{written[1:].upper()}" if written.startswith("@") else None


def example(name: str) -> AgreementFile:
    text = (EXAMPLES / f"{name}.yaml").read_text()
    return read(text, people=slack_id, channels=lambda name: f"C0{name[1:].upper()}", today=TODAY)


def changed(old: str, new: str, *, today: date = TODAY) -> AgreementFile:
    assert old in SOUND
    return read(SOUND.replace(old, new, 1), people=KNOWN.get, channels=KNOWN.get, today=today)


@pytest.mark.parametrize("name", ["company-x", "dunder-mifflin", "retention"])
def test_an_example_loads_for_people_whom_slack_does_not_know_when_offline(name: str) -> None:
    text = (EXAMPLES / f"{name}.yaml").read_text()
    agreed = read(text, people=None, channels=None, today=TODAY).terms
    assert agreed.slug == name and agreed.parties[0].contact.user is None


def test_company_x_loads_as_it_stands() -> None:
    agreed = example("company-x").terms
    assert agreed == company_x(calendar=agreed.calendar)


def test_company_x_keeps_its_week_and_exceptions() -> None:
    calendar, expected = example("company-x").terms.calendar, company_x().calendar
    assert (calendar.week, calendar.exceptions) == (expected.week, expected.exceptions)


def test_company_x_is_closed_on_italys_holidays_by_name() -> None:
    closed = example("company-x").terms.calendar.closed
    assert closed.items() >= {date(2026, 12, 8): "Immaculate Conception", date(2027, 3, 29): "Easter Monday"}.items()


def test_company_xs_goal_is_calculated_from_its_quota() -> None:
    goal = example("company-x").terms.goals[0]
    assert (goal.target, goal.calculate and goal.calculate.quota) == (100, 5000)


def test_the_paper_supplier_confirms_for_a_customer_outside_slack() -> None:
    agreed = example("dunder-mifflin").terms
    assert agreed.party("customer").contact == Person("Company X's office manager")
    assert agreed.kind is Kind.CUSTOMER and agreed.goals[0].unit == "reams"


def test_the_paper_suppliers_duties_name_who_ships_and_who_hears_of_it() -> None:
    duty = example("dunder-mifflin").terms.duties[1]
    assert (duty.what, duty.every, duty.on, duty.by) == ("Shipment to address 2", "week", "monday", time(17))
    assert (duty.owner, duty.confirm_to) == (Person("@darryl", "U0DARRYL"), Person("@jim", "U0JIM"))


def test_the_paper_suppliers_credits_are_exact() -> None:
    missed, late = (rule.credit for rule in example("dunder-mifflin").terms.consequences[1:])
    assert missed and late and (missed.percent_of_fee, missed.fee, missed.cap_percent) == (10, 2000, 30)
    assert (late.amount, late.currency) == (25, "USD")


def test_the_chain_hands_leads_to_sales_and_customers_to_service() -> None:
    agreed = example("retention").terms
    assert agreed.hand_offs[1] == HandOffRule("sales", "service", "customer", Window(working_days=1))
    assert agreed.lead_hand_off.receiver == "sales" and agreed.period == "month"


def test_a_day_of_speed_is_the_open_time_of_a_typical_working_day() -> None:
    goal = example("retention").terms.goals[3]
    assert (goal.metric, goal.target) == (Metric.SPEED, 9 * 3600)


def test_the_channels_id_comes_with_the_file() -> None:
    assert example("retention").channel == "C0SMARKETING"


def test_a_repeated_example_reads_the_same() -> None:
    assert example("company-x").terms == example("company-x").terms


def test_on_is_a_word_and_no_is_norway() -> None:
    agreed = changed("holidays: IT", "holidays: NO").terms
    assert agreed.calendar.closed[date(2026, 5, 17)] == "Constitution Day"
    assert agreed.pacing and agreed.pacing.on == "monday"


def test_holidays_of_a_subdivision_are_its_own() -> None:
    assert (
        changed("holidays: IT", "holidays: US-PA").terms.calendar.closed[date(2026, 11, 27)] == "Day After Thanksgiving"
    )


def test_holidays_reach_from_the_year_before_to_fifteen_years_after() -> None:
    years = {day.year for day in changed("mon", "mon", today=date(2030, 5, 1)).terms.calendar.closed}
    assert (min(years), max(years)) == (2025, 2045)


def test_a_closure_may_be_a_date_or_a_range_with_a_reason() -> None:
    closed = changed("  holidays: IT", "  closed: [2026-08-10..2026-08-12 Summer, 2026-11-02]").terms.calendar.closed
    august = {date(2026, 8, day): "Summer" for day in (10, 11, 12)}
    assert closed == {**august, date(2026, 11, 2): "closed"}


def test_a_closure_of_ones_own_names_a_holiday_anew() -> None:
    closed = changed("  holidays: IT", "  holidays: IT\n  closed: [2026-12-25 Party]").terms.calendar.closed
    assert closed[date(2026, 12, 25)] == "Party" and closed[date(2027, 12, 25)] == "Christmas Day"


@pytest.mark.parametrize(
    ("written", "open_days"),
    [("mon", [0]), ("sat-sun", [5, 6]), ("fri-mon", [0, 4, 5, 6]), ("Monday-Wednesday", [0, 1, 2]), ("sun", [6])],
)
def test_days_are_written_singly_or_as_ranges_that_may_pass_sunday(written: str, open_days: list[int]) -> None:
    week = changed("mon-fri", written).terms.calendar.week
    assert [day for day, openings in enumerate(week) if openings] == open_days


@pytest.mark.parametrize("written", ['["22:00-06:00"]', "['00:00-24:00']", "22:00-06:00"])
def test_hours_may_pass_midnight_and_fill_the_day(written: str) -> None:
    opening = changed('["09:00-17:00"]', written).terms.calendar.week[0]
    assert opening == (Opening.parse(written.strip("[]'\"")),)


@pytest.mark.parametrize(
    ("written", "exact"),
    [("0.1", "0.1"), ("1234567.8901", "1234567.8901"), ('"$1,000"', "1000"), ("100", "100"), ('"99.90 EUR"', "99.90")],
)
def test_amounts_are_exact_however_they_are_written(written: str, exact: str) -> None:
    assert changed("value: 100", f"value: {written}").terms.tiers[0].value == Decimal(exact)


@pytest.mark.parametrize("written", ["80%", "0.8", '"80 %"', "80.0%"])
def test_a_share_is_a_percentage_or_a_fraction(written: str) -> None:
    assert changed("at: 80%", f"at: {written}").terms.alerts[0].at == Decimal("0.8")


@pytest.mark.parametrize(
    ("quota", "share", "deal", "rate", "leads"),
    [("5000", "100%", "100", "50%", 100), ("2100", "100%", "100", "35%", 60), ("300", "7%", "100", "7%", 3)],
)
def test_a_calculated_goal_is_rounded_up_once(quota: str, share: str, deal: str, rate: str, leads: int) -> None:
    inputs = f"{{quota: {quota}, marketing_share: {share}, deal_size: {deal}, close_rate: {rate}}}"
    assert changed("target: 50", f"calculate: {inputs}").terms.goals[0].target == leads


@pytest.mark.parametrize(("metric", "target"), [("customers", 50), ("revenue", 5000)])
def test_customers_and_revenue_can_be_calculated_too(metric: str, target: int) -> None:
    inputs = "{quota: 5000, marketing_share: 100%, deal_size: 100, close_rate: 50%}"
    new = f"metric: {metric}, calculate: {inputs}"
    assert changed("metric: leads, target: 50", new).terms.goals[0].target == target


def test_a_day_of_speed_and_its_hours_add_up() -> None:
    assert changed("target: 1h", "target: 1d2h").terms.goals[1].target == (8 + 2) * 3600


def test_a_rule_on_breaches_counts_the_partys_in_the_period_unless_told() -> None:
    rule = changed("target: 50", "target: 50").terms.consequences[0]
    assert (rule.of, rule.within, rule.count) == ("party", "period", 3)


def test_a_posting_day_may_be_short_or_a_number() -> None:
    assert [changed("on: monday}", f"on: {on}}}").terms.pacing.on for on in ("mon", "15", "Working_Days")] == [
        "monday",
        "15",
        "working_days",
    ]


def test_a_person_whom_slack_does_not_know_stays_as_written_when_offline() -> None:
    text = SOUND.replace("@jim", "@kim")
    found = read(text, people=KNOWN.get, channels=KNOWN.get, today=TODAY, offline=True)
    assert found.terms.party("seller").contact == Person("@kim") and found.channel == "C0PAPER"


def test_an_email_that_slack_knows_is_that_person_and_another_stays_as_written() -> None:
    people = {**KNOWN, "jim@paper.example": "U0JIM"}
    text = SOUND.replace('"@jim"', "jim@paper.example").replace("The office manager", "ann@x.example")
    parties = read(text, people=people.get, channels=None, today=TODAY).terms.parties
    assert [party.contact.user for party in parties] == ["U0JIM", None]


def test_an_alias_may_say_a_thing_once() -> None:
    text = SOUND.replace("{value: 100, window: 30m}", "&top {value: 100, window: 30m}\n  cto: *top")
    assert read(text, people=None, channels=None, today=TODAY).terms.tier("cto").value == 100


def test_text_of_any_kind_is_kept_as_text() -> None:
    title = "<!channel> *x* $\\frac{ \u202eabc"
    assert changed("title: Paper", f"title: '{title}'").terms.title == title


@pytest.mark.parametrize("name", ["company-x", "dunder-mifflin", "retention"])
def test_an_example_fits_the_json_schema(name: str) -> None:
    yaml = YAML(typ="safe", pure=True)
    jsonschema.validate(_as_json(yaml.load(EXAMPLES / f"{name}.yaml")), json_schema())


@pytest.mark.parametrize("spoilt", [{"titel": "x"}, {"kind": "none"}, {"business_hours": {"mon-fry": ["09:00-10:00"]}}])
def test_the_json_schema_refuses_what_the_file_would_be_refused_for(spoilt: dict[str, object]) -> None:
    yaml = YAML(typ="safe", pure=True)
    agreed = _as_json(yaml.load(EXAMPLES / "retention.yaml"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(agreed | spoilt, json_schema())


def test_the_json_schema_describes_every_field() -> None:
    blocks = [json_schema(), *json_schema()["$defs"].values()]
    fields = [(name, field) for block in blocks for name, field in block["properties"].items()]
    assert [name for name, field in fields if not field.get("description")] == []


def test_a_mistake_can_be_mended_and_the_file_read() -> None:
    with pytest.raises(BadAgreementFile):
        changed("target: 50", "target: 0")
    assert changed("target: 50", "target: 60").terms.goals[0].target == 60


def _as_json(value: object) -> Any:
    if isinstance(value, dict):
        return {str(key): _as_json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_as_json(each) for each in value]
    return str(value) if isinstance(value, date) else value
