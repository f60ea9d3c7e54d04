"""Slack's mrkdwn and plain text, as the page shows them."""

import pytest
from hypothesis import given

from sandbox.page import markdown, mrkdwn
from tests.sandbox.page.hostile import reader, texts
from tests.sandbox.page.tags import strangers, words

NAMES = reader()
AMY = NAMES.viewer.id
JOSH = next(one.id for one in NAMES.people() if one.name == "josh")
GENERAL = next(one.id for one in NAMES.channels() if one.name == "general")


def shown(text: str, *, verbatim: bool = False) -> str:
    return mrkdwn.html(text, NAMES, verbatim)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold* _slanted_ ~gone~", "<strong>bold</strong> <em>slanted</em> <s>gone</s>"),
        ("*_both_*", "<strong><em>both</em></strong>"),
        ("a*b*c snake_case_name 2*3*4", "a*b*c snake_case_name 2*3*4"),
        ("`a *b*`", "<code>a *b*</code>"),
        ("```x = 1 &lt; 2\ny```", "<pre>x = 1 &lt; 2\ny</pre>"),
        ("one\ntwo", "one<br>two"),
        ("&gt; said\n&gt; so\nafter", "<blockquote>said<br>so</blockquote>after"),
        ("&gt;&gt;&gt; all\nof it", "<blockquote>all<br>of it</blockquote>"),
        ("5 &lt; 6 &amp;amp; 7", "5 &lt; 6 &amp;amp; 7"),
        (":tada: :rocket: :no_such_one:", "🎉 🚀 :no_such_one:"),
        (":writing_hand: 10:30:15", "✍️ 10:30:15"),
    ],
)
def test_marks_become_what_slack_makes_of_them(text: str, html: str) -> None:
    assert shown(text) == html


def test_a_link_opens_a_tab_of_its_own_and_says_its_label() -> None:
    html = shown("<https://a.b/x_y_z?p=1&amp;q=2|the *page*>")
    assert 'href="https://a.b/x_y_z?p=1&amp;q=2"' in html and 'target="_blank"' in html
    assert words(html) == "the *page*"


def test_a_link_to_a_script_is_no_link() -> None:
    assert shown("<javascript:alert(1)|here>") == "here"


def test_a_bare_address_becomes_a_link_unless_the_text_is_verbatim() -> None:
    assert 'href="https://a.b/c"' in shown("see https://a.b/c.")
    assert shown("see https://a.b/c_d_.", verbatim=True) == "see https://a.b/c_d_."


def test_people_and_channels_go_by_their_names() -> None:
    assert words(shown(f"<@{JOSH}> in <#{GENERAL}|old>")) == "@josh in #general"


def test_the_reader_stands_out_and_so_does_an_alert_to_all() -> None:
    assert shown(f"<@{AMY}>") == '<span class="mention mine">@amy</span>'
    assert shown("<!here>") == '<span class="mention broadcast">@here</span>'


def test_somebody_unknown_keeps_the_label_that_came_along() -> None:
    assert words(shown("<@U0NOBODY|Zed> <@U0NOBODY> <!subteam^S1|@sales>")) == "@Zed @U0NOBODY @sales"


def test_a_private_channel_stays_hidden_from_those_outside() -> None:
    workspace = NAMES.workspace
    secret = workspace.channels.create("secret", JOSH, [JOSH], 0, is_private=True)
    assert words(shown(f"<#{secret.id}|secret>")) == "#private channel"


def test_a_date_without_an_instant_is_its_fallback() -> None:
    assert shown("<!date^soon^{date}|on &lt;Monday&gt;>") == "on &lt;Monday&gt;"
    assert shown("<!date^1^{date_of_birth}|then>") == "then"


def test_a_date_can_be_a_link() -> None:
    html = shown("<!date^1759300000^{date_num}^https://a.b|then>")
    assert words(html) == "2025-10-01" and 'href="https://a.b"' in html


def test_plain_text_knows_emoji_and_nothing_else() -> None:
    assert mrkdwn.of_text({"type": "plain_text", "text": "*a* <b> :x:"}, NAMES) == "*a* &lt;b&gt; ❌"
    assert mrkdwn.of_text({"type": "plain_text", "text": ":x:", "emoji": False}, NAMES) == ":x:"


@given(texts)
def test_no_text_brings_in_a_tag_or_an_attribute(text: str) -> None:
    assert not strangers(shown(text))
    assert not strangers(mrkdwn.plain(text))


@given(texts)
def test_no_markdown_brings_in_a_tag_or_an_attribute(text: str) -> None:
    assert not strangers(markdown.html(text))


def test_markdown_is_read_as_markdown() -> None:
    html = markdown.html("# Goal\n**42** of [100](https://a.b)\n\n|a|\n|-|\n|1|\n\n```\nx < 1\n```")
    for part in ("<h3>Goal</h3>", "<strong>42</strong>", 'href="https://a.b"', "<td>1</td>", "<pre>x &lt; 1</pre>"):
        assert part in html
