"""A name in its sentence to how it stands there: as a subject, as an object, in a place, as an outlet."""

from bisect import bisect_right

from digests.remarks.lexicon import AUXILIARIES, CLAUSE_WORDS, DETERMINERS, PREPOSITIONS, one_of
from digests.remarks.phrases import FINITE
from digests.remarks.reading import Token
from digests.remarks.roles import ROLE_WORDS
from digests.remarks.verbs import VERBS

_OUTLETS = one_of(
    "newspaper paper daily weekly magazine tabloid broadcaster station channel network podcast podcaster website "
    "outlet portal blog newsletter agency newswire"
)
_WHERE = one_of("in to into from across near inside outside throughout")
_BY = one_of("by story written reporting words text")


def is_object(tokens: list[Token], place: int) -> bool:
    """Whether the name whose last word stands at a place is no subject: behind a preposition or a verb, or an owner."""
    last = _token_at(tokens, place)
    if tokens[last].low.endswith(("'s", "s'")) or _leads_up(tokens, last) or is_in_opening(tokens, place):
        return True
    at = _before_name(tokens, last)
    low = tokens[at].low if at >= 0 else ""
    if low in PREPOSITIONS or low in FINITE:
        return True
    if low in VERBS:
        return at > 0 and tokens[at - 1].kind not in "Q,"  # "“...,” said Mia Roth" has its subject behind
    return tokens[at].kind == "w" and low.endswith(("ed", "ing")) if at >= 0 else False


def is_in_opening(tokens: list[Token], place: int) -> bool:
    """Whether a name stands in an opening that a preposition begins and a comma ends, and owns nothing there.

    "In a letter to Roth, he": not Roth.
    """
    last = _token_at(tokens, place)
    if last >= _OPENING or tokens[0].low not in _OPENERS or tokens[last].low.endswith(("'s", "s'")):
        return False
    comma = next((at for at, token in enumerate(tokens[:_OPENING]) if token.kind == ","), -1)
    return last < comma < len(tokens) - 1


_OPENERS = PREPOSITIONS - one_of("after before since until")  # but "After Roth took over, he"
_OPENING = 16  # tokens


def _leads_up(tokens: list[Token], last: int) -> bool:
    """Whether a name only leads up to somebody's office: "Roth campaign spokesman Lee"."""
    lows = [token.low if token.kind == "w" else "" for token in tokens[last + 1 : last + 3]]
    return bool(lows) and (lows[0] in ROLE_WORDS or (lows[-1] in ROLE_WORDS and lows[0] not in _ENDS | FINITE | {""}))


def says(tokens: list[Token], place: int) -> bool:
    """Whether a verb of saying stands right behind the name at a place, or right before it."""
    last = _token_at(tokens, place)
    at = _before_name(tokens, last)
    return any(0 <= i < len(tokens) and tokens[i].low in VERBS for i in (last + 1, at))


def is_where(tokens: list[Token], place: int) -> bool:
    """Whether the name whose last word stands at a place is behind "in", "to" or "from"."""
    at = _before_name(tokens, _token_at(tokens, place))
    return at >= 0 and tokens[at].low in _WHERE


def is_no_person(tokens: list[Token], start: int, place: int) -> bool:
    """Whether a name from `start` is an outlet's, "the newspaper De Middag", or has "the" before it and no office."""
    first, last = _token_at(tokens, start), _token_at(tokens, place)
    before = tokens[first - 1].low if first else ""
    if before in _OUTLETS:
        return True
    follows = tokens[last + 1] if last + 1 < len(tokens) else None
    alone = follows is None or follows.kind not in "wNd" or follows.low in _ENDS
    return before == "the" and last > first and alone


_ENDS = AUXILIARIES | VERBS.keys() | PREPOSITIONS | CLAUSE_WORDS


def is_byline(tokens: list[Token]) -> bool:
    """Whether a sentence is nothing but "By Corinna Feld"."""
    if len(tokens) < 2 or tokens[0].low not in _BY:
        return False
    first = next((i for i, token in enumerate(tokens[:3]) if token.low == "by"), -1)
    names = tokens[first + 1 :]
    return (
        first >= 0 and 0 < len(names) < _LONG_BYLINE and all(t.kind in "N,.-" or t.low in {"and", "in"} for t in names)
    )


_LONG_BYLINE = 12  # tokens


def _token_at(tokens: list[Token], place: int) -> int:
    return max(0, bisect_right(tokens, place, key=lambda token: token.start) - 1)


def _before_name(tokens: list[Token], last: int) -> int:
    """The place before a name with its office and article; -1 where it opens the sentence."""
    at = last
    while at >= 0 and (tokens[at].kind == "N" or tokens[at].low in ROLE_WORDS):
        at -= 1
    return _past_determiner(tokens, at + 1)


def _past_determiner(tokens: list[Token], first: int) -> int:
    at = first - 1
    return at - 1 if at >= 0 and tokens[at].low in DETERMINERS else at
