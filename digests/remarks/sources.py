"""Sayings without a verb: "according to X", "in the words of X", "X's claim that"."""

from digests.remarks.contents import content_right
from digests.remarks.lexicon import AUXILIARIES, MEANS, one_of
from digests.remarks.phrases import SEEN, Range, phrase_after, phrase_before
from digests.remarks.reading import Token
from digests.remarks.roles import ROLE_WORDS
from digests.remarks.saying import Saying
from digests.remarks.verbs import Form


def according(tokens: list[Token], at: int) -> Saying | None:
    """Give "According to X, Y" and "Y, according to X"."""
    opened = _opened(tokens, at)
    subject = phrase_after(tokens, opened[1]) if opened else None
    if opened is None or subject is None:
        return None
    at = opened[0]
    opening = at == 0 or (tokens[at - 1].kind in ",;-" and at == 1) or tokens[at - 1].low in {"but", "and"}
    saying = Saying(at, "according to", "according to", Form.ING, "according", subject, None, False, (), at, "c")
    if opening:
        colon = subject[1] < len(tokens) and tokens[subject[1]].kind == ":"
        comma = subject[1] if colon else _end_of_source(tokens, subject[1])
        if comma is not None:
            first = comma if tokens[comma].kind == "Q" else comma + 1
            saying.content = content_right(tokens, first, "c")
    else:
        end = at - 1 if tokens[at - 1].kind in ",-" else at
        saying.content = (0, end) if end > 0 else None
    return saying if saying.content else None


def _opened(tokens: list[Token], at: int) -> Range | None:
    """Where "according to", "in the words of", or ", per" begins, and where whoever it names does."""
    low = tokens[at].low
    if at + 2 >= len(tokens):
        return None
    if low == "per":
        quoted = at > 0 and (tokens[at - 1].kind == "Q" or (tokens[at - 1].kind == "," and tokens[at + 1].kind == "N"))
        return (at, at + 1) if quoted else None
    if low == "words":
        named = at > 1 and tokens[at - 2].low == "in" and tokens[at + 1].low == "of"
        return (at - 2, at + 2) if named else None
    return (at, at + 2) if tokens[at + 1].low == "to" else None


def _end_of_source(tokens: list[Token], at: int) -> int | None:
    """The comma or quotation after "According to Mia Roth, who runs the firm": past what only describes the source."""
    comma = _mark(tokens, at)
    if comma is None or tokens[comma].kind == "Q":
        return comma
    later = _mark(tokens, comma + 1)
    if later is None or tokens[later].kind == "Q":
        return comma
    return later if _only_describes(tokens[comma + 1 : later]) else comma


def _mark(tokens: list[Token], at: int) -> int | None:
    """The next comma, behind the year in "Dec. 17, 2025, ...", or quotation."""
    place = next((i for i in range(at, len(tokens)) if tokens[i].kind in ",Q"), None)
    if place is None or place + 2 >= len(tokens) or tokens[place + 2].kind != ",":
        return place
    year = tokens[place + 1]
    return place + 2 if year.kind == "d" and len(year.low) == len("2026") else place


def _only_describes(words: list[Token]) -> bool:
    """Whether words between two commas tell of a source: "who runs it", "a judge", "published by Radio North"."""
    if not words:
        return False
    if words[0].low in {"who", "which", "whose"}:
        return True
    finite = any(token.low in AUXILIARIES for token in words)
    published = words[0].kind == "w" and words[0].low in _MADE | SEEN
    return not finite and (published or any(token.low in ROLE_WORDS for token in words))


_MADE = one_of("released issued posted filed conducted commissioned compiled led based dated sent first")


def by_noun(tokens: list[Token], at: int) -> Saying | None:
    """Nouns of saying: "her claim that Y", and "his comments suggest that Y"."""
    if at + 2 >= len(tokens):
        return None
    follows = tokens[at + 1].low
    if follows in MEANS:
        return None  # the verb finds it
    if follows != "that":
        return None
    owner = _owner(tokens, at)
    if owner is None:
        return None
    content = content_right(tokens, at + 1, "c")
    return Saying(at, tokens[at].low, tokens[at].low, Form.BARE, "noun", owner, content, False, (), owner[0], "c")


def _owner(tokens: list[Token], at: int) -> Range | None:
    """Whose words a noun of saying names: "his", "Mr. Roth's", "the ministry's"."""
    i = at - 1
    while (
        i >= 0
        and at - i < 4
        and tokens[i].kind == "w"
        and tokens[i].low not in _POSSESSIVES
        and not tokens[i].low.endswith(("'s", "s'"))
    ):
        i -= 1
    if i < 0:
        return None
    if tokens[i].low in _POSSESSIVES:
        return i, i + 1
    if tokens[i].low.endswith(("'s", "s'")):
        return phrase_before(tokens, i)
    return None


_POSSESSIVES = one_of("his her their its my our your")
