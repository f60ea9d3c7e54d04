"""The words of every message that goes out by itself, chosen when it is sent: judged and read afresh."""

from collections.abc import Mapping
from typing import Final

from jobs.announce import duties, leave, life
from jobs.announce.alerts import alert, bundle
from jobs.announce.daily import pacing
from jobs.announce.exports import export
from jobs.announce.moves import hand_off, reassigned, returned
from jobs.announce.notices import notice
from jobs.announce.outcomes import escalation, make_up, service_credit, strike, strike_step
from jobs.announce.praise import celebration, milestone, thanks
from jobs.announce.proposal_steps import proposal_step
from jobs.announce.reviews import review
from jobs.announce.signing import proposal, signed
from jobs.announce.weekly import weekly_report
from jobs.carrier import Template

TEMPLATES: Final[Mapping[str, Template]] = {
    "sla_pacing": pacing,
    "sla_hand_off": hand_off,
    "sla_follow_up_warning": alert,
    "sla_follow_up_overdue": alert,
    "sla_follow_up_bundle": bundle,
    "sla_reassigned": reassigned,
    "sla_returned": returned,
    "sla_offered": leave.offered,
    "sla_leave": leave.leave,
    "sla_celebration": celebration,
    "sla_milestone": milestone,
    "sla_thanks": thanks,
    "sla_make_up": make_up,
    "sla_service_credit": service_credit,
    "sla_strike": strike,
    "sla_strike_step": strike_step,
    "sla_escalation": escalation,
    "sla_review": review,
    "sla_proposal": proposal,
    "sla_signed": signed,
    "sla_proposal_step": proposal_step,
    "sla_cancellation_review": life.cancellation_review,
    "sla_buy_in": life.buy_in,
    "sla_ended": life.ended,
    "sla_contact_left": life.contact_left,
    "sla_duty_due": duties.due,
    "sla_duty_missed": duties.missed,
    "sla_duty_done": duties.done,
    "sla_duty_excused": duties.excused,
    "sla_weekly_report": weekly_report,
    "sla_notice": notice,
    "sla_export": export,
}
"""By the name of the template: what it says by now, or why there is nothing to say any more."""
