"""Whole files of facts, batch by batch: each leaves the tables as `facts` would, one row after the other."""

from storage.arrivals import ArrivingAttempt, ArrivingDeal, ArrivingLead, Taken
from storage.bulk_attempts import take_attempts
from storage.bulk_deals import take_deals
from storage.bulk_leads import LeadImport

__all__ = ["ArrivingAttempt", "ArrivingDeal", "ArrivingLead", "LeadImport", "Taken", "take_attempts", "take_deals"]
