"""Logs: one line per door and per sweep that did something; ids only, and no secret or e-mail ever."""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any, Final, TextIO

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import Processor

SECRETS = re.compile(r"xox[a-z](?:\.xox[a-z])?-[\w-]+|xapp-[\w-]+")
ADDRESS = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
CAPPED = {
    "slack_sdk": logging.INFO,
    "slack_bolt": logging.INFO,
    "alembic": logging.WARNING,
    "apscheduler": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    "uvicorn.access": logging.WARNING,
}
SHOWS_BODIES = ("slack_bolt.RequestVerification",)


def redacted(text: str) -> str:
    """The text without tokens and e-mail addresses."""
    return ADDRESS.sub("[e-mail]", SECRETS.sub("[secret]", text))


def _redact(_logger: object, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    return {key: redacted(value) if isinstance(value, str) else value for key, value in event.items()}


STAMP: Final = structlog.processors.TimeStamper(fmt="iso", utc=True)
WRITING: Final[list[Processor]] = [
    structlog.processors.format_exc_info,
    _redact,
    structlog.processors.LogfmtRenderer(key_order=("timestamp", "level", "event"), bool_as_flag=False),
]


class Redactor(ProcessorFormatter):
    """Writes a record of the standard library, traceback included, as ours are written, and redacts the result."""

    def __init__(self) -> None:
        stamped: list[Processor] = [structlog.stdlib.add_log_level, structlog.stdlib.add_logger_name, STAMP]
        super().__init__(foreign_pre_chain=stamped, processors=[ProcessorFormatter.remove_processors_meta, *WRITING])

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


def set_up(level: int = logging.INFO, stream: TextIO | None = None) -> None:
    """Sends structlog and the libraries' loggers to one stream, redacted; never request bodies."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Redactor())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name, lowest in CAPPED.items():
        logging.getLogger(name).setLevel(max(level, lowest))
    for name in SHOWS_BODIES:
        logging.getLogger(name).setLevel(logging.ERROR)
    structure(level, stream or sys.stderr)


def structure(level: int, stream: TextIO) -> None:
    """Makes structlog write one redacted line per event, and plain tracebacks."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            STAMP,
            *WRITING,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=stream),
        cache_logger_on_first_use=False,
    )
