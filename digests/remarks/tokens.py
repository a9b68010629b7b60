"""A token: a word, a mark or a whole quotation of a sentence, with its place."""

from typing import NamedTuple


class Token(NamedTuple):
    """A word, a mark, or a whole quotation with its marks; `low` in lower case with straight apostrophes.

    A word of time that is part of a name keeps its capital there, so that it is none ("the Morning Post"); a particle
    of a name is a word with a capital letter, whatever its case ("Henk van Dalen").
    `kind`: "w" word, or a title with its marks, "N" word with a capital letter, "d" number, "Q" quotation,
    else the mark itself.
    """

    start: int
    end: int
    low: str
    kind: str
