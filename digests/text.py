"""Plain text: sentences, words, quotations with offsets; cutting at a limit."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from digests.text_languages import language_of
from digests.text_marks import Normal, Quotation, normalise, quotations_within

__all__ = [
    "Normal",
    "Quotation",
    "Sentence",
    "Word",
    "cut",
    "language_of",
    "normalise",
    "paragraphs",
    "quotations",
    "quotations_within",
    "sentence_spans",
    "sentences",
    "words",
]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text: `text == whole[start:end]`, no white space at either end."""

    start: int
    end: int
    text: str


class Word(NamedTuple):
    """A word of a text, `text` in lower case; offsets count the text as stored."""

    start: int
    end: int
    text: str


# --- paragraphs and sentences -------------------------------------------------------------------------------------

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_STOP = re.compile(r"[.!?:;…。！？][\"'”’»)\]]*$")
_WRAPPED = range(55, 101)  # how long the lines of hard-wrapped plain text are
# Abbreviations that stand before a name, so that a full stop after them ends nothing.
_TITLES = re.compile(
    r"(?:^|[\s(“\"‘])(?:Mr|Mrs|Ms|Messrs|Dr|Prof|Gov|Govs|Lt|Sen|Sens|Rep|Reps|Gen|Col|Maj|Capt|Sgt|Adm|Cmdr|Rev|Hon"
    r"|St|Mt|Ft|Supt|Amb|Pres|Atty|Asst|Assoc|No|Nos|vs|cf|e\.g|i\.e|[A-Z]|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.$"
)
_COUNTRY = re.compile(r"\b(?:U\.S|U\.K|U\.N|E\.U|D\.C|U\.S\.A|U\.A\.E)\.$")
# What follows "U.S." inside a sentence; anything else with a capital letter begins a new one.
_STATE_NOUNS = re.compile(
    r"(?:Department|Commerce|Trade|Treasury|State|Justice|Defense|Energy|Congress\w*|Senat\w+|House|Rep|Sen|President"
    r"|Vice|Secretary|Army|Navy|Air|Marine|Supreme|District|Court\w*|Customs|International|Bureau|Patent|Attorney"
    r"|Ambassador|Embassy|Chamber|Federal|Fed|Food|Postal|Coast|Census|Government|Constitution|Capitol|Code|General)\b"
)
_NO = re.compile(r"\bno\.[\"'”’]? (?=[\"“‘]?[A-Z])")  # nupunkt takes it for "number"
# A full stop that nupunkt takes for an abbreviation's: after a whole word, before what only begins sentences.
_MISSED = re.compile(
    r"\b[a-z]{4,}\.[\"'”’)]? (?=[\"“‘]?(?:The|That|This|These|Those|It|He|She|They|We|But|And|In|An?|For|If|When|While"
    r"|Its|His|Her|Their|There|However|Meanwhile|According|Asked|As|At|On|After|Before|Under|Some|Many|Most|So|Then|Now)\b)"
)
# A full stop inside closing marks, or before opening ones, ends a sentence: another may speak behind it.
_QUOTED_STOP = re.compile(
    r"\b[a-z]{3,}\.(?:(?:[\"”“«]| ?») (?=[A-Z])| (?=[\"“„»]\w|« ?\w))|[.?!…](?:[\"”“«]|[ \xa0]?») (?=[\"“„»]\w|« ?\w)"
)
# Chinese and Japanese sentences follow one another without a space; "と" and "他说" go on with what was quoted.
_EAST_STOP = re.compile(r"[。！？]+(?:[”’」』）\"]+(?![^，。]{1,8}[说說称稱]))?(?=[^\s”’」』）\"と、，,])")
_CLOSERS = "\"'”’»)]"


def paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    """The paragraphs of a text as [start, end), without white space at either end.

    A blank line always ends one. So does a single line break, unless the lines look hard-wrapped: no stop at the end,
    as long as wrapped lines are, or a small letter to go on with.
    """
    found: list[tuple[int, int]] = []
    for match in _LINE.finditer(text):
        line = match.group()
        start, end = match.end() - len(line.lstrip()), match.start() + len(line.rstrip())
        if start >= end:
            continue
        if found and _goes_on(text, found[-1], start):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(found)


def _goes_on(text: str, before: tuple[int, int], start: int) -> bool:
    between = text[before[1] : start]
    if between.replace("\r\n", "\n").strip(" \t\xa0") != "\n" or _STOP.search(
        text, max(before[0], before[1] - 4), before[1]
    ):
        return False
    line_start = text.rfind("\n", before[0], before[1]) + 1 or before[0]
    return before[1] - line_start in _WRAPPED and (text[start].islower() or line_start > before[0])


@cache
def _splitter() -> Callable[[str], list[tuple[int, int]]]:
    """Nupunkt's splitter; loaded at first use, because the program must start fast."""
    from nupunkt import sent_spans

    return sent_spans


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text, in order; a paragraph break always ends one."""
    return tuple(
        Sentence(s, e, text[s:e]) for start, end in paragraphs(text) for s, e in sentence_spans(text, start, end)
    )


def sentence_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of one paragraph, `text[start:end]`, as [start, end) of the text."""
    return [(start + s, start + e) for s, e in _spans_of(text[start:end])]


def _spans_of(paragraph: str) -> list[tuple[int, int]]:
    """Nupunkt's spans of one paragraph, trimmed, with its known mistakes mended."""
    spans: list[tuple[int, int]] = []
    for start, end in _trimmed(paragraph):
        while start < end and spans and paragraph[start] in _CLOSERS[2:] and spans[-1][1] == start:
            start += 1  # a closing mark belongs to the sentence before it
            spans[-1] = (spans[-1][0], start)
        if start == end:
            continue
        if spans and _joins(paragraph, spans[-1], start):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _trimmed(paragraph: str) -> Iterator[tuple[int, int]]:
    if not any(mark in paragraph for mark in ".!?…。！？"):
        yield 0, len(paragraph)
        return
    for start, end in _splitter()(paragraph):
        at = start
        for missed in [*_missed(paragraph, start, end), end]:
            inner = paragraph[at:missed]
            left = len(inner) - len(inner.lstrip())
            if left < len(inner):
                yield at + left, at + len(inner.rstrip())
            at = missed


def _missed(paragraph: str, start: int, end: int) -> list[int]:
    return sorted(
        {
            m.end()
            for pattern in (_NO, _MISSED, _QUOTED_STOP, _EAST_STOP)
            for m in pattern.finditer(paragraph, start, end)
        }
    )


def _joins(paragraph: str, before: tuple[int, int], start: int) -> bool:
    """Whether what begins at `start` goes on with the sentence before it."""
    if paragraph[start].islower() or paragraph[start] in ",;":
        return True
    tail = paragraph[max(before[0], before[1] - 12) : before[1]]
    if _TITLES.search(tail):
        return True
    return bool(_COUNTRY.search(tail) and _STATE_NOUNS.match(paragraph, start))


def quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of a text, paired within a paragraph, outermost marks only.

    One that nothing closes runs to the end of its paragraph, as the parts of a quotation of several paragraphs do.
    """
    return tuple(quotation for start, end in paragraphs(text) for quotation in quotations_within(text, start, end))


# --- words --------------------------------------------------------------------------------------------------------

_EAST = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(
    rf"[{_EAST}]+|(?:[A-Za-z]\.){{2,}}|[^\W{_EAST}]+(?:[.'’\-‑&][^\W_{_EAST}]+)*",
)


def words(text: str) -> tuple[Word, ...]:
    """The words of a text in lower case; "U.S.", "3A090" and "low-cost" are one each.

    Chinese and Japanese script knows no spaces: there a word is each pair of neighbouring characters, overlapping.
    """
    return tuple(_words(text))


def _words(text: str) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        start, end = match.span()
        if _is_east(text[start]):
            for at in range(start, max(start + 1, end - 1)):
                yield Word(at, min(at + 2, end), text[at : min(at + 2, end)])
        else:
            yield Word(start, end, match.group().lower().replace("’", "'").replace("‑", "-"))


def _is_east(letter: str) -> bool:
    return "\u3040" <= letter <= "\u30ff" or "\u3400" <= letter <= "\u9fff" or "\uf900" <= letter <= "\ufaff"


# --- cutting ------------------------------------------------------------------------------------------------------


def cut(text: str, limit: int) -> str:
    """A text of at most `limit` characters: at a word, never inside a grapheme, with an ellipsis."""
    if len(text) <= limit:
        return text
    if limit < 2:
        return "…"[: max(0, limit)]
    end = limit - 1
    space = max(text.rfind(" ", 0, end + 1), text.rfind("\n", 0, end + 1))
    end = space if space > end // 2 else _whole(text, end)
    return text[:end].rstrip(" \t\r\n\xa0,;:—–-") + "…"


def _whole(text: str, end: int) -> int:
    """The last place at or before `end` that lies between two graphemes."""
    while end > 0 and (_extends(text[end]) or text[end - 1] == "\u200d" or _splits_flag(text, end)):
        end -= 1
    return end


def _extends(letter: str) -> bool:
    return (
        letter in "\u200d\ufe0f\ufe0e"
        or "\U0001f3fb" <= letter <= "\U0001f3ff"
        or unicodedata.category(letter) in {"Mn", "Me", "Mc"}
    )


def _splits_flag(text: str, end: int) -> bool:
    """Whether a cut at `end` parts the two letters of a flag."""
    if not _is_flag_letter(text[end]):
        return False
    run = 0
    while end - run > 0 and _is_flag_letter(text[end - run - 1]):
        run += 1
    return run % 2 == 1


def _is_flag_letter(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"
