"""`/sla goal` and its form: proposes another target, which holds once every party has signed it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy.orm import Session

from commands import amending, place, words
from commands.answers import Answers
from commands.door import Door, WrongFields
from commands.errors import BadWords
from commands.gesture import Gesture
from commands.wanted_goal import BadDueDay, Wanted
from messages import bandwidth, forms, goal_form, goals
from messages.forms import Choice
from messages.views import View
from sla.agreement import Agreement, Goal, Metric, Status, Terms
from sla.errors import BadFigure, BadWindow, NotAllowed, SlaError, StaleTerms
from sla.permissions import Act, Subject, may, refusal
from storage import agreements, workloads

USAGE: Final = "Write `/sla goal PARTY METRIC TARGET`, such as `/sla goal marketing leads 120`."
COSTS_HOURS: Final = (Metric.LEADS, Metric.DEPTH)
SPELT: Final = {name: metric for metric, name in goals.NAMES.items()} | {metric.value: metric for metric in Metric}


def say(gesture: Gesture, typed: str) -> None:
    """`goal PARTY METRIC TARGET [tier:…] [by:…]` proposes that target; bare `goal` opens the form."""
    with gesture.sessions.read() as session:
        found, rest = place.several(session, gesture, typed)
        view = None if rest else _form(session, gesture, found)
    if view is not None:
        gesture.open(view)
        return
    with gesture.sessions.write() as session:
        agreement, rest = place.one(session, gesture, typed)
        base = amending.base(session, agreement)[1]
        said = _propose(session, gesture, agreement, _parsed(base, words.spoken(rest)))
    gesture.poke()
    gesture.tell(said)


def submit(gesture: Gesture, answers: Answers) -> View:
    """The form of a target."""
    with gesture.sessions.write() as session:
        agreement, goal = _chosen(session, gesture, answers.text("goal"))
        try:
            said = _propose(session, gesture, agreement, Wanted(goal, answers.text("target"), answers.text("due")))
        except BadDueDay as error:
            raise WrongFields({"due": str(error)}) from error
        except (BadFigure, BadWindow, BadWords) as error:
            raise WrongFields({"target": str(error)}) from error
    gesture.poke()
    return forms.done("Proposed", said)


def _propose(session: Session, gesture: Gesture, agreement: Agreement, wanted: Wanted) -> str:
    place.require(session, gesture, agreement, Act.PROPOSE)
    base_id, base = amending.base(session, agreement)
    goal, new = wanted.goal, wanted.revised(base)
    held = next((each for each in agreement.terms.goals if each.key == goal.key), goal)
    if new == goal:
        raise BadWords(_known(goal, held))
    kept = amending.taken_in(session, agreement, gesture.user)
    terms = replace(base, goals=tuple(new if each == goal else each for each in base.goals))
    amending.propose(session, gesture, agreement, base_id, terms, source=f"/sla goal {goal.key} {new.target:f}")
    return "\n\n".join([goal_form.proposed(terms, new, held), *kept, *_checked(session, gesture, terms, new)])


def _checked(session: Session, gesture: Gesture, terms: Terms, goal: Goal) -> list[str]:
    """Whether the reps have the hours for the proposed target, where it costs any."""
    checked = workloads.of_terms(session, gesture.workspace.id, terms, gesture.now)
    if checked is None or goal.metric not in COSTS_HOURS:
        return []
    return bandwidth.told(checked.load, checked.period)


def _known(goal: Goal, held: Goal) -> str:
    """That a target is not new: it holds, or it is proposed and waits."""
    promise = goals.plain_promise(goal)
    if goal.target == held.target:
        return f"That is its target already: {promise}."
    return f"That is proposed already: {promise}. It waits for signatures; `/sla agreement` shows whose."


def _parsed(terms: Terms, typed: str) -> Wanted:
    """The goal that the words name, with the target and the due day as written."""
    options, rest = words.take_options(typed, ("tier", "by"))
    *named, target = rest.split() or [""]
    if len(named) < 2:
        raise BadWords(f"A target needs a party, a metric and a number. {USAGE}")
    size = 2 if len(named) > 2 and " ".join(named[-2:]).lower() in SPELT else 1
    metric = SPELT.get(" ".join(named[-size:]).lower())
    if metric is None:
        known = ", ".join(dict.fromkeys(goal.metric.value for goal in terms.goals))
        raise BadWords(f"“{named[-1][:40]}” is no metric of a goal here. Metrics: {known}.")
    party = _party(terms, " ".join(named[:-size]))
    return Wanted(_goal(terms, party, metric, options.get("tier")), target, options.get("by", ""))


def _party(terms: Terms, written: str) -> str:
    found = next((name for name in terms.party_names if name.lower() == written.lower()), None)
    return found or terms.party(written[:80]).name


def _goal(terms: Terms, party: str, metric: Metric, tier: str | None) -> Goal:
    theirs = [goal for goal in terms.goals if goal.party == party]
    of_metric = [goal for goal in theirs if goal.metric is metric]
    found = [goal for goal in of_metric if goal.tier == tier]
    if len(found) == 1:
        return found[0]
    if of_metric and tier is None:
        tiers = ", ".join(f"tier:{goal.tier}" for goal in of_metric)
        raise BadWords(f"{party} has several goals for {metric}; add one of {tiers}.")
    known = ", ".join(goals.plain_promise(goal) for goal in theirs) or "none"
    raise BadWords(f"{party} has no such goal. Its goals: {known}.")


def _form(session: Session, gesture: Gesture, found: Sequence[Agreement]) -> View:
    """The form over the goals of those agreements whose terms the person may amend."""
    allowed = [agreement for agreement in found if _may(session, gesture, agreement)]
    if not allowed:
        raise NotAllowed(refusal(Act.PROPOSE, Subject(found[0].terms)))
    choices, checks = [], []
    for agreement in allowed:
        terms_id, terms = amending.base(session, agreement)
        title = agreement.title if len(allowed) > 1 else None
        shown = (goal_form.choice(goal, title) for goal in terms.goals)
        choices += [Choice(f"{terms_id}.{number}", words_) for number, words_ in enumerate(shown)]
        checked = workloads.of_terms(session, gesture.workspace.id, terms, gesture.now)
        checks += bandwidth.told(checked.load, checked.period) if checked else []
    return goal_form.form(choices, checks)


def _may(session: Session, gesture: Gesture, agreement: Agreement) -> bool:
    is_alive = agreement.status is not Status.ENDED
    return is_alive and may(place.actor(session, gesture, agreement), Act.PROPOSE, Subject(agreement.terms))


def _chosen(session: Session, gesture: Gesture, value: str) -> tuple[Agreement, Goal]:
    """The agreement and goal of a choice; raises WrongFields when the terms have changed since the form opened."""
    terms_id, _, number = value.partition(".")
    try:
        version = agreements.version(session, gesture.workspace.id, int(terms_id))
        agreement = agreements.of_id(session, gesture.workspace.id, version.agreement_id, gesture.now)
        if amending.base(session, agreement)[0] != version.id:
            raise StaleTerms("The terms have changed since this form was opened; close it and open it again.")
        return agreement, version.terms.goals[int(number)]
    except (SlaError, ValueError, IndexError) as error:
        sentence = str(error) if isinstance(error, SlaError) else "Choose one of the goals."
        raise WrongFields({"goal": sentence}) from error


DOORS = (
    Door("word", "goal", say),
    Door("form", goal_form.FORM, submit),
)
