"""Duties in Slack: done by button and form, passed on, confirmed, excused; and `/sla friction` with its report."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sla.duty import Occurrence
from storage import audit, duties
from tests.bot_world import ROOT, BotWorld, running_bot
from tests.commands.acting import answered, handed_off, outcome, press, told
from tests.moments import at
from tests.slack_world import Seen

PAPER, HERE = "#paper-for-company-x", "#smarketing"
EXAMPLES = ROOT / "docs" / "examples"
REPORT = "Pipeline status report"


@pytest.fixture
def friday(tmp_path: Path) -> Iterator[BotWorld]:
    """Company X on a Friday morning, as its report is due."""
    with running_bot(tmp_path, now=at("2026-10-09 09:00")) as world:
        yield world


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[BotWorld]:
    """Dunder Mifflin on a Monday morning, with two shipments due."""
    monday = at("2026-10-05 10:00", "America/New_York")
    with running_bot(tmp_path, now=monday, agreement=EXAMPLES / "dunder-mifflin.yaml") as world:
        yield world


@pytest.fixture
def retention(tmp_path: Path) -> Iterator[BotWorld]:
    """The chain of marketing, sales and service."""
    monday = at("2026-10-05 10:00", "America/New_York")
    with running_bot(tmp_path, now=monday, agreement=EXAMPLES / "retention.yaml") as world:
        yield world


def owed(world: BotWorld, slug: str, what: str) -> Occurrence:
    """The first time of this duty that is not settled."""
    with world.reading() as session:
        found = duties.all_of(session, world.agreement(slug).id)
    return next(duty for duty in found if duty.what == what and not duty.is_settled)


def settled(world: BotWorld, slug: str, what: str) -> Occurrence:
    """The first time of it that is."""
    with world.reading() as session:
        found = duties.all_of(session, world.agreement(slug).id)
    return next(duty for duty in found if duty.what == what and duty.is_settled)


def reminder(world: BotWorld, reader: str, what: str) -> Seen:
    """The reminder that somebody got."""

    def look() -> Seen | None:
        world.advance(1)
        found = [seen for seen in world.messages(f"@{reader}") if seen.event_type == "sla_duty_due"]
        return next((seen for seen in found if what in seen.text), None)

    seen: Seen = world.until(look, f"@{reader} was not reminded of {what}")
    return seen


def test_the_report_starts_out_with_the_week_and_reaches_its_reader(friday: BotWorld) -> None:
    handed_off(friday, "Ada", more="tier:director")
    form = press(friday, "amy", reminder(friday, "amy", REPORT), "Write the report").form()
    draft = form.value("text")["value"]
    assert "Handed off: 1 lead" in draft and "By tier: director 1" in draft
    assert "Open leads: 1: 1 waiting for a first attempt" in draft
    friday.settle()
    form.submit(text=f"{draft}More directors, please.")
    assert f"<@{friday.person('josh')}> has it now" in outcome(friday, "amy")
    [passed] = friday.expect_posts(("@josh", "More directors, please."))
    assert passed.event_type == "sla_duty_done" and "Handed off: 1 lead" in passed.words


def test_a_report_sent_as_it_came_does_not_end_in_a_question(friday: BotWorld) -> None:
    form = press(friday, "amy", reminder(friday, "amy", REPORT), "Write the report").form()
    friday.settle()
    form.submit()
    [passed] = friday.expect_posts(("@josh", "Open leads"))
    assert "what is missing" not in passed.words


def test_a_report_needs_words_or_a_link(friday: BotWorld) -> None:
    form = press(friday, "amy", reminder(friday, "amy", REPORT), "Write the report").form()
    assert set(form.submit(text="", link="").errors) == {"text"}
    assert set(form.submit(text="", link="the wiki").errors) == {"link"}
    assert form.submit(text="", link="https://wiki.example/41").result == "updated"
    assert settled(friday, "company-x", REPORT).link == "https://wiki.example/41"


def test_a_report_is_done_once(friday: BotWorld) -> None:
    seen = reminder(friday, "amy", REPORT)
    assert "is done" in press(friday, "amy", seen, "Done already").reply().text
    assert "did that already" in friday.press("amy", "dm", seen, "act:duty_done").reply().text
    with friday.reading() as session:
        acts = [entry.act for entry in audit.entries(session, friday.workspace.id) if entry.act.startswith("duty")]
    assert acts == ["duty_done"]


def test_status_lists_the_duties_with_buttons_for_those_who_may(friday: BotWorld) -> None:
    assert set(answered(friday, "amy", "status").buttons()) == {"Write the report", "Done already"}
    assert set(answered(friday, "josh", "status").buttons()) == {"Excuse it"}
    assert "Pipeline status report" in told(friday, "joan", "status")
    assert answered(friday, "joan", "status").buttons() == {}


def test_the_receivers_contact_excuses_it_with_a_reason_that_its_owner_is_told(friday: BotWorld) -> None:
    form = press(friday, "josh", answered(friday, "josh", "status"), "Excuse it", HERE).form()
    assert set(form.submit(reason=" ").errors) == {"reason"}
    friday.settle()
    form.submit(reason="We talked it over")
    friday.expect_posts(("@amy", "We talked it over"))
    assert settled(friday, "company-x", REPORT).excuse == "We talked it over"


def test_a_delivery_is_reported_and_confirmed_on_behalf_of_a_customer_outside_slack(paper: BotWorld) -> None:
    form = press(paper, "darryl", reminder(paper, "darryl", "address 1"), "Delivered").form()
    assert "0 of 50 reams confirmed" in form.words and form.value("units")["value"] == "7"
    form.submit(units="6")
    asked = paper.expect_posts(("@jim", "6 reams delivered"))[0]
    said = press(paper, "jim", asked, "Yes, 6 reams came").reply().text
    assert "on behalf of Company X's office manager" in said.replace("\u2060", "")
    assert "6 of 50 reams confirmed in October 2026; 7 deliveries to come" in said
    duty = settled(paper, "dunder-mifflin", "Shipment to address 1")
    assert (duty.done_by, duty.confirmed_by) == (paper.person("darryl"), paper.person("jim"))
    assert "*6 reams* of 50 reams" in told(paper, "jim", "status", PAPER)


def test_a_delivery_that_did_not_come_is_owed_as_before(paper: BotWorld) -> None:
    press(paper, "darryl", reminder(paper, "darryl", "address 1"), "Delivered").form().submit(units="6")
    asked = paper.expect_posts(("@jim", "6 reams delivered"))[0]
    press(paper, "jim", asked, "Another number, or nothing").form().submit(units="0")
    paper.expect_posts(("@darryl", "did not come"))
    assert owed(paper, "dunder-mifflin", "Shipment to address 1").done_at is None


def test_fewer_units_than_reported_count_as_what_came(paper: BotWorld) -> None:
    press(paper, "darryl", reminder(paper, "darryl", "address 1"), "Delivered").form().submit(units="6")
    asked = paper.expect_posts(("@jim", "6 reams delivered"))[0]
    form = press(paper, "jim", asked, "Another number, or nothing").form()
    assert set(form.submit(units="-1").errors) | set(form.submit(units="0.00001").errors) == {"units"}
    form.submit(units="5.5")
    assert "confirmed as 5.5 reams" in outcome(paper, "jim")


def test_only_whom_the_agreement_names_confirms(paper: BotWorld) -> None:
    press(paper, "darryl", reminder(paper, "darryl", "address 1"), "Delivered").form().submit(units="6")
    asked = paper.expect_posts(("@jim", "6 reams delivered"))[0]
    press(paper, "jim", asked, "Yes, 6 reams came").reply()
    seen = answered(paper, "darryl", "status", PAPER)
    assert not {"Yes, 6 reams came", "Excuse it"} & set(seen.buttons())


def test_a_delivery_is_not_reported_ahead(paper: BotWorld) -> None:
    form = press(paper, "darryl", reminder(paper, "darryl", "address 1"), "Delivered").form()
    assert "still to come" in form.submit(units="6", day="2026-10-06", time="10:00").errors["day"]


def test_friction_is_noted_and_makes_the_report(retention: BotWorld) -> None:
    told(retention, "rita", "friction The invoice came twice theme:billing")
    told(retention, "remo", "friction Nobody answers the hotline on Mondays")
    said = told(retention, "rita", "friction The hotline hung up on them")
    assert "goes into the next *Customer-friction report*" in said and "hotline 2, billing 1" in said
    seen = answered(retention, "amy", "status")
    draft = press(retention, "amy", seen, "Write the report", HERE).form().value("text")["value"]
    assert "Hotline: 2 notes" in draft and "- The invoice came twice" in draft


def test_a_message_becomes_a_note_of_friction(retention: BotWorld) -> None:
    heard = retention.say("rita", HERE, "Acme waited three weeks for a refund")
    form = retention.message_shortcut("rita", HERE, heard, "note_friction").form()
    assert form.value("note")["value"] == "Acme waited three weeks for a refund"
    assert form.submit(theme="refunds").result == "updated"
    assert "refunds 1" in outcome(retention, "rita")


def test_a_bare_friction_opens_the_form(retention: BotWorld) -> None:
    form = retention.command("rita", HERE, "/sla friction").form()
    assert form.title == "Customer friction"
    assert set(form.submit(note=" ").errors) == {"note"}


def test_somebody_outside_the_agreement_notes_nothing(retention: BotWorld) -> None:
    assert "Only contacts and members" in told(retention, "ada", "friction Too slow")
