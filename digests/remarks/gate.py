"""The verbatim gate: words, and the stored text they claim to stand in, to a verdict.

What counts as the same, and nothing else: quotation marks and apostrophes of any shape, dashes and hyphens of any
length, any white space, soft hyphens, composed or decomposed letters; "[...]", "[…]", "(...)" and "..." in the words
join parts that stand in this order in one source, close together; what stands in square brackets in the words is the
editor's and is passed over, as a full stop or comma at the very end is, which quotation marks in English take in.
Letters, digits and their case must be the same: one changed letter is not verbatim.
"""

import re
from collections.abc import Iterable

from digests.remarks.remark import Verdict
from digests.text import normalise

_PARTS = re.compile(r"\s*(?:[\[(]\s*\.(?:\s?\.){2,3}\s*[\])]|\.(?:\s?\.){2,3}|\[[^\[\]]{0,80}\])\s*")
_MOST_BETWEEN = 600  # characters that an ellipsis may leave out
_LIKE = 75.0  # likeness in percent from which words that are not verbatim are a paraphrase


def verdict(words: str, *, source: str, elsewhere: Iterable[str] = ()) -> Verdict:
    """Whether words stand in their own source, in another one, are only like it, or are not to be found.

    Words without a letter or digit are not found anywhere.
    """
    parts = _parts_of(words)
    if not parts:
        return Verdict.NOT_FOUND
    own = normalise(source).text
    if stands_in(parts, own):
        return Verdict.VERIFIED
    others = [normalise(text).text for text in elsewhere]
    if any(stands_in(parts, other) for other in others):
        return Verdict.VERIFIED_ELSEWHERE
    return Verdict.PARAPHRASE if any(_is_like(parts, text) for text in (own, *others)) else Verdict.NOT_FOUND


def _parts_of(words: str) -> list[str]:
    """The words in one spelling, taken apart at ellipses and square brackets."""
    whole = normalise(words).text.strip().strip('"').strip()
    parts = [part.strip() for part in _PARTS.split(whole)]
    if parts and len(parts[-1]) > 1:
        parts[-1] = parts[-1].rstrip(".,")
    return [part for part in parts if any(letter.isalnum() for letter in part)]


def stands_in(parts: list[str], text: str) -> bool:
    """Whether the parts stand in the text as whole words, in order, no more than an ellipsis apart."""
    return _after(parts, text, 0, None)


def _after(parts: list[str], text: str, start: int, limit: int | None) -> bool:
    if not parts:
        return True
    first, rest = parts[0], parts[1:]
    stop = len(text) if limit is None else min(len(text), limit + len(first))
    at = text.find(first, start, stop)
    while at >= 0:
        end = at + len(first)
        if _is_whole(text, at, end) and _after(rest, text, end, end + _MOST_BETWEEN):
            return True
        at = text.find(first, at + 1, stop)
    return False


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins and ends between words."""
    begins = start == 0 or not (text[start].isalnum() and text[start - 1].isalnum()) or _is_east(text[start])
    ends = end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum()) or _is_east(text[end - 1])
    return begins and ends


def _is_east(letter: str) -> bool:
    return "\u3040" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7af"


def _is_like(parts: list[str], text: str) -> bool:
    from rapidfuzz import fuzz  # late: the program must start fast

    words = " ".join(parts).lower()
    return len(words.split()) >= 3 and fuzz.partial_ratio(words, text.lower(), score_cutoff=_LIKE) > 0
