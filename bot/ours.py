"""The work of sla-bot: its own doors, sweeps and words."""

import commands
import jobs
from bot.papers import PAPERS
from bot.work import Work
from jobs.announce import TEMPLATES
from jobs.announce.exports import export_by

WORDS = {**TEMPLATES, "sla_export": export_by(PAPERS.yaml)}
"""Every template, with what writes agreements as files."""
OURS = Work(commands.register, jobs.SCHEDULE, jobs.due_by_sweep, WORDS)
