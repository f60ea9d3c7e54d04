"""`python -m bot`: the same as `sla-bot`."""

from bot.cli import main

main(prog_name="sla-bot")
