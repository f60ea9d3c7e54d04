"""`/sla help`, and what an unknown or missing word is answered with: what can be done in this channel."""

from difflib import get_close_matches

from commands import place, set_up
from commands.door import Door
from commands.gesture import Gesture
from commands.words import first, spoken
from messages.help import ENTRIES, NOTHING_HERE, ended, of_word, overview
from sla.agreement import Status


def say(gesture: Gesture, typed: str) -> None:
    """`help`: the words that make sense here; `help WORD`: that word alone."""
    word = spoken(first(typed)[0])
    entry = next((entry for entry in ENTRIES if entry.word == word.lower().removeprefix("/")), None)
    if entry is not None:
        gesture.say(of_word(entry))
    elif word:
        unknown(gesture, word)
    else:
        answer(gesture)


def unknown(gesture: Gesture, word: str) -> None:
    """A word that there is not, with the nearest that there is."""
    near = get_close_matches(word.lower()[:40], [entry.word for entry in ENTRIES], n=1)
    guess = f" Did you mean `/sla {near[0]}`?" if near else ""
    shown = word if len(word) <= 40 else f"{word[:39]}…"
    answer(gesture, f"There is no word “{shown}” here.{guess}")


def answer(gesture: Gesture, before: str = "") -> None:
    """Help for this channel, after a line about what was wrong."""
    with gesture.sessions.read() as session:
        around = place.around(session, gesture)
        found = [each for each in around if each.status is not Status.ENDED]
        begins = None if found or gesture.is_direct else set_up.offered(session, gesture, NOTHING_HERE)
    here = [(agreement.slug, agreement.title) for agreement in found]
    if around and not found:
        before = " ".join(filter(None, (before, ended([agreement.title for agreement in around]))))
    has_leads = not found or any(agreement.terms.has_leads for agreement in found)
    gesture.say(overview(here, has_leads, before, begins))


DOORS = (Door("word", "help", say),)
