"""Every benchmark, each in a process of its own: `python -m benchmarks [NAME …]`."""

import subprocess
import sys
from time import perf_counter

ALL = {
    "status": "The status query, at 10,000 and 1,000,000 leads",
    "due": "What is due, among 10,000 and 1,000,000 open leads",
    "clock": "The clock",
    "charts": "Charts",
    "start": "Starting, and memory at rest",
}


def main(names: list[str]) -> int:
    """Runs the named benchmarks, or all; returns 1 when one of them breaks."""
    broken = 0
    for name in names or ALL:
        started = perf_counter()
        print(f"\n== {ALL.get(name, name)} ==", flush=True)
        broken += subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode != 0
        print(f"   ({perf_counter() - started:.0f} s)", flush=True)
    return min(broken, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
