"""Tokens to tokens that are known as parts of names: particles, and words that elsewhere are small ones or times."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from digests.remarks.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CLAUSE_WORDS,
    DETERMINERS,
    PARTICLES,
    PREPOSITIONS,
    PRONOUNS,
    TIME_WORDS,
    WEEKDAYS,
    one_of,
)
from digests.remarks.tokens import Token
from digests.remarks.verbs import VERBS, Form


def join_names(text: str, tokens: list[Token]) -> None:
    """Make particles and words of time parts of the names they stand in."""
    for at in range(len(tokens) - 2, -1, -1):
        token, follows = tokens[at], tokens[at + 1]
        if follows.kind != "N" or token.kind not in "wN":
            continue
        if token.low in PARTICLES or (token.low in {"e", "y"} and at and tokens[at - 1].kind == "N"):
            tokens[at] = token._replace(kind="N")
        elif token.kind == "N" and token.low in TIME_WORDS and _is_of_a_name(tokens, at):
            tokens[at] = token._replace(low=text[token.start : token.end])


def _is_of_a_name(tokens: list[Token], at: int) -> bool:
    """Whether a word of time before a capital is part of a name: "The Morning Post", not "On Monday Roth"."""
    before = tokens[at - 1] if at else None
    if before is None or tokens[at].low.endswith("'s") or tokens[at + 1].low in TIME_WORDS:
        return False
    return before.low == "the" or (
        before.kind == "N" and tokens[at].low not in WEEKDAYS and before.low not in TIME_WORDS
    )


# --- small words in names: "Will Strand", "Do Quang Vinh", "Nguyen Thanh Long" ------------------------------------

_SMALL = (AUXILIARIES | ADVERBS | PREPOSITIONS | CLAUSE_WORDS | DETERMINERS | PRONOUNS) - one_of("the a i us")
_NEVER_ALONE = PRONOUNS | CLAUSE_WORDS | DETERMINERS  # "He Lan", and then "He said": anybody
_MONTHS = one_of("may")
_HEADLINE = 0.75  # the share of words with capitals from which on these tell nothing


@dataclass(slots=True)
class _Seen:
    """Small words that stand in names: each by itself in lower case, and each with the word beside it as written."""

    alone: set[str] = field(default_factory=set)
    pairs: set[tuple[str, str]] = field(default_factory=set)


def join_small_words(text: str, sentences: Sequence[list[Token]]) -> None:
    """Make small words with capitals parts of the names they stand in, and of the same names elsewhere in the text.

    Inside a sentence a capital beside another one belongs to a name whatever the word is: "Governor Will Strand". Where
    a sentence begins only a name that was seen inside one tells so, or a verb of saying: "Strand", "Long said".
    """
    seen = _Seen()
    for tokens in sentences:
        for at, token in enumerate(tokens):
            if token.kind == "N" and token.low in _SMALL and at and _is_inside_name(tokens, at):
                _take(text, tokens, at, seen)
    if not seen.pairs:
        return
    for tokens in sentences:
        for at, token in enumerate(tokens):
            if token.kind == "N" and token.low in _SMALL and _is_seen(text, tokens, at, seen):
                tokens[at] = _named(text, token)


def _take(text: str, tokens: list[Token], at: int, seen: _Seen) -> None:
    """Make a small word a part of its name, and remember it."""
    token = tokens[at]
    if token.low not in _NEVER_ALONE:
        seen.alone.add(token.low)
    if at + 1 < len(tokens) and tokens[at + 1].kind == "N":
        seen.pairs.add(_pair(text, tokens, at))
    else:
        seen.pairs.add(_pair(text, tokens, at - 1))
    tokens[at] = _named(text, token)


def _named(text: str, token: Token) -> Token:
    """A token that no list of words knows, because it keeps its capital."""
    return token._replace(low=text[token.start : token.end])


def _pair(text: str, tokens: list[Token], at: int) -> tuple[str, str]:
    first, second = tokens[at], tokens[at + 1]
    return text[first.start : first.end], text[second.start : second.end]


def _is_inside_name(tokens: list[Token], at: int) -> bool:
    """Whether a capital stands inside a sentence beside another one, in a sentence that has few of them."""
    before = tokens[at - 1]
    if before.kind not in "wN," or (before.kind == "," and tokens[at].low not in PRONOUNS):
        return False
    left = _is_name(before)
    right = at + 1 < len(tokens) and _is_name(tokens[at + 1]) and tokens[at].low not in _MONTHS
    return (left or right) and not _is_headline(tokens)


def _is_name(token: Token) -> bool:
    return token.kind == "N" and token.low not in _SMALL and token.low not in TIME_WORDS


def _is_headline(tokens: list[Token]) -> bool:
    words = [token for token in tokens if token.kind in "wN"]
    return sum(token.kind == "N" for token in words) > _HEADLINE * len(words)


def _is_seen(text: str, tokens: list[Token], at: int, seen: _Seen) -> bool:
    """Whether a small word with a capital stands for a name that holds it elsewhere."""
    if at + 1 < len(tokens) and _pair(text, tokens, at) in seen.pairs:
        return True
    if tokens[at].low not in seen.alone:
        return False
    verb = VERBS.get(tokens[at + 1].low) if at + 1 < len(tokens) else None
    if verb is not None and verb.form is Form.PAST:
        return True
    return at > 0 and tokens[at - 1].kind in "wN" and tokens[at].low not in _MONTHS
