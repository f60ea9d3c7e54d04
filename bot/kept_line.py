"""A line to one address that stays open between questions: one for each thread."""

from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import local
from urllib.parse import urlsplit

JSON = {"Content-Type": "application/json"}


class KeptLine:
    """Asks what lies below one URL. A question may be asked twice, so it is to be one that does no harm then."""

    def __init__(self, url: str) -> None:
        self._parts = urlsplit(url)
        self._lines = local()

    def ask(self, path: str, body: bytes | None, seconds: float) -> bytes:
        """What is answered to a GET, or with a body to a POST; raises OSError where nothing fit to read is."""
        line = self._own()
        was_open = line.sock is not None
        try:
            return self._exchange(line, path, body, seconds)
        except ConnectionError:
            if not was_open:
                raise
            return self._exchange(line, path, body, seconds)  # it had been hung up meanwhile

    def _own(self) -> HTTPConnection:
        if not hasattr(self._lines, "line"):
            kind = HTTPSConnection if self._parts.scheme == "https" else HTTPConnection
            self._lines.line = kind(self._parts.hostname or "", self._parts.port)
        line: HTTPConnection = self._lines.line
        return line

    def _exchange(self, line: HTTPConnection, path: str, body: bytes | None, seconds: float) -> bytes:
        line.timeout = seconds
        if line.sock is not None:
            line.sock.settimeout(seconds)
        try:
            line.request("GET" if body is None else "POST", self._parts.path + path, body, JSON)
            answer = line.getresponse()
            told = answer.read()
        except BaseException as error:
            line.close()
            if isinstance(error, HTTPException) and not isinstance(error, ConnectionError):
                raise OSError(f"it answers no HTTP ({type(error).__name__})") from error
            raise
        if answer.status != 200:
            raise OSError(f"it answers {answer.status}")
        return told
