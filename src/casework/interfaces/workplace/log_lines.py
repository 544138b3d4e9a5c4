"""Log lines: JSON, one a line, on stderr; never personal data."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from typing import Any

import structlog


def configure_logging(level: str) -> None:
    """Every log line from this level up goes to stderr as JSON; an error is told by its kind and its place alone."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _error_without_values,
            structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=_to_stderr,
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    root.setLevel(level.upper())
    root.handlers = [_LibraryLines()]


def places(error: BaseException) -> list[str]:
    """Where in the code an error came from, innermost last; its message may quote a row and is left out."""
    return [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]


class _LibraryLines(logging.Handler):
    """What libraries log: their constant words, never the values put into them."""

    def emit(self, record: logging.LogRecord) -> None:
        line = {"event": str(record.msg), "logger": record.name, "level": record.levelname.lower()}
        print(json.dumps(line, ensure_ascii=False), file=sys.stderr)


def _error_without_values(_: Any, __: str, line: structlog.typing.EventDict) -> structlog.typing.EventDict:
    error = line.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        line["error"] = type(error).__name__
        line["places"] = places(error)
    return line


def _to_stderr(*_: object) -> structlog.PrintLogger:
    return structlog.PrintLogger(sys.stderr)
