"""The work of sla-bot: its own doors, sweeps and words."""

import commands
import jobs
from bot.work import Work
from jobs.announce import TEMPLATES

OURS = Work(commands.register, jobs.SCHEDULE, jobs.due_by_sweep, TEMPLATES)
