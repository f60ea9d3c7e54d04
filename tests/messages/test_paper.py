"""The agreement on paper: no marks of Slack's, names for ids, and pages in any script."""

import json
from datetime import UTC, datetime

from messages.agreement_state import Shown
from messages.drawing.printing import pdf
from messages.paper import as_json, from_json
from messages.paper_words import paper, unmarked
from messages.text import Untrusted
from sla.agreement import Agreement, Status
from sla.signing import Signature
from tests.makers import JOSH, company_x
from tests.messages.answered import full_terms

NOW = datetime(2026, 10, 5, 8, tzinfo=UTC)


def test_what_was_disarmed_for_slack_reads_as_it_was_written() -> None:
    written = "*bold* <b> & `code` www.acme.example @here :smile: _it_"
    assert unmarked(Untrusted(written).mrkdwn(), {}) == written.replace("`", "`")


def test_people_stand_by_their_names_and_dates_in_words() -> None:
    said = unmarked("• <@U0JOSH> since <!date^1^{date}|5 Oct 2026> _(on record, not acted on yet)_", {"U0JOSH": "Josh"})
    assert said == "• Josh since 5 Oct 2026 (on record, not acted on yet)"


def test_the_paper_names_who_signed_and_leaves_a_line_for_who_has_not() -> None:
    terms = company_x(title="Größe 東京 العربية")
    agreement = Agreement(1, 1, terms.slug, Status.PROPOSED, "C0", 1, 1, terms)
    told = Shown(agreement, [Signature("marketing", str(JOSH.user), NOW)], False, None)
    shown = paper(told, {str(JOSH.user): "Josh Marlow"}, ["They have the hours."], NOW)
    marketing, sales = shown.signatures
    assert (marketing.by, sales.by) == ("Josh Marlow", "") and "10:00 (Europe/Rome)" in marketing.on
    assert [title[:2] for title, _ in shown.elements] == ["1.", "2.", "3.", "4.", "5.", "6."]
    assert from_json(json.loads(as_json(shown))) == shown and pdf(shown).startswith(b"%PDF-")


def test_a_long_run_of_marks_can_be_printed() -> None:
    text = "<" * 4000
    agreement = Agreement(1, 1, "x", Status.IN_FORCE, "C0", 1, 1, full_terms(text))
    told = Shown(agreement, [Signature(text, text, NOW)], False, NOW)
    assert pdf(paper(told, {}, [], NOW)).startswith(b"%PDF-")
