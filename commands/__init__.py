"""The doors that people open: one table of every command word, button, form and shortcut."""

import re

from slack_bolt import App

from commands import (
    adopt,
    again,
    agreement,
    agreement_further,
    away,
    buy_in,
    calc,
    cancelling,
    catch_all,
    contest,
    duties,
    duty_verdicts,
    export,
    friction,
    goal,
    hand_off,
    health,
    history,
    hold,
    leads,
    log,
    not_a_fit,
    notices,
    nurtured,
    offered,
    pass_on,
    proposals,
    remedy,
    review,
    set_up,
    settle,
    snooze,
    status,
    strikes,
    why,
    won,
)
from commands import help as help_word
from commands.door import Door
from commands.presses import Forms, Presses
from commands.sla import Words
from messages.refusals import CHOOSE

ACTS = (
    status,
    hand_off,
    log,
    leads,
    hold,
    won,
    why,
    goal,
    calc,
    strikes,
    contest,
    remedy,
    set_up,
    settle,
    review,
    adopt,
    agreement,
    proposals,
    buy_in,
    cancelling,
    agreement_further,
    help_word,
    health,
    history,
    export,
    snooze,
    pass_on,
    not_a_fit,
    nurtured,
    again,
    notices,
    duties,
    duty_verdicts,
    friction,
    away,
    offered,
)
_OURS = tuple(door for act in ACTS for door in act.DOORS)
_WORDS = Words(_OURS)

DOORS: tuple[Door, ...] = (
    Door("command", "/sla", _WORDS.command),
    Door("action", CHOOSE, _WORDS.chosen),
    *_OURS,
)
_PRESSES, _FORMS = Presses(DOORS), Forms(DOORS)

_ANYTHING = re.compile(r".*", re.DOTALL)


def register(app: App) -> None:
    """Gives the app its listeners: one for each kind of door, and below them one that takes whatever is left."""
    app.command("/sla")(_WORDS.command)
    app.action(re.compile(r"^act:"))(_PRESSES.press)
    app.view(re.compile(r"^form:"))(_FORMS.submit)
    for door in DOORS:
        if door.kind == "shortcut":
            app.global_shortcut(door.id)(door.function)
        elif door.kind == "message_shortcut":
            app.message_shortcut(door.id)(door.function)
        elif door.kind == "event":
            app.event(door.id)(door.function)
    _catch_the_rest(app)


def _catch_the_rest(app: App) -> None:
    app.command(_ANYTHING)(catch_all.command)
    app.action(_ANYTHING)(catch_all.anything)
    app.view_submission(_ANYTHING)(catch_all.anything)
    app.view_closed(_ANYTHING)(catch_all.anything)
    app.shortcut(_ANYTHING)(catch_all.anything)
    app.options(_ANYTHING)(catch_all.options)
    app.event(_ANYTHING)(catch_all.anything)
