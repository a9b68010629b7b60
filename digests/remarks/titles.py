"""A quotation with the words around it to whether the marks stand around a title: "the podcast “Wafer Thin”"."""

import re

from digests.remarks.lexicon import CLAUSE_WORDS, DETERMINERS, PREPOSITIONS, one_of

_TITLED = one_of("titled entitled headlined subtitled")
_NAMED = one_of("called dubbed named")
_SHOWS = one_of("podcast show programme program series book novel memoir film documentary movie newsletter episode")
_PAPERS = one_of("post blog paper report rule essay article column op-ed study speech lecture")  # may also just say
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_PUBLISHED = re.compile(
    r"\s{0,2}\([^()\n]{0,80}\b(?:pages|pp|(?:19|20)\d\d|Press|Books|Publish\w*|Verlag)\b[^()\n]{0,20}\)"
)


def is_work(words: str, before: list[str], behind: str) -> bool:
    """Whether quoted words are a title, by the words of the sentence before the marks and the text behind them."""
    last = before[-1] if before else ""
    if last in _TITLED:
        return True
    if last == "in":
        return _is_capital(words, 1) and _PUBLISHED.match(behind) is not None
    noun = before[-2] if last in _NAMED and len(before) > 1 else last
    return (noun in _SHOWS and _is_capital(words, 1)) or (noun in _PAPERS and _is_capital(words, 2))


def _is_capital(words: str, least: int) -> bool:
    """Whether all words but small ones begin in capitals, at least so many, and not all of them are in capitals."""
    long = [word for word in _WORD.findall(words) if word.lower() not in _SMALL]
    return len(long) >= least and all(word[0].isupper() for word in long) and not words.isupper()


_SMALL = DETERMINERS | PREPOSITIONS | CLAUSE_WORDS
