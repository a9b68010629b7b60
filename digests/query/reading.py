"""The pieces that the grammar finds, as parts of a query; a piece that says nothing sensible is a QueryError."""

import re
import unicodedata
from typing import TYPE_CHECKING

from digests.query.fields import field_of
from digests.query.nodes import (
    FARTHEST,
    NEAR,
    Near,
    Phrase,
    Prefix,
    Query,
    Regex,
    Term,
    Word,
    all_of,
    any_of,
    is_abbreviation,
    is_bare,
    none_of,
)
from digests.query.problems import QueryError
from digests.query.regexes import check_regex
from digests.query.words import is_cjk, surfaces_of

if TYPE_CHECKING:
    from lark import Token

_QUOTES = str.maketrans(dict.fromkeys('"“”„「」', " "))


class Builder:
    """What the parser calls with each piece; the names are those of the grammar's rules."""

    def any_of(self, parts: list[Query]) -> Query:
        """Alternatives."""
        return any_of(*parts)

    def all_of(self, parts: list[Query]) -> Query:
        """Conditions."""
        return all_of(*parts)

    def none_of(self, parts: list[Query]) -> Query:
        """A negation."""
        return none_of(parts[0])

    def near(self, parts: "list[Query | Token]") -> Query:
        """Words that stand near each other, pair by pair."""
        if len(parts) == 1:
            return _query(parts[0])
        triples = zip(parts[::2], parts[1::2], parts[2::2], strict=False)
        return all_of(*(_near(left, sign, right) for left, sign, right in triples))

    def phrase(self, parts: "list[Token]") -> Query:
        """Quoted words."""
        text = _tidy(parts[0])
        if not surfaces_of(text):
            raise QueryError(_column(parts[0]), "There is no word between the quotation marks", 'Write "export rules"')
        return Phrase(text)

    def regex(self, parts: "list[Token]") -> Query:
        """A regular expression."""
        pattern = str(parts[0])[1:-1]
        check_regex(pattern, column=_column(parts[0]))
        return Regex(pattern)

    def field(self, parts: "list[Token]") -> Query:
        """A field with its value."""
        name, _, value = str(parts[0]).partition(":")
        return field_of(name, _tidy(value), column=_column(parts[0]))

    def word(self, parts: "list[Token]") -> Query:
        """A word, or the beginning of one."""
        typed, column = str(parts[0]), _column(parts[0])
        if "*" in typed:
            return _prefix(typed, column)
        text = _stripped(_tidy(typed))
        if not surfaces_of(text):
            raise QueryError(column, f"{typed} has no letter or digit", "Leave it out, or write a word")
        return Word(text) if is_bare(text) else Phrase(text)


def _near(left: "Query | Token", sign: "Query | Token", right: "Query | Token") -> Query:
    typed, column = str(sign), _column(sign)
    distance = int(typed.partition("/")[2] or NEAR)
    if not 0 < distance <= FARTHEST:
        raise QueryError(column, f"near counts from 1 to {FARTHEST} words", f"Write near/{FARTHEST} at most")
    if not isinstance(left, Term) or not isinstance(right, Term):
        raise QueryError(column, "near stands between two words or phrases", 'Write h200 near "export licence"')
    return Near(left, right, distance)


def _query(part: "Query | Token") -> Query:
    if isinstance(part, str):
        raise TypeError(f"the grammar gave {part!r} where a query stands")
    return part


def _prefix(typed: str, column: int) -> Query:
    text = _stripped(_tidy(typed.rstrip("*")))
    if "*" in text:
        at = column + typed.index("*")
        raise QueryError(at, "* stands at the end of a word only", f"Write {text.partition('*')[0]}*, or a /regex/")
    words = surfaces_of(text)
    if words and is_cjk(words[-1]) and is_bare(text):
        return Word(text)
    if not words or len(words[-1]) < 2:
        raise QueryError(column, "* needs two letters or more before it", "Write more of the word, such as chip*")
    if not is_bare(text):
        raise QueryError(column, f"{typed} is not the beginning of a word", "Write the beginning of one word, as chip*")
    return Prefix(text)


def _tidy(text: str) -> str:
    """The text composed, without quotation marks and what cannot be seen, its white space single."""
    seen = "".join(" " if unicodedata.category(x) in ("Cc", "Zl", "Zp") else x for x in text if not _is_hidden(x))
    return unicodedata.normalize("NFC", " ".join(seen.translate(_QUOTES).split()))


def _is_hidden(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cf", "Cs")


def _stripped(text: str) -> str:
    return re.sub(r"^[\W_]+", "", _without_last_marks(text))


def _without_last_marks(text: str) -> str:
    end = len(text)
    while end and unicodedata.category(text[end - 1])[0] in "PSZC" and text[end - 1] != "*":
        end -= 1
    return text[: end + 1] if is_abbreviation(text[: end + 1]) else text[:end]


def _column(token: "Query | Token") -> int:
    return int(getattr(token, "column", None) or 1)
