"""The "as" of "quoted Roth as saying" to who says it, who quotes it, and where their clause begins."""

from dataclasses import dataclass

from digests.remarks.appositions import head_before_comma
from digests.remarks.lexicon import ADVERBS, AUXILIARIES, BE, DETERMINERS, one_of
from digests.remarks.phrases import Range, is_adverb, main_subject, phrase_after, phrase_before
from digests.remarks.reading import Token
from digests.remarks.verbs import VERBS, Form

_QUOTING = one_of("quoted quotes quoting cited cites citing reported reports reporting")
_HELPERS = AUXILIARIES | ADVERBS
_FAR = 14  # words between "quoted" and "as" at most


@dataclass(frozen=True, slots=True)
class Quoting:
    """Who is quoted, who quotes (None: nobody named), and where the clause begins."""

    quoted: Range
    by: Range | None
    clause: int


def quoting(tokens: list[Token], before: int) -> Quoting | None:
    """Who "was quoted by Radio North as saying", or whom a paper "quoted as saying", for an "as" at a place."""
    for at in range(before - 1, max(0, before - _FAR), -1):
        if tokens[at].low in _QUOTING:
            passive = tokens[at].low in {"quoted", "cited", "reported"} and tokens[at - 1].low in BE | ADVERBS
            return _of_passive(tokens, at) if passive else _of_active(tokens, at, before)
        if tokens[at].kind in ".;:Q":
            return None
    return None


def _of_active(tokens: list[Token], at: int, before: int) -> Quoting | None:
    """Give "Reuters quoted Mia Roth, a lawyer, as saying"."""
    last = before - 1
    quoted = (
        head_before_comma(tokens, last, at + 1) if tokens[last].kind == "," else phrase_before(tokens, last, at + 1)
    )
    if quoted is None:
        return None
    if tokens[at].low.endswith("ing"):  # "Radio North reported that ..., quoting Mia Roth as saying"
        return Quoting(quoted, _name(tokens, main_subject(tokens, at)), at)
    by = phrase_before(tokens, _past_helpers(tokens, at - 1))
    return Quoting(quoted, _name(tokens, by), by[0] if by else at)


def _of_passive(tokens: list[Token], at: int) -> Quoting | None:
    """Give "Mia Roth was quoted by Radio North as saying"."""
    last = _past_helpers(tokens, at - 1)
    quoted = phrase_before(tokens, last) if last >= 0 else None
    if quoted is None:
        return None
    by = phrase_after(tokens, at + 2) if tokens[at + 1].low == "by" else None
    return Quoting(quoted, _name(tokens, by), quoted[0])


def _past_helpers(tokens: list[Token], at: int) -> int:
    while at > 0 and (tokens[at].low in _HELPERS or is_adverb(tokens[at])):
        at -= 1
    return at


def _name(tokens: list[Token], places: Range | None) -> Range | None:
    """Whoever quotes without the article before, where that is a name."""
    if places is None:
        return None
    first = places[0] + (tokens[places[0]].low == "the" and tokens[places[0]].kind == "w")
    named = first < places[1] and tokens[first].kind == "N" and tokens[first].low not in DETERMINERS
    return (first, places[1]) if named or _is_the_of_name(tokens, places) else None


def _is_the_of_name(tokens: list[Token], places: Range) -> bool:
    """Whether "The" with a capital may belong to a name: "The Harbour Daily", not "The agency"."""
    first = places[0]
    return tokens[first].low == "the" and first + 1 < places[1] and tokens[first + 1].kind == "N"


def only_quotes(tokens: list[Token], at: int) -> bool:
    """Whether a verb leads up to whom it quotes "as saying", and says nothing itself: "reported Roth as saying"."""
    if tokens[at].low not in _QUOTING:
        return False
    for place in range(at + 1, min(at + _FAR, len(tokens) - 1)):
        token = tokens[place]
        if token.low == "as":
            verb = VERBS.get(tokens[place + 1].low)
            return verb is not None and verb.form is Form.ING
        if token.kind in ".;:Q" or token.low in AUXILIARIES:
            return False
    return False
