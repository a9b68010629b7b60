"""A description such as "the minister" or "the company" to the one named before it whom it stands for."""

from bisect import bisect_left, bisect_right

from digests.remarks.cast import Cast, Known
from digests.remarks.descriptions import COMPANIES, OFFICES, is_firm
from digests.remarks.phrases import main_subject
from digests.remarks.reading import Unit
from digests.remarks.standing import says

_FAR_BACK = 60  # sentences


def known_described(units: list[Unit], cast: Cast, words: str, place: int) -> Known | None:
    """The nearest one named before that a description fits, of a sentence the first; else one whom the body lends."""
    head = words.lower().split()[-1]
    number = max(0, bisect_right(units, place, key=lambda unit: unit.start) - 1)
    for at in range(number, max(-1, number - _FAR_BACK), -1):
        sentence = units[at]
        for known in cast.between(sentence.start, min(sentence.end, place)):
            if _fits(known, head):
                return known
    lent = (known for known in cast.known.values() if known.places == [-1])
    return next((known for known in lent if _fits(known, head)), None)


def body_before(units: list[Unit], cast: Cast, number: int) -> Known | None:
    """The body that the sentence before one has as the subject of a verb of saying: whom "it" stands for."""
    sentence = units[number - 1] if number else None
    first = cast.between(sentence.start, sentence.end)[:1] if sentence is not None else []
    if sentence is None or not first or first[0].is_person:
        return None
    place = first[0].places[bisect_left(first[0].places, sentence.start)]
    subject = main_subject(sentence.tokens, len(sentence.tokens))
    if subject is None or not sentence.tokens[subject[0]].start <= place < sentence.tokens[subject[1] - 1].end:
        return None
    return first[0] if says(sentence.tokens, place) else None


def _fits(known: Known, head: str) -> bool:
    """Whether somebody named is of the kind that a description's last word tells."""
    if head in known.role.lower().split() or (head == "ceo" and "chief executive" in known.role.lower()):
        return True
    if head in OFFICES and head in known.name.lower().split():
        return True
    return head in COMPANIES and known.stands and not known.is_person and is_firm(known.name)
