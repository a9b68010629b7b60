"""The words that a query asks for, and where they stand in a text as it was written."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, assert_never

from digests.query import And, Field, FieldName, Near, Or, Phrase, Prefix, Query, Word
from digests.query.words import as_written, fold, folded_of, is_cjk, surfaces_of
from digests.text import paragraphs, sentence_spans

IN_TITLE, IN_LEAD, IN_BODY = 1.0, 0.6, 0.35
"""What a word weighs by where it stands."""
_TOKEN = re.compile(r"\b(?:[A-Za-z]\.)+[A-Za-z]\b\.?|[^\W_]+")
_PLAIN_WORD = re.compile(r"[a-z0-9]+")
_PARAGRAPHS = 40  # paragraphs that are taken apart into sentences

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


class Weigher:
    """How strongly articles that match a query are about its words: 1 when all stand in the title.

    Of conditions the mean counts, of alternatives the best; what is no word counts for nothing.
    """

    def __init__(self, query: Query) -> None:
        """Make the query ready, once for all the articles to be weighed."""
        self._shape = _shape(query)

    def strength(self, title: str, lead: str) -> float:
        """The strength of one article."""
        return IN_BODY if self._shape is None else _weight(self._shape, folded_text(title), _Lead(lead))


class _Lead:
    """The beginning of a body, whose words are parted only if one that is looked for may stand there."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._plain = text.lower().replace("u.s.", "us ") if text.isascii() else ""
        self._folded = ""

    def holds(self, needle: str) -> bool:
        """Whether the words stand there; of what is written with full stops, only U.S. is known."""
        if self._plain and needle.split(" ", 2)[1] not in self._plain:
            return False
        if not self._folded:
            self._folded = f" {' '.join(_PLAIN_WORD.findall(self._plain))} " if self._plain else folded_text(self._text)
        return needle in self._folded


@dataclass(frozen=True, slots=True)
class _Joined:
    """Parts whose weights are joined by a mean or a maximum."""

    parts: tuple["_Shape", ...]
    mean: bool


_Shape = _Joined | str | float


def _shape(query: Query) -> _Shape | None:
    """The words of a query as needles for `folded_text`, joined as the query joins them."""
    match query:
        case And() | Or():
            parts = tuple(shape for shape in map(_shape, query.parts) if shape is not None)
            return _Joined(parts, isinstance(query, And)) if parts else None
        case Near():
            return _Joined((needle(_term(query.left)), needle(_term(query.right))), mean=True)
        case Word() | Phrase() | Prefix():
            return needle(_term(query))
        case Field(FieldName.TITLE):
            return IN_TITLE
        case _:
            return None


def _weight(shape: _Shape, title: str, lead: _Lead) -> float:
    match shape:
        case _Joined():
            found = [_weight(part, title, lead) for part in shape.parts]
            return sum(found) / len(found) if shape.mean else max(found)
        case str():
            return IN_TITLE if shape in title else IN_LEAD if lead.holds(shape) else IN_BODY
        case float():
            return shape
        case _:
            assert_never(shape)


def folded_text(text: str) -> str:
    """The folded words of a text with a space around each, to look for a `needle` in."""
    return f" {' '.join(folded_of(text))} "


def needle(term: Term) -> str:
    """What a folded text that holds the term contains, spelling left aside."""
    return f" {' '.join(term.folded)}{'' if term.prefix else ' '}"


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
    best: tuple[int, int] | None = None
    most, looked_at = 0, 0
    needles = [needle(term) for term in terms]
    for start, end in paragraphs(body):
        if looked_at == _PARAGRAPHS or most == len(terms):
            break
        if _held(needles, body[start:end]) > most:
            looked_at += 1
            for first, last in sentence_spans(body, start, end):
                count = _held(needles, body[first:last])
                most, best = (count, (first, last)) if count > most else (most, best)
    if best is None:
        return None
    return Passage(*best, ranges_in(body[best[0] : best[1]], terms, best[0]))


def _held(needles: Sequence[str], text: str) -> int:
    folded = folded_text(text)
    return sum(one in folded for one in needles)


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
