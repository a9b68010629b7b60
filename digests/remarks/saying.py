"""A saying: a cue with whoever says something by it, and where what is said stands."""

from dataclasses import dataclass

from digests.remarks.phrases import Range
from digests.remarks.verbs import Form


@dataclass(slots=True)
class Saying:
    """A cue with its subject and content, as places in the unit's tokens.

    `shape` says how the parts stand: "right" (X said Y), "left" (Y, X said), "around" (Y, X said, Y), "according",
    "noun" (X's claim that Y), "colon" (the content begins after the unit), "none" (no content found).
    `hearer` is who was told, or who quotes it, where that is a name.
    `full` is the content before the next saying's clause was taken off it.
    `marks` are properties that the acceptance weighs: negated, passive, modal, gerund, infinitive, shared, relative.
    """

    at: int
    lemma: str
    verb: str
    form: Form
    shape: str
    subject: Range | None
    content: Range | None
    inverted: bool = False
    marks: tuple[str, ...] = ()
    clause: int = 0
    takes: str = ""
    full: Range | None = None
    hearer: Range | None = None
    likelihood: float = 0.0
