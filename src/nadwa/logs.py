"""Logs: one line an event, as text for people or JSON for machines; never personal data.

Lines of a request carry its `request_id` (`core.http.headers`).
"""

import logging
import sys

import structlog


def configure_logs(log_format: str) -> None:
    """Write structured lines to stderr: `text` or `json`."""
    logging.getLogger("uvicorn.error").addFilter(untold)
    renderer = (
        structlog.processors.JSONRenderer()
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def untold(record: logging.LogRecord) -> bool:
    """Tell whether a line of the server says something new.

    It repeats each failure that "request failed" has told, with the values that the failure names.
    """
    return not str(record.msg).startswith("Exception in ASGI application")
