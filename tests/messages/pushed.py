"""Every message that goes out by itself, with one foreign text wherever a stranger's words can stand."""

from dataclasses import replace
from datetime import UTC, date, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from messages import (
    away,
    buy_in,
    cancellation,
    consequences,
    credit,
    ended,
    follow_up,
    hand_off,
    leavers,
    make_up,
    notice,
    pacing,
    praise,
    proposal,
    proposal_steps,
    review,
    review_so_far,
    strike,
    strike_steps,
)
from messages.blocks import Message
from messages.lead_card import Deed
from messages.remarks import Said
from messages.waterfall import waterfall
from sla.agreement import Goal, Metric, Party, Person, Rung, Terms
from sla.cancellation import CancellationReview, Choice, Closed
from sla.credit import Balance, ServiceCredit
from sla.lead import Lead
from sla.leave import Leave
from sla.make_up import Plan
from sla.pacing import Day, Pace, Verdict
from sla.period import Period
from sla.rates import Counts, Funnel, Review
from sla.reevaluation import Change, Reevaluation, Revision
from sla.standing import DayFigures, Figures, GoalFigures, Standing, Sums
from sla.strike import ENDS, Diagnosis, Excuse, Step, StepKind, Strike
from tests.messages.company_x import LEAD, TERMS
from tests.moments import at

NOW = at("2026-10-13 09:00")
OCTOBER = Period.named("2026-10")
METRICS = tuple(Metric)
DAY = Day(12, 31, 8, 22, ended=False, is_working=True)
SUMS = Sums(handed_off=42, returned=2, followed_up=37, within_window=33, breached=6, overdue=2, customers=3)


def name_of(text: str) -> str:
    """The text as the database keeps a party's or a tier's name."""
    return text.encode("utf-8", "replace").decode()[:80]


def terms_with(text: str) -> Terms:
    """Company X's terms, every free text of them written by somebody else."""
    name = name_of(text)
    goals = tuple(Goal(name, metric, Decimal(100), tier=name, unit=text) for metric in METRICS)
    parties = (Party(name, Person(text)), *TERMS.parties)
    return replace(TERMS, title=text, summary=text, parties=parties, goals=goals)


def figures_of(terms: Terms, *, ended: bool = False) -> Figures:
    """Every goal somewhere else."""
    verdicts = [*Verdict, Verdict.AHEAD]
    goals = tuple(
        GoalFigures(goal, _pace(goal, verdict, ended)) for goal, verdict in zip(terms.goals, verdicts, strict=False)
    )
    standing = Standing.of(OCTOBER, NOW, {None: SUMS})
    return Figures(
        terms.slug,
        NOW,
        ZoneInfo("Europe/Rome"),
        OCTOBER,
        DAY,
        goals,
        standing.follow_up,
        standing,
        date(2026, 10, 12),
    )


def _pace(goal: Goal, verdict: Verdict, ended: bool) -> Pace:
    if goal.metric.is_mean:
        return Pace(Fraction(goal.target), Fraction(42), None, None, Verdict.BEHIND, None, None, ended)
    line, projected = Fraction(3871, 100), Fraction(217, 2)
    return Pace(Fraction(100), Fraction(42), line, 42 - line, verdict, Fraction(58, 19), projected, ended)


def lead_with(text: str) -> Lead:
    """A lead of which every word is somebody else's."""
    return replace(LEAD, name=text, company=text, email=text, tier=text, rep=text, handed_off_by=text)


STEPS = ("diagnosis_due", "diagnosis_overdue", "remedy_due", "contested", "upheld", "withdrawn", "excused")


def strike_with(text: str) -> Strike:
    """A strike with every word somebody else's."""
    return Strike(
        id=7,
        agreement_id=1,
        terms_id=1,
        party=name_of(text),
        rule="breaches",
        period="2026-10",
        metric=None,
        tier=name_of(text),
        person=text[:200],
        people=(text,),
        promise=text,
        leads=(1, 2, 3),
        on=date(2026, 10, 7),
        opened_at=NOW,
        diagnosis_due_at=NOW + timedelta(days=5),
    )


def pushed(text: str) -> dict[str, Message]:
    """Each message by a name of its own."""
    return {**_of_leads(text), **_of_figures(text), **_of_strikes(text), **_of_terms(text)}


def _of_leads(text: str) -> dict[str, Message]:
    terms, lead = terms_with(text), lead_with(text)
    passed_on = replace(lead, passes=1)
    returned = replace(lead, returned_at=NOW)
    told = follow_up.Alert(lead, terms, Rung(Decimal("0.8"), "rep"), NOW, timedelta(minutes=48), is_rep=True)
    overdue = replace(told, rung=Rung(Decimal("1.5"), "sales"), is_rep=False, leave=leave_of(text))
    deeds = [Deed("called", text, NOW, rep=text, note=text)]
    return {
        "hand_off": hand_off.hand_off(lead, terms, NOW, deeds=deeds),
        "hand_off_outside": hand_off.hand_off(lead, terms, NOW, outside=text),
        "passed_to": hand_off.passed_to(passed_on, terms, NOW, by=text, old_rep=text, outside=text),
        "passed_by_ladder": hand_off.passed_to(passed_on, terms, NOW, by=None, old_rep=None),
        "passed_from": hand_off.passed_from(passed_on, terms, NOW, by=text, new_rep=text),
        "returned": hand_off.returned(returned, terms, NOW, by=text, reason=text),
        "warning": follow_up.alert(told, NOW),
        "overdue": follow_up.alert(overdue, NOW),
        "settled": follow_up.settled(told, NOW, may_act=False, deeds=deeds),
        "bundle": follow_up.bundle([told, overdue] * 30, NOW),
        **_of_leave(text, lead, terms),
    }


def leave_of(text: str) -> Leave:
    """A week off."""
    days = at("2026-10-12 00:00"), at("2026-10-17 00:00")
    return Leave(7, text, *days, "Europe/Rome", text, text, NOW)


def _of_leave(text: str, lead: Lead, terms: Terms) -> dict[str, Message]:
    leave = leave_of(text)
    gone, value = replace(lead, rep=text), "7.1"
    return {
        "offered": away.offered(terms, leave, [lead] * 50, [gone] * 9, NOW, is_contact=True, value=value),
        "offer taken": away.offered(terms, leave, [], [gone], NOW, is_contact=True, value=value),
        "offer over": away.offered(terms, leave, [], [], NOW, is_contact=False, value=value, is_over=True),
        "leave entered": away.entered_for(terms, leave, called_off=False),
        "leave called off": away.entered_for(terms, leave, called_off=True),
        "welcome back": away.welcome_back(terms, leave, [lead] * 20, [gone] * 20, NOW),
    }


def _of_figures(text: str) -> dict[str, Message]:
    terms = terms_with(text)
    running, ended = figures_of(terms), figures_of(terms, ended=True)
    daily = [DayFigures(date(2026, 10, 12), SUMS, {})]
    chart = waterfall(terms, OCTOBER, running.goals[0], daily, date(2026, 10, 12))
    post = pacing.DailyPost(terms, running, [lead_with(text)] * 5, 9, chart, NOW)
    met = replace(running.goals[0], pace=replace(running.goals[0].pace, verdict=Verdict.MET))
    doers = [praise.Doer(text, 2)]
    return {
        "pacing": pacing.pacing(post),
        "review": review.review(terms, ended, [strike_with(text)], chart),
        "review_with_goals": review.review(terms, ended, [], next_goals=_reevaluation(terms, text), agreement_id=1),
        "review_so_far": review_so_far.so_far(terms, running, _reevaluation(terms, text)),
        "celebration": praise.celebration(terms, OCTOBER, met, doers),
        "exceeded": praise.celebration(terms, OCTOBER, met, doers, Fraction("1.1")),
        "milestone": praise.milestone(terms, OCTOBER, met, doers, Fraction(1, 2)),
        "thanks": praise.thanks(terms, OCTOBER, met, doers, Fraction("1.1")),
        "thanks to nobody else": praise.thanks(terms, OCTOBER, met, []),
    }


def _reevaluation(terms: Terms, text: str) -> Reevaluation:
    """A goal that would change, of a party and a tier that somebody else named."""
    goal = replace(terms.goals[0], metric=Metric.LEADS)
    revision = Revision(
        goal, replace(goal, target=Decimal(120)), (Change("close_rate", Decimal("0.5"), Decimal("0.4")),)
    )
    counted = Counts(Funnel(100, 40, Decimal(4000)), Funnel(100, 40, Decimal(4000)), Decimal(5000), timedelta(days=45))
    return Reevaluation(Review(OCTOBER, NOW, True, counted), (revision,), (name_of(text),))


def _of_strikes(text: str) -> dict[str, Message]:
    terms, told = terms_with(text), strike_with(text)
    written = Diagnosis(text, text, date(2026, 10, 20), text, NOW)
    withdrawn, excused, decayed = (replace(told, steps=(step_with(kind, text),)) for kind in ENDS)
    contested = replace(told, steps=(step_with(StepKind.CONTEST, text),))
    upheld = replace(told, steps=(*contested.steps, step_with(StepKind.UPHOLD, text)))
    mended = replace(told, diagnosis=written, steps=(step_with(StepKind.MEND, text),))
    steps = {
        f"{name} {kind}": strike_steps.step(terms, about, kind, reader_answers=True)
        for name, about in {
            "open": told, "contested": contested, "upheld": upheld, "mended": mended, "excused": excused,
            "diagnosed": replace(told, diagnosis=written),
        }.items()
        for kind in STEPS
    }  # fmt: skip
    return {
        "strike": strike.strike(terms, told),
        "strike_for_person": strike.strike(terms, told, reader_is_person=True),
        "strike_diagnosed": strike.strike(terms, replace(told, diagnosis=written)),
        "strike_withdrawn": strike.strike(terms, withdrawn),
        "strike_excused": strike.strike(terms, excused),
        "strike_decayed": strike.strike(terms, decayed),
        "strike_contested": strike.strike(terms, contested),
        "strike_upheld": strike.strike(terms, upheld),
        "strike_line_contested": strike.strike_line(terms, contested),
        "strike_line_excused": strike.strike_line(terms, excused),
        **steps,
        "unwritten to the contact": strike_steps.step(terms, told, "diagnosis_overdue"),
        **_of_debts(text),
        "strike_line": strike.strike_line(terms, told),
        "strike_line_withdrawn": strike.strike_line(terms, withdrawn),
        "escalation": consequences.escalation(terms, told.party, [told] * 12, 12),
        "escalated miss": consequences.missed(terms, told.party, "goal_missed", text),
    }


def _of_debts(text: str) -> dict[str, Message]:
    """Make-up plans and service credits, in each of their states."""
    terms, owed = terms_with(text), credit_with(text)
    balance = Balance(owed.payer, owed.receiver, "USD", Decimal("225.50"), 3, 4)
    plan = Plan(3, 1, 1, name_of(text), "leads", name_of(text), "2026-10", Fraction(25), 2, NOW)
    return {
        "plan": make_up.opened(terms, plan),
        "plan for years": make_up.opened(terms, replace(plan, over=24)),
        "plan withdrawn": make_up.opened(terms, replace(plan, withdrawn_at=NOW)),
        "plan made up": make_up.closed(terms, replace(plan, made_up_at=NOW, made_up_in="2026-11", times=1)),
        "plan opened again": make_up.closed(terms, plan),
        "credit": credit.service_credit(terms, owed, balance),
        "credit settled": credit.service_credit(
            terms, replace(owed, settled_at=NOW, settled_by=text, settled_for=text), None
        ),
        "credit withdrawn": credit.service_credit(
            terms, replace(owed, withdrawn_at=NOW, withdrawn_reason=text), balance
        ),
    }


def credit_with(text: str) -> ServiceCredit:
    """A credit with every word somebody else's."""
    return ServiceCredit(
        4, 1, 1, name_of(text), "sales", "goal_missed", "2026-10", "leads", name_of(text), text, "USD",
        Decimal(200), date(2026, 10, 31), NOW,
    )  # fmt: skip


def step_with(kind: StepKind, text: str) -> Step:
    """A step with every word somebody else's."""
    return Step(kind, text, NOW, text, Excuse.LEAVE if kind is StepKind.EXCUSE else None)


def _of_terms(text: str) -> dict[str, Message]:
    terms = terms_with(text)
    return {
        "proposal": proposal.proposal(terms, 3, [name_of(text), "sales"], by=text),
        "amendment": proposal.proposal(terms, 3, ["sales"], [text] * 30, by=None),
        "discussed": proposal.proposal(
            terms, 3, [], [text], by=text, said_of_it=[Said(text, NOW, text)] * 7, may_withdraw=True, lapses_at=NOW
        ),
        "ending": proposal.proposal(terms, 3, ["sales"], by=text, ending=text),
        "remark": proposal_steps.remark(terms, 3, Said(text, NOW, text)),
        "reminder": proposal_steps.reminder(terms, 3, [name_of(text)], text, NOW),
        "withdrawn_proposal": proposal_steps.withdrawn(terms, 3, text, text),
        "lapsed_proposal": proposal_steps.lapsed(terms, 3, [text], is_first=False),
        "ended": ended.ended(terms, 3, NOW, text, text),
        "contact_left": leavers.contact_left(terms, text, name_of(text)),
        "buy_in_withdrawn": buy_in.withdrawn(terms, name_of(text), text, text, cancels=True),
        "buy_in_given": buy_in.given(terms, name_of(text), text),
        "cancellation_review": cancellation.review(_in_question(terms, text)),
        "cancellation_decided": cancellation.review(replace(_in_question(terms, text), review=_decided_review(text))),
        "settled_proposal": proposal.settled(terms, 3, "these terms are in force."),
        "signed": proposal.signed(terms, 3, text, text, [text]),
        "all_signed": proposal.signed(terms, 3, text, None, []),
        "channel_refused": notice.channel_refused(text, text),
        "in_doubt": notice.in_doubt(text, 4, "sla_pacing"),
        "dead": notice.dead(text, 4, text),
        "other": notice.other(text),
    }


def _decided_review(text: str) -> CancellationReview:
    return CancellationReview(1, 1, 1, "buy_in_withdrawn", name_of(text), (), NOW, Choice.GO_ON, text, NOW, text)


def _in_question(terms: Terms, text: str) -> cancellation.Told:
    name = name_of(text)
    verdict = {"party": name, "metric": "leads", "tier": name, "target": "100", "actual": "40.00", "verdict": "missed"}
    review = CancellationReview(1, 1, 1, "missed_in_a_row", name, ("2026-10",), NOW)
    return cancellation.Told(terms, review, [Closed("2026-10", [verdict])], list(terms.goals), text)


NAMES = sorted(pushed("Ada"))
assert NOW.tzinfo is UTC
