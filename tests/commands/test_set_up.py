"""The guided set-up in Slack: step by step, left half way, mended where it is wrong, proposed and signed."""

from collections.abc import Iterator
from datetime import date

import pytest

from bot.papers import PAPERS
from commands.steps import STEPS, Document
from intake.agreement_files import read
from tests.bot_world import COMPANY_X, BotWorld, running_bot
from tests.commands.acting import HERE, answered, outcome, press, told
from tests.slack_world import Form


@pytest.fixture
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotWorld]:
    """A workspace in which nobody has agreed on anything."""
    with running_bot(tmp_path_factory.mktemp("bot"), agreement=None) as running:
        yield running


@pytest.fixture
def company_x() -> Document:
    """The document of Company X's file."""
    file = read(COMPANY_X.read_text(), people=None, channels=None, today=date(2026, 10, 5), offline=True)
    return PAPERS.document(file.terms)


def front(world: BotWorld, user: str) -> Form:
    return world.forms(user)[-1]


def fill(world: BotWorld, user: str, document: Document) -> None:
    """Enters the document, step by step, from the step in front."""
    for step in STEPS:
        form = front(world, user)
        assert step.title in form.words, form.words
        values = {name: value for name, value in step.written(document).items() if name in form.fields()}
        shown = form.submit(**values)
        assert shown.result == "updated", (step.name, shown.face)


def test_what_is_entered_step_by_step_is_the_agreement_of_the_file(empty: BotWorld, company_x: Document) -> None:
    press(empty, "josh", answered(empty, "josh", "agreement"), "Set one up", HERE)
    fill(empty, "josh", company_x)
    assert "See it all" in outcome(empty, "josh") and "They fit: 100 leads" in outcome(empty, "josh")
    assert front(empty, "josh").submit().result == "updated"
    assert "is proposed" in outcome(empty, "josh")
    for person, party in (("josh", "marketing"), ("amy", "sales")):
        press(empty, person, answered(empty, person, "agreement"), f"Sign for {party}", HERE)
    assert PAPERS.document(empty.agreement().terms) == company_x


def test_a_set_up_left_half_way_goes_on_where_it_was_and_leads_to_what_is_wrong(empty: BotWorld) -> None:
    first = empty.command("josh", HERE, "/sla agreement new").form()
    assert "“Mars/Base” is not a known time zone" in str(
        first.submit(title="Us", summary="S", timezone="Mars/Base").errors
    )
    assert first.submit(timezone="Europe/Rome").result == "updated"
    front(empty, "josh").submit(name_0="marketing", person_0="josh", name_1="sales", outside_1="Ms Amy")
    front(empty, "josh").press("act:set_up_go:back", block_id=None)
    assert front(empty, "josh").value("name_0")["value"] == "marketing"
    front(empty, "josh").close()
    assert "You have begun to set one up" in told(empty, "josh", "agreement")
    press(empty, "josh", answered(empty, "josh", "agreement"), "Go on with the set-up", HERE)
    assert "Who agrees" in outcome(empty, "josh")


def test_a_contact_amends_by_the_same_forms(empty: BotWorld) -> None:
    empty.apply(COMPANY_X.read_text())
    empty.settle()
    menu = answered(empty, "amy", "agreement")
    empty.press("amy", HERE, menu, "act:agreement_further", f"amend.{empty.agreement().id}")
    front(empty, "amy").press("act:set_up_go:goals")
    front(empty, "amy").submit(target_1_customers="60")
    for _ in STEPS[3:]:
        front(empty, "amy").submit()
    assert "goal sales customers: 50 -&gt; 60" in outcome(empty, "amy")
    assert "They do not fit" in outcome(empty, "amy")
    front(empty, "amy").submit()
    assert "goal sales customers: 50 -&gt; 60" in told(empty, "josh", "agreement")
