"""A child process that answers one question at a time: started when first needed, kept, and never outliving us."""

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Final

_LENGTH: Final = 4
_KEPT: Final = ("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "MPLCONFIGDIR")
_ROOT: Final = str(Path(__file__).resolve().parent.parent)


class ChildFailed(Exception):
    """The child process died, took too long, or could not answer."""


class Child:
    """Runs `python -m module`, which must read and write with `read_frame` and `write_frame`; safe among threads."""

    def __init__(self, module: str, seconds: float) -> None:
        self._module = module
        self._seconds = seconds
        self._running: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def ask(self, question: bytes) -> bytes:
        """The child's answer; raises ChildFailed, after which the next question starts a new child."""
        with self._lock:
            child = self._started()
            alarm = threading.Timer(self._seconds, child.kill)
            alarm.start()
            try:
                return _exchange(child, question)
            except (OSError, EOFError) as error:
                self._stop()
                raise ChildFailed(f"{self._module} gave no answer") from error
            finally:
                alarm.cancel()

    def start(self) -> None:
        """Starts the child unless it runs; returns before it can answer."""
        with self._lock:
            self._started()

    def close(self) -> None:
        """Ends the child; a later question starts a new one."""
        with self._lock:
            self._stop()

    @property
    def pid(self) -> int | None:
        """The process id while the child runs."""
        return None if self._running is None else self._running.pid

    def _started(self) -> subprocess.Popen[bytes]:
        if self._running is None or self._running.poll() is not None:
            self._stop()
            self._running = subprocess.Popen(  # noqa: S603 - our own module, no shell
                [sys.executable, "-m", self._module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                start_new_session=True,
            )
        return self._running

    def _stop(self) -> None:
        child, self._running = self._running, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            _close(pipe)


def read_frame(source: IO[bytes]) -> bytes:
    """The next frame; raises EOFError when the other side has gone."""
    size = int.from_bytes(_exactly(source, _LENGTH), "big")
    return _exactly(source, size)


def write_frame(target: IO[bytes], frame: bytes) -> None:
    """Sends one frame."""
    target.write(len(frame).to_bytes(_LENGTH, "big") + frame)
    target.flush()


def _exchange(child: subprocess.Popen[bytes], question: bytes) -> bytes:
    assert child.stdin is not None and child.stdout is not None
    write_frame(child.stdin, question)
    return read_frame(child.stdout)


def _exactly(source: IO[bytes], size: int) -> bytes:
    read = source.read(size)
    if len(read) < size:
        raise EOFError
    return read


def _close(pipe: IO[bytes] | None) -> None:
    if pipe is None:
        return
    try:
        pipe.close()
    except OSError:  # what was not yet written to a dead child
        return


def _environment() -> dict[str, str]:
    """Only what Python needs: the child never sees a token."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "PYTHONPATH": _ROOT, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
