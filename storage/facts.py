"""Every fact about a lead, as the doors write it: each keeps lead, record, roll-up and last fact in one transaction."""

from storage.attempts import Logged, log_attempt, refuse_ahead
from storage.breaches import mark_breached
from storage.deals import close_deal
from storage.hand_offs import hand_off
from storage.holds import hold, snooze
from storage.ladders import Climb, climb
from storage.passes import give_back, pass_on
from storage.reps import choose_rep

__all__ = [
    "Climb",
    "Logged",
    "choose_rep",
    "climb",
    "close_deal",
    "give_back",
    "hand_off",
    "hold",
    "log_attempt",
    "mark_breached",
    "pass_on",
    "refuse_ahead",
    "snooze",
]
