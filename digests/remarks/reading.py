"""A text to units: sentences that never end inside a quotation, as tokens, each quotation one token."""

import re
from dataclasses import dataclass

from digests.datelines import told_paragraphs
from digests.remarks.joining import join_names, join_small_words
from digests.remarks.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CLAUSE_WORDS,
    DETERMINERS,
    PREPOSITIONS,
    SMALL_NAMES,
    SUBJECT_PRONOUNS,
)
from digests.remarks.listing import join_lists
from digests.remarks.titles import is_work
from digests.remarks.tokens import Token
from digests.remarks.verbs import VERBS
from digests.text import Quotation, quotations_within, sentence_spans

__all__ = ["Token", "Unit", "is_alone", "marks_of", "read"]


@dataclass(slots=True)
class Unit:
    """A sentence with its tokens; `quotations` are those that begin in it, in order, `at` their tokens' places."""

    start: int
    end: int
    paragraph: int
    tokens: list[Token]
    quotations: list[Quotation]
    at: list[int]


_TOKEN = re.compile(
    r"(?P<w>Under[ -]Secretary\b"
    r"|(?:Mr|Ms|Mrs|Dr|Prof|Sen|Sens|Rep|Reps|Gov|Lt|Gen|Col|Maj|Capt|Sgt|Adm|Rev|Hon|St|Jr|Sr|Inc|Corp|Co|Ltd)\."
    r"|(?:[DR]-)?(?:Calif|Mass|Conn|Ala|Ariz|Ark|Colo|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev"
    r"|Okla|Ore|Pa|Tenn|Tex|Vt|Va|Wash|Wis|Wyo|N\.[HJMYCD]|R\.I|S\.[CD]|W\.Va)\.(?=[,)])"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.(?= \d)"
    r"|(?:[A-Z]\.){2,4}(?:['’\-‑][^\W_]+)+|(?:[A-Z]\.){1,4}|[^\W_]+(?:['’.&\-‑][^\W_]+)*['’]?(?=\W|$|_)|[^\W_]+)|(?P<m>--+|\.\.\.|[^\w\s\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2190-\u2bff\ufe00-\ufe0f\ufeff\U0001f000-\U0001faff])"
)  # invisible signs, arrows and pictures are no tokens


def read(text: str) -> list[Unit]:
    """The units of a text, in order."""
    units: list[Unit] = []
    for number, (_, told, end) in enumerate(told_paragraphs(text)):
        bullet = _BULLET.match(text, told, end)
        start = bullet.end() if bullet else told
        quotations = quotations_within(text, start, end)
        for s, e, begun in _spans(text, start, end, quotations):
            tokens, inside, at = _tokens(text, s, e, begun)
            if len(tokens) > _LONGEST:
                tokens, inside, at = [], [], []
            elif text[s:e].isupper():
                tokens = [t._replace(kind="w") if t.kind == "N" and t.low in _COMMON else t for t in tokens]
            join_names(text, tokens)
            if join_lists(tokens):
                at = [place for place, token in enumerate(tokens) if token.kind == "Q"]
            units.append(Unit(s, e, number, tokens, inside, at))
    join_small_words(text, [unit.tokens for unit in units])
    return units


_BULLET = re.compile(r"(?:--|[-–—])\s+(?=[A-Z0-9“\"‘])")
_COMMON = (
    AUXILIARIES | DETERMINERS | PREPOSITIONS | CLAUSE_WORDS | SUBJECT_PRONOUNS | ADVERBS | VERBS.keys()
)  # words that are no names in a sentence all in capitals
_LONGEST = 300  # tokens; what is longer is a table or a trap, no sentence, and is not read


def _spans(
    text: str, start: int, end: int, quotations: tuple[Quotation, ...]
) -> list[tuple[int, int, list[Quotation]]]:
    """The sentences of a paragraph with the quotations that begin in each; none ends inside a quotation."""
    found: list[tuple[int, int, list[Quotation]]] = []
    at, begun, inside = 0, start, list[Quotation]()
    for s, e in sentence_spans(text, start, end):
        begun = min(begun, s) if inside else s
        while at < len(quotations) and quotations[at].start < e:
            inside.append(quotations[at])
            at += 1
        if inside and inside[-1].end >= e and e != end:
            continue  # the sentence ended inside the quotation: go on
        found.append((begun, e, inside))
        inside = []
    if inside:
        found.append((begun, end, inside))
    return found


def _tokens(
    text: str, start: int, end: int, quotations: list[Quotation]
) -> tuple[list[Token], list[Quotation], list[int]]:
    """The tokens, the quotations among them and their places; what is between the marks of a title is a word."""
    tokens: list[Token] = []
    kept: list[Quotation] = []
    places: list[int] = []
    at = start
    for quotation in quotations:
        opening, closing = marks_of(text, quotation)
        _add_words(text, at, opening, tokens)
        at = closing
        before = [token.low for token in tokens[-2:]]
        if is_work(text[quotation.start : quotation.end], before, text[closing : closing + _NEAR]):
            tokens.extend(_title(text, opening, quotation.end, closing))
            continue
        kept.append(quotation)
        places.append(len(tokens))
        tokens.append(Token(opening, closing, "", "Q"))
    _add_words(text, at, end, tokens)
    return tokens, kept, places


def _title(text: str, opening: int, end: int, closing: int) -> list[Token]:
    """A title with its marks as a word, and the comma or stop that the marks took in as a token of its own."""
    mark = text[end - 1]
    if mark not in ",.":
        return [Token(opening, closing, "", "w")]
    return [Token(opening, end - 1, "", "w"), Token(end - 1, closing, mark, mark)]


_NEAR = 120  # characters behind a title that may tell who published it


def is_alone(tokens: list[Token]) -> bool:
    """Whether a sentence is nothing but quotations, so that it tells no speaker."""
    return all(token.kind in "Q.,-)(" for token in tokens)


def marks_of(text: str, quotation: Quotation) -> tuple[int, int]:
    """A quotation's stretch with its marks."""
    wide = 2 if text[quotation.start - 2 : quotation.start] in {"''", "``"} else 1
    closing = quotation.end + (wide if quotation.closed else 0)
    return quotation.start - wide, closing


def _add_words(text: str, start: int, end: int, tokens: list[Token]) -> None:
    add = tokens.append
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        if match.lastgroup == "m":
            add(Token(match.start(), match.end(), word, _MARKS.get(word, word)))
        elif word[0].isupper():
            add(Token(match.start(), match.end(), word.lower().replace("’", "'"), "N"))
        else:
            add(Token(match.start(), match.end(), word.replace("’", "'"), _small_kind(word)))


def _small_kind(word: str) -> str:
    """The kind of a word that does not begin with a capital."""
    return "d" if word[0].isdigit() else "N" if word in SMALL_NAMES else "w"


_MARKS = {
    "—": "-",
    "–": "-",
    "--": "-",
    "---": "-",
    "...": ".",
    "…": ".",
    "!": ".",
    "?": ".",
    "[": "(",
    "]": ")",
    "{": "(",
    "}": ")",
}
