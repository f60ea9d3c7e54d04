"""Every form of the guided set-up, with one foreign text wherever a stranger's words can stand."""

from messages.set_up import about, consequences, duties, goals, hours, leads, parties, views
from messages.set_up.fields import Values
from messages.views import View
from sla.agreement import Terms
from tests.messages.pushed import name_of

AT = views.At(7, "goals", "What each party promises", 3, 8, "parties")
STEPS = (about, parties, goals, hours, leads, duties, consequences)
FILLED = ("kind", "title", "agreement", "channel", "summary", "week", "tiers", "what_0", "owner_0", "by_goal_exceeded")


def set_up_forms(text: str, terms: Terms) -> dict[str, View]:
    """Each form by its name."""
    names: list[str] = [name_of(text) or "x", "sales"]
    document = {"kind": text, "parties": {name: {} for name in names}, "duties": [{}] * 9}
    values: Values = dict.fromkeys(FILLED, text)
    steps = {f"set-up {number}": views.form(AT, step.blocks(document, values)) for number, step in enumerate(STEPS)}
    return {
        **steps,
        "set-up whole": views.whole(AT, terms, [views.changes([text] * 30)], {"goals": "Goals"}),
        "set-up faulty": views.faulty(AT, [views.Wrong("goals", "Goals", text)] * 30),
    }
