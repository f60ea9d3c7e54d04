"""A process that runs the shell with a door that takes its time: `python -m tests.bot.shell_process SECONDS`.

Settings come from the environment, as with `sla-bot run`; a refusal is one line on stderr and exit status 1.
"""

import sys

from bot import logs
from bot.running import run
from bot.settings import RunSettings
from sla.errors import SlaError
from tests.bot.shell import Counted, work_of


def main() -> None:
    doors = Counted(slow=float(sys.argv[1]))
    settings = RunSettings.read()
    logs.set_up(stream=sys.stdout)
    run(settings, work_of(doors.register), over_http=False)


if __name__ == "__main__":
    try:
        main()
    except SlaError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)
