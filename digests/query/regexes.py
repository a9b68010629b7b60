"""Regular expressions of readers: RE2 only, so that no text and no pattern can take long."""

from functools import lru_cache
from typing import Protocol

from digests.query.problems import QueryError

LONGEST = 256
MEMORY = 1 << 20
"""Bytes that one compiled expression may take."""


class Match(Protocol):
    """A place where an expression was found, in bytes."""

    def span(self) -> tuple[int, int]:
        """Begin and end."""


class Compiled(Protocol):
    """A compiled expression over UTF-8 bytes."""

    def search(self, text: bytes) -> Match | None:
        """The first place where it is found."""


def check_regex(pattern: str, *, column: int) -> None:
    """QueryError unless RE2 takes the pattern."""
    import re2  # type: ignore[import-untyped]

    if len(pattern) > LONGEST:
        raise QueryError(column + LONGEST, f"A regular expression has at most {LONGEST} characters", "Make it shorter")
    try:
        compiled(pattern)
    except (re2.error, UnicodeEncodeError) as problem:
        raise QueryError(column, f"The regular expression cannot be used: {_reason(problem)}", _mend(pattern)) from None


@lru_cache(maxsize=20_000)
def compiled(pattern: str) -> Compiled:
    """The pattern compiled: any case unless it says otherwise, one megabyte at most; an escaped slash is a slash."""
    import re2

    options = re2.Options()
    options.max_mem = MEMORY
    options.log_errors = False
    options.case_sensitive = False
    made: Compiled = re2.compile(pattern.replace("\\/", "/"), options)
    return made


def is_found(pattern: str, texts: tuple[bytes, ...]) -> bool:
    """Whether a pattern is found in one of the texts (UTF-8)."""
    expression = compiled(pattern)
    return any(expression.search(text) is not None for text in texts)


def place_of(pattern: str, text: str) -> tuple[int, int] | None:
    """The first stretch of letters in which a pattern is found; None when nowhere, or nothing but an empty place."""
    whole = text.encode("utf-8", "replace")
    found = compiled(pattern).search(whole)
    begin, end = found.span() if found is not None else (0, 0)
    if begin == end:
        return None
    start = len(whole[:begin].decode("utf-8", "ignore"))
    return start, start + len(whole[begin:end].decode("utf-8", "ignore"))


def _reason(problem: Exception) -> str:
    words = problem.args[0] if problem.args else ""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return " ".join(text.split()) or "it is not valid"


def _mend(pattern: str) -> str:
    if "(?" in pattern or "\\1" in pattern:
        return "Leave out look-around and back-references, which are not supported"
    if "{" in pattern:
        return "Repeat less: at most 1,000 times in all"
    return r"Put \ before signs that mean themselves, such as \( or \*"
