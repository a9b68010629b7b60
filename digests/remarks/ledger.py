"""A remark to its identity across articles, so that who first reported it and who repeated it can be told."""

import re
from hashlib import blake2b

from digests.remarks.lexicon import one_of
from digests.remarks.remark import Remark, RemarkKind
from digests.text import normalise

_WORD = re.compile(r"\w+")
_SAME = 90.0  # likeness in percent of the words from which two reports are of one remark
_SHORTEST = 4  # words below which only the very same words count
_LEADING = one_of("that and but so well and to if whether")


def remark_key(remark: Remark) -> str:
    """Who spoke, as one stable word: the desk's id, else the speaker's name in lower case, else the mention's words."""
    if remark.speaker_id:
        return remark.speaker_id
    return " ".join(_WORD.findall((remark.speaker or "").casefold().removeprefix("the ")))


def ledger_key(remark: Remark) -> str:
    """16 hexadecimal digits of speaker and words: the same for reprints that differ in case, marks and dashes only."""
    spoken = "\x1f".join((remark_key(remark), " ".join(_spoken(remark))))
    return blake2b(spoken.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def same_remark(a: Remark, b: Remark) -> bool:
    """Whether two reports are of one remark: one speaker, and the same words but for a cut or a small slip.

    A quotation that is wholly inside the other's longer one is the same remark. Remarks without a known speaker are the
    same only word for word.
    """
    if remark_key(a) != remark_key(b):
        return False
    left, right = _spoken(a), _spoken(b)
    if left == right:
        return True
    short, long = sorted((left, right), key=len)
    if not remark_key(a) or len(short) < _SHORTEST:
        return False
    if RemarkKind.INDIRECT not in (a.kind, b.kind) and len(short) >= 2 * _SHORTEST and _inside(short, long):
        return True
    from rapidfuzz import fuzz  # late: the program must start fast

    return fuzz.ratio(" ".join(left), " ".join(right), score_cutoff=_SAME) > 0


def _spoken(remark: Remark) -> list[str]:
    """A remark's words in lower case without marks and without what only ties it to its sentence."""
    words = _WORD.findall(normalise(remark.words).text.casefold())
    while len(words) > 1 and words[0] in _LEADING:
        words = words[1:]
    return words


def _inside(short: list[str], long: list[str]) -> bool:
    return f" {' '.join(short)} " in f" {' '.join(long)} "
