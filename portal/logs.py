"""Structured logs, one line per event, without secrets."""

import logging.config
import re
from typing import Any

import structlog

# A line for each connection, each message and each tick of the clock; what a job did it logs itself.
_TALKATIVE = ("urllib3", "django.server", "celery.beat", "celery.worker.strategy", "celery.app.trace")
# At DEBUG it tells of each variable that a template lacks, with everything that the page knows.
_TELLS_TOO_MUCH = "django.template"
_JOIN_LINK = re.compile(r"/(j|m|feed|hooks/huawei)/[^/\s\"'?]+")
_TICKET = re.compile(r"/live/[0-9a-f]{32}\.[^/\s\"'?]+")
# A request as Django names it. In a query stands what people look for, and the secret that a program puts there.
_QUERY = re.compile(r"(Request: [A-Z]+ ['\"][^?]*\?).*(['\"]>)")


def hide_join_links(text: str) -> str:
    """Return it with ``/j/***`` or ``/m/***`` for join links: each is a guest's whole right.

    The same of addresses for events, of tickets of open pages, and of what stands in a request's query.
    """
    return _QUERY.sub(r"\1***\2", _TICKET.sub("/live/***", _JOIN_LINK.sub(r"/\1/***", text)))


def _hide(_: Any, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    return {key: _hidden(value) if key[0] != "_" else value for key, value in event.items()}


def _hidden(value: Any) -> Any:
    """Return the value as text without join links: Django gives its request along, which names the address."""
    return (
        value
        if isinstance(value, int | float | None)
        else hide_join_links(value if isinstance(value, str) else repr(value))
    )


def logging_config(*, debug: bool, level: str) -> None:
    """Set logging up: readable lines in development, JSON lines in production, one handler for everybody."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _hide,
    ]
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer(colors=False) if debug else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "line": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
                    "foreign_pre_chain": shared,
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
            "root": {"handlers": ["stderr"], "level": level},
            "loggers": {name: {"level": "WARNING"} for name in (*_TALKATIVE, _TELLS_TOO_MUCH)},
        }
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
