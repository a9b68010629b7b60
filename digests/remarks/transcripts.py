"""A text to the turns of a transcript: paragraphs that begin with whoever speaks, as "LEE, HOST: Would you sign?"."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from digests.remarks.lexicon import LABELS, one_of
from digests.remarks.quoted import Candidate
from digests.remarks.reading import Unit
from digests.remarks.verbs import VERBS

_LABEL = re.compile(
    r"(?P<name>[A-Z][\w.'’-]{0,30}(?: (?:[A-Z][\w.'’-]{0,30}|of|de|van|von|der|al|bin)){0,4})"
    r"(?:, [^:,“”\"\n]{2,60}){0,2}: (?=\S)"
)
_NOBODY = LABELS | one_of("photo picture source sources note name contact twitter facebook email tags related")
_TALK = re.compile(r"\b(?:I|[Yy]ou|[Yy]our|my|me)\b")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in a transcript, a paragraph long; `label` is the stretch of the speaker's name."""

    start: int
    end: int
    label: tuple[int, int]


def turns_in(text: str, units: list[Unit]) -> tuple[Turn, ...]:
    """The turns of a text that is, or holds, a transcript, in order; none where the labels are no speakers'."""
    if text.count(": ") < _FEWEST:
        return ()
    turns: list[Turn] = []
    paragraph = -1
    for unit in units:
        opens, paragraph = unit.paragraph != paragraph, unit.paragraph
        match = _LABEL.match(text, unit.start, unit.end) if opens else None
        if match is not None and _may_speak(match["name"]):
            turns.append(Turn(unit.start, unit.end, match.span("name")))
        elif not opens and turns and turns[-1].end <= unit.start and _goes_on(units, turns[-1], paragraph):
            turns[-1] = Turn(turns[-1].start, unit.end, turns[-1].label)
    return tuple(turns) if _are_spoken(text, turns) else ()


def turn_at(turns: tuple[Turn, ...], place: int) -> Turn | None:
    """The turn that holds a place of the text; None outside."""
    at = bisect_right(turns, place, key=lambda turn: turn.start) - 1
    return turns[at] if at >= 0 and place < turns[at].end else None


def own_to_turn(turns: tuple[Turn, ...], unit: Unit, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates without those of another turn, where a unit stands in one."""
    turn = turn_at(turns, unit.start)
    return candidates if turn is None else [one for one in candidates if turn.start <= one.mention[0] < turn.end]


def _goes_on(units: list[Unit], turn: Turn, paragraph: int) -> bool:
    return units[bisect_right(units, turn.start, key=lambda unit: unit.start) - 1].paragraph == paragraph


def _may_speak(name: str) -> bool:
    """Whether the words before a colon may be somebody's name or office: no "Photo", no "Q", no "Roth Says"."""
    words = [word.lower().rstrip(".") for word in name.split()]
    return words[0] not in _NOBODY and len(words[-1]) > 1 and not any(word in VERBS for word in words)


def _are_spoken(text: str, turns: list[Turn]) -> bool:
    """Whether labels are of speakers, and not of a list: in capitals, of one speaker twice, or before "I" and "you"."""
    names = [text[slice(*turn.label)] for turn in turns]
    if len(names) < _FEWEST:
        return False
    again = len({name.split()[-1] for name in names}) < len(names)
    return again or all(map(str.isupper, names)) or any(_TALK.search(text, t.label[1], t.end) for t in turns)


_FEWEST = 2
