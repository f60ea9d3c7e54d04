"""Texts that would like to be tags, for hypothesis; and a reader for them."""

from hypothesis import strategies as st

from sandbox.page.names import Names
from sandbox.state import found

FRAGMENTS = [
    *("<", ">", "&", '"', "'", "|", "\n", " ", "*", "_", "~", "`", "```", ":", "^", "#", "@", "!", "\\", "/"),
    *("&lt;", "&gt;", "&amp;", "&amp;lt;", "<script>", "</div>", "<img src=x onerror=alert(1)>", "<!date^", "{date}"),
    *("<https://a.b|", "<javascript:alert(1)|x>", "https://a.b/", '" onmouseover="x', "<@U1>", "<#C1|", ":tada:"),
    *(
        "&#39;",
        "javascript:",
        "data:text/html,",
        "<a href=",
        "<!subteam^S1|@",
        "1759300000",
        "[a](javascript:x)",
        "1. ",
    ),
    *("![x](https://a.b/p.png)", "<svg/onload=x>", "|a|b|\n|-|-|\n", "- ", "> ", "# ", "a", "Ada"),
]
texts = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=4), max_size=14).map("".join)


def reader(handle: str = "amy") -> Names:
    """A person of Company X, with a fresh workspace around."""
    workspace = found("http://127.0.0.1:1")
    person = workspace.people.named(handle)
    assert person is not None
    return Names(workspace, person)
