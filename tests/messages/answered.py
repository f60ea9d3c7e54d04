"""Every answer and form of a command, with one foreign text wherever a stranger's words can stand."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from messages import (
    acts,
    agreement,
    away_answers,
    away_form,
    calc,
    credit,
    forms,
    goal_form,
    health,
    lead_forms,
    leads,
    offered,
    proposal_forms,
    refusals,
    status,
    strike_forms,
    strikes,
    terms_history,
    why,
)
from messages import (
    help as help_words,
)
from messages.blocks import Message
from messages.forms import Choice
from messages.lead_forms import Draft
from messages.leads import Listed
from messages.remarks import Said
from messages.set_up import views as set_up
from messages.strikes import Seen
from messages.terms_history import Past
from messages.views import View
from sla.agreement import (
    Agreement,
    Bandwidth,
    CancellationCondition,
    Credit,
    Duty,
    HandOffRule,
    Party,
    Person,
    Post,
    Rule,
    Rung,
    Status,
    Terms,
)
from sla.calculator import Inputs, calculate
from sla.credit import Balance
from sla.history import Attempt, Deal, Hold, PassOn, Return
from sla.lead import Channel, Lead
from sla.outcome_figures import MakeUpFigures
from sla.signing import Signature
from sla.strike import Diagnosis, StepKind, Strike
from sla.window import Pause
from tests.messages.company_x import LEAD
from tests.messages.pushed import NOW, credit_with, figures_of, leave_of, name_of, step_with, terms_with
from tests.messages.set_up_forms import set_up_forms
from tests.moments import at, on

RITA = "U0RITA0001"


def full_terms(text: str) -> Terms:
    """Terms with something in each of the six elements."""
    name, terms = name_of(text), terms_with(text)
    return replace(
        terms,
        parties=(Party(name, Person(text), (Person(text),), (text,)), *terms.parties[1:]),
        hand_offs=(*terms.hand_offs, HandOffRule(name, "sales", "customer")),
        duties=(
            Duty(text, name, "sales", "week", "friday", at("2026-10-05 17:00").time(), Person(text), Person(text)),
        ),
        consequences=(
            Rule("goal_met", ("celebrate", "thank_contact")),
            Rule("breaches", ("strike", "service_credit"), 3, "rep", text, credit=Credit(text, Decimal(10))),
            Rule("something_else", ("something",)),
        ),
        cancellation=(CancellationCondition("missed_in_a_row", 3), CancellationCondition("something_else")),
        alerts=(Rung(Decimal(1), "rep"), Rung(Decimal(2), name, reassign=True)),
        bandwidth=Bandwidth(Decimal(10), Decimal(30), Decimal("0.6")),
        pacing=Post(at("2026-10-05 09:00").time(), "working_days"),
        weekly_report=Post(at("2026-10-05 16:00").time(), "friday"),
        holidays=text,
    )


def lead_of(text: str) -> Lead:
    """A lead whose every word is somebody else's."""
    return replace(LEAD, name=text, company=text, email=text, tier=name_of(text), external_id=text)


def agreement_of(text: str, status_: Status = Status.IN_FORCE) -> Agreement:
    """An agreement with those terms."""
    return Agreement(1, 1, "company-x", status_, "C0SMARKETING", 1, 1, full_terms(text))


def strike_of(text: str) -> Strike:
    """A diagnosed strike."""
    written = Diagnosis(text, text, on("2026-10-20"), text, NOW)
    return Strike(
        7, 1, 1, name_of(text), "breaches", "2026-10", None, None, text, (text,), text, (1,), on("2026-10-12"), NOW,
        diagnosis=written,
    )  # fmt: skip


def answered(text: str) -> dict[str, Message]:
    """Each answer by its name."""
    lead, terms = lead_of(text), full_terms(text)
    happened = [
        Attempt(at("2026-10-05 10:10"), text, RITA, Channel.CALL, True, False),
        Hold(at("2026-10-05 10:20"), at("2026-10-06 10:20"), text, text, NOW),
        PassOn(at("2026-10-05 10:30"), 1, text, text, text, False),
        Return(at("2026-10-05 10:40"), text, text),
        Deal(1, 7, at("2026-10-05 10:50"), on("2026-10-05"), Decimal(5000), text, text),
    ]
    pauses = [Pause(at("2026-10-05 10:20"), at("2026-10-06 10:20"), text)]
    receipt = why.Receipt.of(lead, terms, number=1, pauses=pauses, happened=happened, now=NOW)
    names = [name_of(text)]
    waiting = agreement.Waiting(2, [text, text], text, names, names, names, [Said(text, NOW, text)], True, NOW)
    given = [Signature(name_of(text), text, NOW)]
    shown = agreement.Shown(agreement_of(text), given, False, NOW, waiting, [], [Choice("amend", "Amend")])
    past = Past(1, text, NOW, given, False, NOW, NOW, NOW, "", [text] * 14)
    many = [replace(lead, id=number) for number in range(1, 30)]
    contested = replace(strike_of(text), diagnosis=None, steps=(step_with(StepKind.CONTEST, text),))
    to_judge = [Seen(contested, False, False, True), Seen(strike_of(text), False, False, True)]
    seen = [Seen(strike_of(text), True, False), Seen(replace(strike_of(text), diagnosis=None), True, True)]
    return {
        "status": status.status(agreement_of(text), figures_of(terms)),
        "status proposed": status.status(agreement_of(text, Status.PROPOSED), figures_of(terms), missing=[text]),
        "leads": leads.listing(Listed("all", many, 29, {lead.id for lead in many}, "1", ""), NOW),
        "leads of nobody": leads.listing(Listed("overdue", [], 0, set()), NOW),
        "why": why.receipt(receipt, NOW),
        "leave": away_answers.listing(text, RITA, [leave_of(text)] * 60, text, now=NOW, lead_in="Done."),
        "leave entered": acts.line(away_answers.entered(leave_of(text), RITA, 3, NOW)),
        "own hours": acts.line(away_answers.hours_set(text, RITA, text, "Europe/Rome")),
        "whom": away_answers.asked_whom(leave_of(text), f"lead {text}"[:1900], "lead Ada"),
        "given": acts.line(offered.given([replace(lead_of(text), rep=text)], leave_of(text))),
        "agreement": agreement.agreement(shown)[0],
        "agreement vouched": agreement.agreement(replace(shown, vouched=True, waiting=None), "Done.")[0],
        "history": terms_history.history(text, [past, replace(past, number=2, vouched=True, holds_until=None)])[0],
        "set-up begun": set_up.nothing_here(help_words.NOTHING_HERE, 7),
        "strikes": strikes.listing(text, seen),
        "strikes to judge": strikes.listing(text, to_judge, beside_of(text)),
        "strikes of others": strikes.listing(text, [replace(one, is_told=False, is_theirs=False) for one in seen]),
        "help": help_words.overview([("company-x", text), (text, text)], True, f"There is no word “{text}” here."),
        "help nowhere": help_words.overview([], True),
        "health": health.full(health.Health({"dead": 1}, NOW - timedelta(hours=1), 1, [text]), NOW),
        "health in short": health.short(),
        "refusal": refusals.refusal(f"No open lead goes by “{text}”; `/sla leads` lists them."),
        "which": refusals.which([("company-x", text), ("outbound", text)], "lead", text[:500]),
        "calc": calc.answer(calculate(Inputs(Fraction(1000), Fraction(1, 3), Fraction(7), Fraction(1, 7)))),
        **{f"act {number}": acts.line(said) for number, said in enumerate(done(text))},
    }  # fmt: skip


def done(text: str) -> list[str]:
    """What is said after each act."""
    lead, terms = lead_of(text), full_terms(text)
    goal = terms.goals[0]
    return [
        acts.handed_off(lead, terms, NOW, chosen=True),
        acts.handed_off(replace(lead, rep=text), terms, NOW, chosen=False),
        acts.logged(lead, Channel.CALL, connected=True, behalf=text, was_first=True, kept=False),
        acts.won(lead, Decimal(5000), "Monday 5 October", also_logged=True),
        acts.held(lead, NOW, text),
        acts.snoozed(replace(lead, next_alert_at=NOW)),
        acts.passed_on(replace(lead, rep=text), text),
        acts.given_back(lead, name_of(text), text),
        acts.signed(terms, name_of(text), [name_of(text)]),
        goal_form.proposed(terms, goal, goal),
        strikes.diagnosed(strike_of(text)),
        strikes.mended(strike_of(text), is_done=False),
        strike_forms.contested(strike_of(text), is_told=False),
        strike_forms.judged(strike_of(text), "excused"),
        credit.settled([credit_with(text)] * 12, name_of(text)),
    ]


def beside_of(text: str) -> strikes.Beside:
    """Plans and credits beside strikes."""
    goal = full_terms(text).goals[0]
    half, some = Fraction(25, 2), Fraction(3)
    plan = MakeUpFigures("M-0001", text, "leads", text, "2026-10", half, some, some, some, some, "open")
    balance = Balance(text, text, "USD", Decimal(225), 2, 4)
    return strikes.Beside(
        plans=[(plan, goal), (replace(plan, state="made_up"), goal)] * 9,
        credits=[(credit_with(text), True), (credit_with(text), False)] * 30,
        balances=[(balance, True), (balance, False)],
        ended=[replace(strike_of(text), steps=(step_with(StepKind.EXCUSE, text),))] * 7,
    )


def asked(text: str) -> dict[str, View]:
    """Each form by its name."""
    lead, terms = lead_of(text), full_terms(text)
    choices, draft = [Choice("1", text), Choice("2", text)], Draft(text, text, text)
    return {
        "lead": lead_forms.hand_off(choices, [name_of(text) or "x"], choices, draft=draft, place="C0:1"),
        "lead bare": lead_forms.hand_off(choices[:1], [], []),
        "log": lead_forms.log([lead], "Europe/Rome"),
        "log without leads": lead_forms.log([], "Europe/Rome"),
        "won": lead_forms.won([lead], on("2026-10-12")),
        "won of a lead": lead_forms.won([], on("2026-10-12"), lead=lead, place="7.0"),
        "snooze": lead_forms.snooze(lead, "Europe/Rome", on("2026-10-13"), place="7.0"),
        "away": away_form.form([leave_of(text)] * 9, text, on("2026-10-13"), NOW, for_others=True),
        "lead for somebody away": lead_forms.hand_off(choices, [], choices, asks_anyway=True),
        "pass on": lead_forms.pass_on(lead, choices, place="7.0"),
        "not a fit": lead_forms.not_a_fit(lead, name_of(text), place="7.0"),
        "goal": goal_form.form([Choice("1.0", goal_form.choice(goal, text)) for goal in terms.goals]),
        "calc": calc.form({"quota": text, "share": text, "deal": text, "rate": text}),
        "diagnosis": strikes.form(strike_of(text), on("2026-10-20")),
        "contest": strike_forms.contest(strike_of(text)),
        "uphold": strike_forms.uphold(replace(strike_of(text), steps=(step_with(StepKind.CONTEST, text),))),
        "withdraw": strike_forms.withdraw(strike_of(text)),
        "excuse": strike_forms.excuse(strike_of(text)),
        **set_up_forms(text, terms),
        "discuss": proposal_forms.discuss(terms, "3"),
        "withdraw terms": proposal_forms.withdraw(terms, "3"),
        "notice": forms.notice(refusals.refusal(text)),
        "done": forms.done("Done", acts.named(lead)),
    }  # fmt: skip


ANSWERS = tuple(answered("Ada"))
FORMS = tuple(asked("Ada"))
