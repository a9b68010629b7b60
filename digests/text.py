"""Plain text: sentences, words, quotations with offsets; cutting at a limit."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text: `text == whole[start:end]`, no white space at either end."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between a pair of quotation marks, `[start, end)` without them; `closed` is false if none ends it."""

    start: int
    end: int
    closed: bool = True


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text, in order; a paragraph break always ends one."""
    raise NotImplementedError


def quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of a text, paired within a paragraph, outermost marks only."""
    raise NotImplementedError
