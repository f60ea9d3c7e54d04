"""The words of a proposed target: the form that asks for it, and what is said once it is proposed."""

from collections.abc import Sequence
from typing import Final

from messages import forms, goals, mrkdwn
from messages.blocks import field, section
from messages.elements import plain_text_input, static_select
from messages.forms import Choice
from messages.text import Untrusted
from messages.views import View, modal
from sla.agreement import Goal, Terms
from sla.signing import signers

FORM: Final = "form:goal"
_DUE: Final = "The number of the period's day by whose end it is due; end for its last day. Left empty, it stays."


def form(choices: Sequence[Choice], checked: Sequence[str] = ()) -> View:
    """Asks for which goal, and for its new target; `checked` says whether the reps have the hours (mrkdwn)."""
    menu = static_select("goal", forms.options(choices), placeholder="Choose a goal")
    target = plain_text_input("target", max_length=30, placeholder="120, or 45m for speed")
    due = plain_text_input("due", max_length=3, placeholder="25")
    told = "A new target holds once the contact of every party has signed it. Until then the old one does."
    shown = [
        section(told),
        *map(section, checked),
        field("Goal", menu, block_id="goal"),
        field("New target", target, block_id="target", hint="For each period; for speed such as 45m or 1h."),
        field("Due by day", due, block_id="due", optional=True, hint=_DUE),
    ]
    return modal("Propose a target", shown, callback_id=FORM, submit="Propose")


def choice(goal: Goal, title: str | None) -> str:
    """A goal in a menu, after its agreement's title where there are several. Foreign text."""
    shown = f"{goal.party}: {goals.plain_name(goal)}, now {goals.plain_figure(goal, goal.target)}"
    return f"{title}, {shown}" if title else shown


def proposed(terms: Terms, goal: Goal, old: Goal) -> str:
    """What is proposed, and who is to sign it."""
    new_target, old_target = goals.figure(goal, goal.target), goals.figure(old, old.target)
    after_all = "" if goal.due_day != old.due_day else " after all"
    change = f"{new_target} instead of {old_target}" if goal.target != old.target else f"{old_target}{after_all}"
    if goal.due_day != old.due_day:
        change += goals.due(goal, terms.period) or f" by the end of the {terms.period}"
    return (
        f":memo: Proposed for {mrkdwn.bold(Untrusted(terms.title))}: "
        f"{goals.whose(goal)}, {change}. "
        f"It holds once signed by {asked(terms)}. Until then {old_target} stays."
    )


def asked(terms: Terms) -> str:
    """Who is to sign, and that they are asked (mrkdwn)."""
    users = [mrkdwn.user(user) for user in signers(terms)]
    if len(users) < 2:
        return f"{''.join(users)}, asked in private"
    return f"{', '.join(users[:-1])} and {users[-1]}, each asked in private"
