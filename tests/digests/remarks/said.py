"""What a passage and the remarks expected of it are.

Speakers, firms and outlets are invented. A remark is given by its kind and words; whatever else is given must hold too.
"""

from dataclasses import dataclass, field
from datetime import date

from digests.remarks import Where

WEDNESDAY = date(2026, 3, 11)


@dataclass(frozen=True, kw_only=True)
class Said:
    """One expected remark; a field that is None is not looked at; with `no_day`, `said_on` must be None."""

    kind: str
    words: str
    speaker: str | None = None
    mention: str | None = None
    role: str | None = None
    hedges: tuple[str, ...] | None = None
    chain: tuple[str, ...] | None = None
    verb: str | None = None
    anonymous: bool = False
    said_on: date | None = None
    venue: str | None = None
    no_day: bool = False


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A text, and everything that is said in it."""

    name: str
    text: str
    said: tuple[Said, ...] = ()
    where: Where = field(default=Where.BODY)


def direct(words: str, speaker: str | None = None, **more: object) -> Said:
    return Said(kind="direct", words=words, speaker=speaker, **more)  # type: ignore[arg-type]


def indirect(words: str, speaker: str | None = None, **more: object) -> Said:
    return Said(kind="indirect", words=words, speaker=speaker, **more)  # type: ignore[arg-type]


def mixed(words: str, speaker: str | None = None, **more: object) -> Said:
    return Said(kind="mixed", words=words, speaker=speaker, **more)  # type: ignore[arg-type]
