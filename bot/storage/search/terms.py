"""The words that a query asks for, and where they stand in a text as it was written."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from digests.query import And, Field, FieldName, Near, Or, Phrase, Prefix, Query, Word
from digests.query.words import as_written, fold, folded_of, is_cjk, surfaces_of
from digests.text import paragraphs, sentence_spans

IN_TITLE, IN_LEAD, IN_BODY = 1.0, 0.6, 0.35
"""What a word weighs by where it stands; a lead is a body's first `LEAD` characters."""
LEAD = 400
_TOKEN = re.compile(r"\b(?:[A-Za-z]\.)+[A-Za-z]\b\.?|[^\W_]+")
_SENTENCES_SOUGHT = 40  # paragraphs with a match that are looked at

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Term:
    """Words that follow each other, as written and folded; the last may only begin so."""

    surfaces: tuple[str, ...]
    folded: tuple[str, ...]
    prefix: bool = False


class _Token(NamedTuple):
    start: int
    end: int
    surface: str
    folded: str


class Passage(NamedTuple):
    """A sentence of a body, and the ranges of the words found in it; all offsets count the body."""

    start: int
    end: int
    ranges: tuple[Range, ...]


def terms_of(query: Query) -> tuple[Term, ...]:
    """Every word, phrase and prefix that a query asks for, nothing that it leaves out."""
    return tuple(dict.fromkeys(_terms(query)))


def _terms(query: Query) -> Iterator[Term]:
    match query:
        case And() | Or():
            for part in query.parts:
                yield from _terms(part)
        case Near():
            yield from (_term(query.left), _term(query.right))
        case Word() | Phrase() | Prefix():
            yield _term(query)
        case Field(FieldName.TITLE, value):
            yield _term(Phrase(value))
        case _:
            return


def _term(term: Word | Phrase | Prefix) -> Term:
    surfaces = tuple(surfaces_of(term.text))
    return Term(surfaces, tuple(map(fold, surfaces)), isinstance(term, Prefix))


# --- strength -----------------------------------------------------------------------------------------------------


def strength(query: Query, title: str, lead: str) -> float:
    """How strongly an article that matches is about the words of a query: 1 when all stand in its title.

    Of conditions the mean counts, of alternatives the best; what is no word counts for nothing.
    """
    weight = _strength(query, _padded(title), _padded(lead))
    return IN_BODY if weight is None else weight


def _strength(query: Query, title: str, lead: str) -> float | None:
    match query:
        case And() | Or():
            found = [x for x in (_strength(part, title, lead) for part in query.parts) if x is not None]
            if not found:
                return None
            return sum(found) / len(found) if isinstance(query, And) else max(found)
        case Near():
            sides = [_strength(side, title, lead) or IN_BODY for side in (query.left, query.right)]
            return sum(sides) / 2
        case Word() | Phrase() | Prefix():
            term = _needle(query)
            return IN_TITLE if term in title else IN_LEAD if term in lead else IN_BODY
        case Field(FieldName.TITLE):
            return IN_TITLE
        case _:
            return None


def _padded(text: str) -> str:
    return f" {' '.join(folded_of(text))} "


def _needle(term: Word | Phrase | Prefix) -> str:
    end = "" if isinstance(term, Prefix) else " "
    return f" {' '.join(folded_of(term.text))}{end}"


# --- places -------------------------------------------------------------------------------------------------------


def ranges_in(text: str, terms: Sequence[Term], start: int = 0) -> tuple[Range, ...]:
    """Where the terms stand in a text, in order, those that touch or overlap as one; `start` is added to each."""
    tokens = list(_tokens(text))
    found = sorted(
        (tokens[at].start, tokens[at + len(term.folded) - 1].end)
        for term in terms
        for at in range(len(tokens) - len(term.folded) + 1)
        if _stands(term, tokens, at)
    )
    joined: list[Range] = []
    for first, last in found:
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return tuple((start + first, start + last) for first, last in joined)


def best_passage(body: str, terms: Sequence[Term]) -> Passage | None:
    """The sentence of a body that holds the most of the terms, the first of those; None when it holds none."""
    best: Passage | None = None
    most = 0
    looked_at = 0
    for start, end in paragraphs(body):
        if looked_at == _SENTENCES_SOUGHT or most == len(terms):
            break
        held = [term for term in terms if ranges_in(body[start:end], [term])]
        looked_at += bool(held)
        if len(held) <= most:
            continue
        for first, last in sentence_spans(body, start, end):
            count = sum(1 for term in held if ranges_in(body[first:last], [term]))
            if count > most:
                most, best = count, Passage(first, last, ranges_in(body[first:last], held, first))
    return best


def _stands(term: Term, tokens: list[_Token], at: int) -> bool:
    last = len(term.folded) - 1
    for offset, (surface, folded) in enumerate(zip(term.surfaces, term.folded, strict=True)):
        token = tokens[at + offset]
        if term.prefix and offset == last:
            return token.folded.startswith(folded)
        if token.folded != folded or (as_written(surface) and token.surface != surface):
            return False
    return True


def _tokens(text: str) -> Iterator[_Token]:
    """The words of a text as `digests.query.words` parts them, with their places in the text as written."""
    for match in _TOKEN.finditer(text):
        start, word = match.start(), match.group()
        if word.isascii():
            plain = word.replace(".", "")
            yield _Token(start, start + len(word.rstrip(".")), plain, plain.lower())
        else:
            yield from _parted(word, start)


def _parted(word: str, start: int) -> Iterator[_Token]:
    """Each letter of Chinese, Japanese and Korean by itself, and what stands between them."""
    begin = 0
    for at, letter in enumerate(word):
        if is_cjk(letter):
            if begin < at:
                yield _plain(word, begin, at, start)
            yield _Token(start + at, start + at + 1, letter, fold(letter))
            begin = at + 1
    if begin < len(word):
        yield _plain(word, begin, len(word), start)


def _plain(word: str, begin: int, end: int, start: int) -> _Token:
    surface = unicodedata.normalize("NFKC", word[begin:end])
    return _Token(start + begin, start + end, surface, fold(surface))
