"""The messages and forms about duties: valid whatever strangers wrote, and doing nothing of what they wrote."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import pytest

from messages import duty, duty_acts, duty_forms, friction, pipeline, weekly
from messages.blocks import Message
from messages.duties import Listed, blocks, lines
from messages.duty_words import Told, stands
from messages.text import plain
from messages.validate import message_problems, problems, view_problems
from messages.views import View
from sla.agreement import Duty, Terms
from sla.duty import Occurrence
from sla.friction import Note, by_theme
from sla.period import Period
from sla.pipeline import OpenLeads, Pipeline
from sla.standing import Standing, Sums
from tests.makers import company_x
from tests.messages.hostile import HOSTILE, alive, markup
from tests.messages.pushed import figures_of
from tests.moments import at
from tests.paper import paper

NOW = at("2026-10-09 10:00")
WEEK = Period.of("week", date(2026, 10, 9))


def occurrence(words: str, **changes: object) -> Occurrence:
    """A report that is due at 17:00."""
    base = Occurrence(
        7, 1, 1, words[:200] or "x", "sales", "marketing", words[:200], "2026-W41", date(2026, 10, 9), NOW
    )
    return replace(base, **({"due_at": NOW + timedelta(hours=7)} | changes))


def report(words: str, **changes: object) -> Told:
    """A report of which every word is somebody else's."""
    owed = occurrence(words, **changes)
    named = Duty(owed.what, "sales", "marketing", "week", "friday", company_x().duties[0].by)
    return Told(company_x(duties=(named,)), owed, NOW)


def delivery(words: str, **changes: object) -> Told:
    """A delivery to a customer with such a name."""
    terms = paper()
    customer = replace(terms.parties[1], contact=replace(terms.parties[1].contact, written=words[:80] or "x"))
    shipped = replace(terms.duties[0], what=words[:200] or "x")
    agreed = replace(terms, parties=(terms.parties[0], customer), duties=(shipped,))
    return Told(agreed, occurrence(words, giver="supplier", receiver="customer", **changes), NOW)


DONE = {"done_at": NOW, "recorded_at": NOW, "done_by": "U0AMY", "recorded_by": "U0AMY"}
SIX = {"units": Decimal(6)}
CAME = {"confirmed_at": NOW, "confirmed_by": "U0JIM", "confirmed_units": Decimal("5.5")}
MISSED = {"due_at": NOW - timedelta(hours=1)}


@cache
def said(text: str) -> dict[str, Message]:
    """Each message by a name of its own."""
    written = {"text": text, "link": text, "excuse": text, "on_behalf_of": text}
    excused = {"excused_at": NOW, "excused_by": text[:200], "excuse": text}
    return {
        "due": duty.due(report(text)),
        "due delivery": duty.due(delivery(text)),
        "did not come": duty.due(delivery(text), refused_by="U0JIM"),
        "missed": duty.missed(report(text, **MISSED), may_excuse=True, may_do=False),
        "missed by us": duty.missed(delivery(text, **MISSED), may_excuse=False, may_do=True),
        "report": duty.done(report(text, **DONE, **written)),
        "late": duty.done(report(text, **DONE | MISSED, **written)),
        "wordless": duty.done(report(text, **DONE)),
        "delivered": duty.done(delivery(text, **DONE | SIX, **written)),
        "confirmed": duty.done(delivery(text, **DONE | SIX | CAME, **written)),
        "excused": duty.excused(report(text, **excused)),
        "settled": duty.due(report(text, **DONE)),
        "weekly": weekly.weekly_report(_terms(text), figures_of(_terms(text)), week(text), date(2026, 10, 9)),
    }


def _terms(text: str) -> Terms:
    terms = company_x()
    return replace(terms, title=text or "x", tiers=(replace(terms.tiers[0], name=text[:80] or "x"),))


def week(text: str = "ceo") -> Pipeline:
    """Three leads of one tier, one without."""
    sums = Sums(handed_off=3, followed_up=2, within_window=1, breached=1, speed_us=7_200_000_000, customers=1)
    tiers = {text[:80] or "x": sums, None: Sums(handed_off=1)}
    return Pipeline(WEEK, NOW, Standing.of(WEEK, NOW, tiers), OpenLeads(2, 1, 1, 1, 0))


def does(message: Message) -> list[str]:
    return [*alive(list(message.blocks)), *markup(message.text)]


NAMES = sorted(said("Ada"))


@pytest.mark.parametrize("name", NAMES)
def test_slack_takes_the_message_whatever_strangers_wrote(name: str) -> None:
    found = {text[:40]: message_problems(said(text)[name]) for text in HOSTILE}
    assert {text: wrong for text, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("name", NAMES)
def test_what_strangers_wrote_does_nothing(name: str) -> None:
    harmless = len(does(said("Ada")[name]))
    short = (text for text in HOSTILE if len(text) < 150 and plain(text))
    assert [text for text in short if len(does(said(text)[name])) > harmless] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_text_makes_sense_alone_and_machines_know_what_it_is(name: str) -> None:
    message = said("Ada")[name]
    assert len(message.text) > 30
    assert (message.event_type or "").startswith("sla_") and "agreement" in (message.payload or {})


FORMS = {
    "report": lambda text: duty_forms.report(report(text), text),
    "delivery": lambda text: duty_forms.delivery(delivery(text), Decimal(7), "0 of 50 reams"),
    "came": lambda text: duty_forms.came(delivery(text, **DONE | SIX)),
    "excuse": lambda text: duty_forms.excuse(report(text)),
    "friction": lambda text: friction.form([], note=text),
}


@pytest.mark.parametrize("name", FORMS)
def test_slack_takes_every_form_whatever_stands_in_it(name: str) -> None:
    views: list[View] = [FORMS[name](text) for text in HOSTILE]
    assert [view_problems(view) for view in views if view_problems(view)] == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_the_list_of_duties_is_valid_whatever_they_are_called(text: str) -> None:
    listed = [Listed(report(text), may_do=True), Listed(delivery(text, **DONE | SIX), may_confirm=True)]
    assert problems(blocks(listed)) == []
    assert len(lines(listed)) == 3


def test_many_duties_leave_room_for_the_rest_of_the_status() -> None:
    shown = blocks([Listed(report("Ada"), may_do=True)] * 40)
    assert len(shown) <= 18 and "more duties" in str(shown[-1])


def test_a_report_is_quoted_line_by_line_and_its_reader_is_named_in_the_reminder() -> None:
    passed = duty.done(report("Report", **DONE, text="one\n\ntwo"))
    assert [run["text"] for run in passed.blocks[1]["elements"][0]["elements"]] == ["one\n", "\n", "two"]
    assert "it goes to <@U0JOSH>" in duty.due(report("Report")).text


def test_only_what_is_due_within_a_day_stands_out() -> None:
    far = duty.due(report("Report", due_at=NOW + timedelta(days=3)))
    assert "style" not in far.blocks[-1]["elements"][0]
    assert duty.due(report("Report")).blocks[-1]["elements"][0]["style"] == "primary"


def test_a_delivery_says_who_reported_and_who_confirmed_what_for_whom() -> None:
    told = delivery("Paper", **DONE | SIX | CAME, on_behalf_of="the office manager")
    words = stands(told)
    assert words.startswith("6 reams delivered by <@U0AMY>")
    assert words.endswith("confirmed as 5.5 reams by <@U0JIM> on behalf of the office manager")


def test_a_usual_number_of_units_needs_one_press() -> None:
    terms = replace(paper(), duties=(replace(paper().duties[0], units=Decimal(6)),))
    owed = occurrence("Shipment to address 1", giver="supplier", receiver="customer")
    shown = duty.due(Told(terms, owed, NOW)).blocks[-1]["elements"]
    assert [each["text"]["text"] for each in shown] == ["Delivered: 6 reams", "Another number"]


def test_somebody_outside_slack_is_told_by_the_doer() -> None:
    terms = company_x()
    outside = replace(terms.parties[0], contact=replace(terms.parties[0].contact, written="A partner", user=None))
    told = replace(report("Report"), terms=replace(report("Report").terms, parties=(outside, terms.parties[1])))
    assert "pass it on yourself" in duty.due(told).text
    assert "A partner is outside Slack" in duty_acts.done(told, is_passed_on=False)


def test_the_pipeline_tells_the_week_by_tier_and_what_is_open() -> None:
    told = pipeline.draft(company_x(), week())
    assert told.splitlines() == [
        "Pipeline in week 41 of 2026, Monday 5 October to Friday 9 October",
        "Handed off: 4 leads",
        "By tier: ceo 3 (2 followed up, 1 past the window, 1 won); no tier 1",
        "Followed up: 2 of 4, 1 within the window, 1 past it",
        "Speed: first attempt after 1 h of business hours on average",
        "Depth: every lead connected",
        "Customers: 1, revenue 0",
        "Open leads: 4: 2 waiting for a first attempt (1 overdue), 1 on hold, 1 followed up, not connected",
    ]


def test_a_friction_report_lists_the_notes_by_theme() -> None:
    notes = [Note(1, NOW, "U0RITA", "The invoice came twice", "billing"), Note(2, NOW, "U0REMO", "Too slow")]
    told = friction.draft(company_x(), by_theme(notes), 3000)
    assert told.splitlines() == [
        "2 notes on customer friction, Friday 9 October",
        "",
        "Billing: 1 note",
        "- The invoice came twice",
        "",
        "Other: 1 note",
        "- Too slow",
    ]
    assert "Nobody noted" in friction.draft(company_x(), [], 3000)
