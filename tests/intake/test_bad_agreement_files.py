"""Every mistake in an agreement file is one sentence at its line and column, and all are told at once."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.agreement_files import BadAgreementFile, read, text_of

SOUND = """\
agreement: paper
title: Paper
kind: customer
channel: "#paper"
timezone: Europe/Rome
period: month
starts: 2026-10-01
summary: Paper, on time.
business_hours:
  mon-fri: ["09:00-17:00"]
  holidays: IT
  exceptions:
    2026-12-24: []
parties:
  seller: {contact: "@jim", members: ["@dwight"]}
  buyer: {contact: The office manager}
tiers:
  ceo: {value: 100, window: 30m}
goals:
  - {party: seller, metric: leads, target: 50}
  - {party: seller, metric: speed, target: 1h}
alerts:
  - {at: 80%, tell: rep}
posts:
  pacing: {at: "09:30", on: monday}
duties:
  - {what: Paper, from: seller, to: buyer, every: week, on: monday, by: "17:00"}
consequences:
  - {when: breaches, count: 3, then: [strike]}
cancellation:
  - {when: missed_in_a_row, periods: 3}
"""
KNOWN = {"@jim": "U0JIM", "@dwight": "U0DWIGHT", "#paper": "C0PAPER"}

CASES = [
    (
        "a misspelt field",
        "title:",
        "titel:",
        ["2:1 “titel” is not known here; did you mean “title”?", "1:1 “title” is"],
    ),
    (
        "a misspelt field in a block",
        "window: 30m",
        "widow: 30m",
        ["18:21 “widow” is not known here; did you mean “win"],
    ),
    ("a field of another tool", "posts:", "webhooks:", ["24:1 “webhooks” is not known here; known are agreement, t"]),
    ("a missing field", "kind: customer\n", "", ["1:1 “kind” is missing here; add it."]),
    ("a missing field in a block", "{contact: The office manager}", "{}", ["16:10 “contact” is missing here; add it."]),
    ("an empty value", "title: Paper", "title:", ["2:1 “title” is empty; give it a value or leave it out."]),
    ("an empty entry", "[strike]", "[strike, ~]", ["29:47 This entry is empty; fill it or take it out."]),
    ("a doubled field", "channel:", "title: a\nchannel:", ["4:1 “title” is here a second time (first in line 2); "]),
    ("a wrong kind", "kind: customer", "kind: costumer", ["3:7 “costumer” is not one of internal, customer or mul"]),
    ("a wrong metric", "metric: leads", "metric: leds", ["20:29 “leds” is not one of leads, lead_value, customers"]),
    ("a list for a text", "title: Paper", "title: [a]", ["2:8 A single value belongs here, not a list or a block"]),
    ("a text for a block", '{at: "09:30", on: monday}', "soon", ["25:11 A block of fields belongs here; write “name"]),
    ("a text for a list", "[strike]", "strike", ["29:38 A list belongs here; write it as [a, b], or as"]),
    (
        "a slug with spaces",
        "agreement: paper",
        "agreement: Our paper",
        ["1:12 “Our paper” is no slug; write small lett"],
    ),
    ("an unknown time zone", "Europe/Rome", "Europe/Roma", ["5:11 “Europe/Roma” is not a known time zone; write one "]),
    ("an impossible date", "2026-10-01", "2026-02-30", ["7:9 There is no date “2026-02-30”; check the month and"]),
    ("a date in another order", "2026-10-01", "01/10/2026", ["7:9 “01/10/2026” is not a date; write it as 2026-10-"]),
    ("hours that can't be read", '"09:00-17:00"', '"9 to 5"', ["10:13 “9 to 5” can't be read as hours; write them"]),
    ("a day that does not exist", "mon-fri:", "mon-fry:", ["10:3 “mon-fry” is not known here"]),
    (
        "a misspelt part of the hours",
        "holidays: IT",
        "holiday: IT",
        ["11:3 “holiday” is not known here; did you mean “h"],
    ),
    ("a day with hours twice", "  holidays: IT", "  friday: []", ["11:3 “fri” has its hours already; name each day o"]),
    ("an unknown country", "holidays: IT", "holidays: XX", ["11:13 “XX” is not a country with known holidays; write "]),
    (
        "an unknown subdivision",
        "holidays: IT",
        "holidays: US-ZZ",
        ["11:13 “ZZ” is not a part of US with holidays of i"],
    ),
    (
        "an impossible calendar",
        '["09:00-17:00"]\n',
        "[]\n",
        ["9:1 There are no weekly opening hours; give at least one day some, such as “mon-fri: 09:00-17:00”."],
    ),
    (
        "a week without hours but for one date",
        '["09:00-17:00"]\n  holidays: IT\n  exceptions:\n    2026-12-24: []\n',
        '[]\n  exceptions:\n    2026-10-07: ["09:00-17:00"]\n',
        ["9:1 There are no weekly opening hours; give at least one day some"],
    ),
    (
        "a week that is always closed",
        "  holidays: IT\n",
        "  closed: [2026-09-01..2027-09-30, 2027-10-01..2028-10-31]\n",
        ["9:1 These business hours have no open time in 400 days"],
    ),
    (
        "hours that overlap",
        '["09:00-17:00"]',
        '["11:00-17:00", "09:00-12:00"]',
        ["10:12 “09:00-12:00” and “11:00-17:00” overlap; write hours of one day that follow each other."],
    ),
    (
        "hours of an exception that overlap",
        "2026-12-24: []",
        '2026-12-24: ["22:00-06:00", "23:00-24:00"]',
        ["13:17 “22:00-06:00” and “23:00-24:00” overlap"],
    ),
    ("an exception without a date", "2026-12-24:", "christmas:", ["13:5 “christmas” is not a date; write it as 2026-"]),
    (
        "a single party",
        "  buyer: {contact: The office manager}\n",
        "",
        ["14:1 An agreement is between at least two part", "26:37 There is no party called “buyer” here; write s"],
    ),
    ("a party called rep", "  buyer:", "  rep: {contact: Ann}\n  buyer:", ["16:3 A party can't be called “rep”"]),
    ("parties that differ in case", "  buyer:", "  Seller: {contact: Ann}\n  buyer:", ["16:3 There is another party"]),
    ("a member twice", '["@dwight"]', '["@dwight", "@dwight"]', ["15:50 “@dwight” is here a second time; take one"]),
    ("a person whom Slack doesn't know", '"@jim"', '"@kim"', ["15:21 Slack knows nobody called “@kim”; check the "]),
    (
        "a channel that Slack doesn't know",
        '"#paper"',
        '"#scissors"',
        ["4:10 Slack knows no channel “#scissors”; creat"],
    ),
    (
        "an unknown party of a goal",
        "party: seller, metric: leads",
        "party: sellers, metric: leads",
        ["20:13 There is no p"],
    ),
    (
        "an unknown tier of a goal",
        "target: 50",
        "target: 50, tier: cto",
        ["20:54 There is no tier called “cto” here; did "],
    ),
    (
        "a goal twice",
        "metric: speed, target: 1h",
        "metric: leads, target: 1",
        ["21:5 There is a goal “seller leads” alread"],
    ),
    ("a goal of zero", "target: 50", "target: 0", ["20:44 The target is 0; a goal asks for more than nothing."]),
    ("a goal below zero", "target: 50", "target: -5", ["20:44 “-5” is out of range; a figure here is between 0 an"]),
    (
        "a goal that is no number",
        "target: 50",
        "target: many",
        ["20:44 “many” is not a number; write it as 100, 1,000 "],
    ),
    ("a number for speed", "target: 1h", "target: 60", ["21:44 A target of speed is a duration; write it as 30m, 1"]),
    ("a duration for leads", "target: 50", "target: 2h", ["20:44 A target of leads is a number; write it as 100."]),
    ("a goal without a target", ", target: 50", "", ["20:5 This goal has no target; add “target”, or “calculate”"]),
    (
        "an unknown window",
        "window: 30m",
        "window: soon",
        ["18:29 “soon” is not a duration; write minutes, hours or wo"],
    ),
    (
        "an unknown reader of alerts",
        "tell: rep",
        "tell: reps",
        ["23:21 There is no reader called “reps” here; did you"],
    ),
    ("a share that is none", "at: 80%", "at: eighty", ["23:10 “eighty” is not a share; write it as 50% or 0.5."]),
    ("a share of nothing", "at: 80%", "at: 0%", ["23:10 “0%” is not more than 0; write a share such as 50%."]),
    ("a time of day that is none", '"09:30"', '"25:00"', ["25:16 “25:00” is not a time of day; write it as 09:00 o"]),
    ("a posting day that is none", "on: monday}", "on: moonday}", ["25:29 “moonday” is not a day to post on; write d"]),
    ("a duty owed to oneself", "to: buyer", "to: seller", ["27:37 “seller” can't owe this to itself; name the oth"]),
    ("a rule without its count", " count: 3,", "", ["29:5 The rule “breaches” needs “count”; add it."]),
    ("a field of another rule", "count: 3", "count: 3, by: 10%", ["29:5 “by” has no meaning in the rule “breaches”; "]),
    ("a credit that is missing", "[strike]", "[service_credit]", ["29:5 “service_credit” and “credit” belong togethe"]),
    ("a count of zero", "periods: 3", "periods: 0", ["31:38 “0” is not a count; write a whole number of 1 or mo"]),
    ("a condition without its periods", ", periods: 3", "", ["31:5 “periods” belongs to “missed_in_a_row”, and o"]),
    (
        "an open bracket",
        "[strike]}",
        "[strike}",
        ["29:45 This is not YAML: while parsing a flow sequence, expected ',' or ']', but got '}'"],
    ),
    (
        "a tab",
        "  mon-fri",
        "\tmon-fri",
        ["10:1 This is not YAML: while scanning for the next token, found character '\\t' that cannot start"],
    ),
    ("a control character", "Paper, on time", "Paper\x01", ["8:15 This character can't stand in YAML; take it out."]),
    ("an object of a programme", "title: Paper", "title: !!python/name:os.system x", ["2:8 “tag:yaml.org,2002:pyth"]),
    (
        "an amount read in two ways",
        "value: 100",
        "value: 5.000",
        ["18:16 “5.000” can be read in two ways; write 5000 o"],
    ),
    ("too fine an amount", "value: 100", "value: 0.00001", ["18:16 “0.00001” is too fine; a figure has at most 4"]),
]


def mistakes(text: str) -> list[str]:
    with pytest.raises(BadAgreementFile) as refusal:
        read(text, people=KNOWN.get, channels=KNOWN.get, today=date(2026, 10, 1))
    return [f"{each.line}:{each.column} {each.sentence}" for each in refusal.value.mistakes]


def test_the_file_that_the_cases_spoil_is_sound() -> None:
    assert read(SOUND, people=KNOWN.get, channels=KNOWN.get, today=date(2026, 10, 1)).channel == "C0PAPER"


@pytest.mark.parametrize(("old", "new", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_mistake_is_told_at_its_line_and_column(old: str, new: str, expected: list[str]) -> None:
    assert old in SOUND
    found = mistakes(SOUND.replace(old, new, 1))
    assert len(found) == len(expected), found
    assert all(any(told.startswith(start) for told in found) for start in expected), found


@pytest.mark.parametrize(("old", "new"), [case[1:3] for case in CASES], ids=[case[0] for case in CASES])
def test_a_mistake_is_one_sentence_that_ends(old: str, new: str) -> None:
    for told in mistakes(SOUND.replace(old, new, 1)):
        assert told[-1] in ".?" and "\n" not in told and len(told) < 400


def test_hours_that_follow_each_other_at_once_are_sound() -> None:
    text = SOUND.replace('["09:00-17:00"]', '["13:00-17:00", "09:00-13:00", "22:00-06:00"]')
    assert read(text, people=KNOWN.get, channels=KNOWN.get, today=date(2026, 10, 1)).terms.hours.calendar.week[0]


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    text = SOUND.replace("kind: customer", "kind: x").replace("target: 50", "target: 0").replace("@jim", "@kim")
    text = text.replace("party: seller, metric: speed", "party: cellar, metric: speed").replace("to: buyer", "to: byer")
    assert [told.split(" ")[0] for told in mistakes(text)] == ["3:7", "15:21", "20:44", "21:13", "27:37"]


def test_an_unsound_block_hides_no_mistake_in_the_next_one() -> None:
    text = (
        SOUND.replace("{at: 80%", "{att: 80%").replace("[strike]", "[strikes]").replace("on: monday, by", "on: x, by")
    )
    assert [told.split(" ")[0] for told in mistakes(text)] == ["23:5", "23:6", "27:61", "29:39"]


def test_a_goal_of_an_unsound_party_is_not_called_unknown() -> None:
    assert [told.split(" ")[0] for told in mistakes(SOUND.replace("members:", "member:"))] == ["15:29"]


def test_the_message_names_each_mistake_on_a_line_of_its_own() -> None:
    with pytest.raises(BadAgreementFile, match=r"^line 3, column 7: “x” is not one of .*\.$"):
        read(SOUND.replace("kind: customer", "kind: x"), people=None, channels=None, today=date(2026, 10, 1))


@pytest.mark.parametrize("text", ["", "just words", "- a\n- b\n", "# nothing\n"])
def test_a_file_without_fields_is_told_what_an_agreement_looks_like(text: str) -> None:
    assert mistakes(text) == ["1:1 An agreement is written as fields and values, such as “kind: internal”."]


def test_a_file_of_more_than_256_kilobytes_is_refused() -> None:
    assert mistakes(SOUND + "#" * 256 * 1024) == ["1:1 The file is larger than 256 KB; an agreement takes a few."]


@pytest.mark.parametrize("text", ["a: " + "[" * 5000, "a: " + "[" * 20 + "]" * 20, "a: &a [*a]\n"])
def test_a_file_that_nests_without_end_is_refused(text: str) -> None:
    assert "nested too deep" in mistakes(text)[0]


def test_a_file_that_multiplies_itself_by_aliases_is_refused() -> None:
    levels = "".join(f"x{n + 1}: &x{n + 1} [{', '.join([f'*x{n}'] * 9)}]\n" for n in range(8))
    assert "repeats itself" in mistakes("x0: &x0 [a]\n" + levels)[0]


def test_two_documents_in_one_file_are_refused() -> None:
    assert mistakes(SOUND + "---\na: b\n")[0].startswith(
        "32:1 This is not YAML: expected a single document in the stream, but found another document"
    )


def test_a_file_in_another_encoding_is_refused_at_its_first_wrong_byte() -> None:
    with pytest.raises(BadAgreementFile, match="line 2, column 12: This is not UTF-8; save the file"):
        text_of("a: b\ntitle: Caffè\n".encode("latin-1"))


def test_a_byte_order_mark_is_read_over() -> None:
    assert text_of("\ufeffa: b".encode()) == "a: b"


@settings(max_examples=150)
@given(
    st.integers(0, len(SOUND)),
    st.integers(0, 30),
    st.text(st.sampled_from("[]{}:,-&*!|>'\"%@` \n\t#0a~\x00é"), max_size=6),
)
def test_a_file_with_any_piece_spoilt_is_read_or_refused_and_nothing_else(start: int, gone: int, put: str) -> None:
    text = SOUND[:start] + put + SOUND[start + gone :]
    with suppress(BadAgreementFile):
        read(text, people=KNOWN.get, channels=KNOWN.get, today=date(2026, 10, 1))
