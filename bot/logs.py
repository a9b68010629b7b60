"""Events to log lines on standard error: text for people or JSON for programs, with nothing secret in them."""

import logging
import re
import sys
from collections.abc import MutableMapping
from contextlib import suppress
from typing import Literal, TextIO, cast

import structlog

_SECRETS = tuple(
    (re.compile(pattern), shown)
    for pattern, shown in (
        (r"xox[a-z]-[\w-]+|xapp-[\w-]+|xwfp-[\w-]+", "[token]"),
        (r"(?i)\b(bot|bearer|basic)\s+[\w.~+/=-]{8,}", r"\1 [token]"),
        (r"[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}", "[token]"),  # a Discord token: three parts
        (r"v0=[0-9a-f]{16,}", "v0=[signature]"),
        (
            r"(?i)(https?://[^\s\"'<>]*/(?:services|commands|workflows|webhooks|actions|interactions)/)[^\s\"'<>]+",
            r"\1[secret]",
        ),
        (r"(?i)(\w+://[^\s:/@]*):[^\s/@]+@", r"\1:[secret]@"),
        (r"(?i)(https?://[^\s\"'<>?]+)\?[^\s\"'<>]*", r"\1?[query]"),
    )
)
_SECRET_KEYS = re.compile(r"(?i)token|secret|password|passwd|signature|authorization|cookie|api_?key|response_url")
_QUIET = ("apscheduler", "slack_bolt", "slack_sdk", "discord", "aiohttp.access", "asyncio", "alembic")


def redacted(text: str) -> str:
    """The text with tokens, signatures, passwords and the query strings of addresses taken out."""
    for pattern, shown in _SECRETS:
        text = pattern.sub(shown, text)
    return text


def redact_event(_logger: object, _method: str, event: MutableMapping[str, object]) -> MutableMapping[str, object]:
    """A structlog processor that takes secrets out of every value."""
    for key, value in event.items():
        if _SECRET_KEYS.search(key):
            event[key] = "[secret]"
        elif isinstance(value, str):
            event[key] = redacted(value)
        elif not isinstance(value, int | float | bool | None):
            event[key] = redacted(str(value))
    return event


class _Stream:
    """A stream whose end is nobody's trouble: who has lost the terminal still gets the digest."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        with suppress(OSError, ValueError):
            self._stream.write(text)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            self._stream.flush()


def configure_logging(
    level: Literal["debug", "info", "warning", "error"], form: Literal["text", "json"], *, stream: TextIO | None = None
) -> None:
    """Send our events and the libraries' to one stream in one form; libraries speak from warning on.

    A stream that is closed, full or gone loses the lines and stops nothing.
    """
    out = stream or sys.stderr
    lines = _Stream(out)
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        redact_event,
    ]
    last: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=out.isatty(), exception_formatter=structlog.dev.plain_traceback)
    )
    structlog.configure(
        processors=[*shared, last],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: structlog.WriteLogger(cast("TextIO", lines)),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(lines)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processor=last, foreign_pre_chain=shared))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.ERROR)
