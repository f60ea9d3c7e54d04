"""`/sla friction`, its form and the shortcut *Note customer friction*: what is heard from customers, for the report."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, BoltContext, Respond
from sqlalchemy.orm import Session

from commands import place, words
from commands.answers import Answers
from commands.door import Door, WrongFields, answered
from commands.errors import BadWords, SeveralAgreements
from commands.gesture import Gesture, Opener
from messages import forms
from messages import friction as told
from messages.forms import AGREEMENT, Choice
from messages.friction import NOTE_LENGTH, THEME_LENGTH
from messages.text import plain
from messages.views import View
from sla.agreement import Agreement, Status
from sla.duty import report_of
from sla.errors import NoAgreement
from sla.friction import by_theme
from sla.permissions import Act
from storage import agreements, frictions
from storage.frictions import last_report_at

OPTIONS = ("theme",)
USAGE = "Write `/sla friction NOTE`, perhaps with theme:billing; bare `/sla friction` opens a form."


def say(gesture: Gesture, typed: str) -> None:
    """`friction` opens the form; `friction NOTE [theme:WORD]` notes it at once."""
    with gesture.sessions.write() as session:
        found, rest = _candidates(session, gesture, typed)
        if not rest:
            view = told.form(_choices(found), place=_place(gesture, found))
        elif len(found) > 1:
            raise SeveralAgreements([(agreement.slug, agreement.title) for agreement in found])
        else:
            options, note = words.take_options(rest, OPTIONS)
            said = _note(session, gesture, found[0], words.spoken(note), words.spoken(options.get("theme", "")))
    if rest:
        gesture.tell(said)
    else:
        gesture.open(view)


def from_message(ack: Ack, body: dict[str, Any], context: BoltContext, client: Opener, respond: Respond) -> None:
    """The message shortcut: the form, with what the message says."""
    ack()
    gesture = Gesture.of(body, context, client, respond)
    text = words.spoken(str((body.get("message") or {}).get("text") or ""))
    answered(gesture, "note_friction", lambda: _open(gesture, plain(text, NOTE_LENGTH)))


def submit(gesture: Gesture, answers: Answers) -> View:
    """The form: the note is kept."""
    channel, _, only = answers.place.partition(":")
    here, wanted = replace(gesture, channel=channel or None), answers.text(AGREEMENT) or only
    if not (wanted.isdecimal() and len(wanted) < 19):
        raise WrongFields({AGREEMENT: "Choose an agreement."})
    if not answers.text("note"):
        raise WrongFields({"note": "Say in a few words what you heard."})
    with gesture.sessions.write() as session:
        agreement = agreements.of_id(session, gesture.workspace.id, int(wanted), gesture.now)
        said = _note(session, here, agreement, answers.text("note"), answers.text("theme"))
    return forms.done("Noted", said)


def _open(gesture: Gesture, note: str) -> None:
    with gesture.sessions.read() as session:
        found, _ = _candidates(session, gesture, "")
        view = told.form(_choices(found), note=note, place=_place(gesture, found))
    gesture.open(view)


def _note(session: Session, gesture: Gesture, agreement: Agreement, note: str, theme: str) -> str:
    place.require_in_force(agreement)
    place.require(session, gesture, agreement, Act.NOTE_FRICTION)
    if not note:
        raise BadWords(f"What did you hear? {USAGE}")
    if len(note) > NOTE_LENGTH or len(theme) > THEME_LENGTH:
        raise BadWords(f"A note has at most {NOTE_LENGTH} characters, and its theme {THEME_LENGTH}; say it shorter.")
    kept = frictions.note(session, agreement, note, by=gesture.user, at=gesture.now, theme=theme or None)
    report = next((duty for duty in agreement.terms.duties if report_of(duty) == "friction"), None)
    since = last_report_at(session, agreement.id, report) if report else None
    themes = by_theme(frictions.since(session, agreement.id, since, gesture.now))
    return told.noted(kept.theme, themes, report.what if report else None)


def _candidates(session: Session, gesture: Gesture, typed: str) -> tuple[Sequence[Agreement], str]:
    """The agreement named first in the words, else those here that ask for such a report, else all that are here."""
    slug, rest = words.first(typed)
    if slug and agreements.known(session, gesture.workspace.id, slug) is not None:
        return [place.one(session, gesture, typed)[0]], rest
    here = place.around(session, gesture) or place.mine(session, gesture)
    here = [each for each in here if each.status is Status.IN_FORCE] or here
    if not here:
        raise NoAgreement
    asked = [each for each in here if any(report_of(duty) == "friction" for duty in each.terms.duties)]
    return asked or here, typed.strip()


def _choices(found: Sequence[Agreement]) -> list[Choice]:
    return [Choice(str(each.id), f"{each.title} ({each.slug})") for each in found]


def _place(gesture: Gesture, found: Sequence[Agreement]) -> str:
    return f"{gesture.channel or ''}:{found[0].id if len(found) == 1 else ''}"


DOORS = (
    Door("word", "friction", say),
    Door("form", told.FORM, submit),
    Door("message_shortcut", "note_friction", from_message),
)
