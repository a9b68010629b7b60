"""A remark: somebody's attributed words, tied to the exact stretch of the text they stand in."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class RemarkKind(StrEnum):
    """DIRECT is one stretch between quotation marks, INDIRECT reported, MIXED reported with quoted words inside."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Verdict(StrEnum):
    """What the verbatim gate says of words; NOT_FOUND is never shown."""

    VERIFIED = "verified"
    VERIFIED_ELSEWHERE = "verified_elsewhere"
    PARAPHRASE = "paraphrase"
    NOT_FOUND = "not_found"


class Where(StrEnum):
    """Which text of the article the offsets count in."""

    TITLE = "title"
    BODY = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Somebody's attributed words.

    `words == text[start:end]` always, where text is the article's title or body as `where` says.
    A direct remark lies between quotation marks and does not include them.
    `mention` is [start, end) of what names or stands for the speaker in the same text (a pronoun counts), or None.
    `speaker` is the resolved full name where the article or the desk gives one, `speaker_id` the desk's id.
    `anonymous` is true for a class of unnamed sources ("people familiar with the matter").
    `confidence` runs from 0 to 1: how likely these are somebody's words and the mention theirs (quality.md).
    `chain` holds the hops behind the words, nearest first ("X told Reuters, according to Y": Reuters, Y).
    """

    article_id: str
    kind: RemarkKind
    start: int
    end: int
    words: str
    verb: str
    where: Where = Where.BODY
    mention: tuple[int, int] | None = None
    speaker: str | None = None
    speaker_id: str | None = None
    role: str = ""
    anonymous: bool = False
    hedges: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()
    said_on: date | None = None
    venue: str = ""
    verdict: Verdict = Verdict.VERIFIED
    confidence: float = 1.0
