"""A description such as "the minister" or "the company" to the one named before it whom it stands for."""

from bisect import bisect_left, bisect_right

from digests.remarks.cast import Cast, Known
from digests.remarks.descriptions import COMPANIES, OFFICES, head_of, is_firm
from digests.remarks.lexicon import NATIONALITIES, PREPOSITIONS, one_of
from digests.remarks.phrases import main_subject
from digests.remarks.reading import Unit
from digests.remarks.roles import FIELDS
from digests.remarks.standing import says

_FAR_BACK = 60  # sentences


def known_described(units: list[Unit], cast: Cast, words: str, place: int) -> Known | None:
    """The nearest one named before that a description fits, of a sentence the first; else one whom the body lends."""
    head, rest = head_of(words), words.split()[1:]
    fields = {
        low for word in rest if (low := word.lower()) in _FIELDS or (word[0].isupper() and low not in NATIONALITIES)
    }
    fields.discard(head)
    number = max(0, bisect_right(units, place, key=lambda unit: unit.start) - 1)
    for at in range(number, max(-1, number - _FAR_BACK), -1):
        sentence = units[at]
        for known in cast.between(sentence.start, min(sentence.end, place)):
            if _fits(known, head, fields):
                return known
    lent = (known for known in cast.known.values() if known.places == [-1])
    return next((known for known in lent if _fits(known, head, fields)), None)


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


def _fits(known: Known, head: str, fields: set[str]) -> bool:
    """Whether somebody named is of the kind that the noun of a description tells, in the same field where both tell."""
    role = [word.rstrip(".,") for word in known.role.lower().split()]
    tie = next((at for at, word in enumerate(role) if word in PREPOSITIONS), len(role))
    if {head, *_SAME.get(head, ())}.intersection(role[:tie]):  # "member of the court" is no court
        higher = _OTHERS.intersection(role[:tie]) - fields  # "the minister" is not the prime minister
        return not higher and (fields <= set(role) or (len(role) == 1 and fields <= _FIELDS))
    if head == "ceo" and "chief executive" in known.role.lower():
        return True
    if head in OFFICES and head in known.name.lower().split():
        return True
    return head in COMPANIES and known.stands and not known.is_person and is_firm(known.name)


_FIELDS = FIELDS | one_of("prime deputy vice foreign assistant chief") - {"of", "for", "and"}
_OTHERS = one_of("prime vice deputy")
_IN_CONGRESS = one_of("sen senator rep representative congressman congresswoman legislator lawmaker mp")
_SAME = {
    "lawmaker": _IN_CONGRESS,
    "legislator": _IN_CONGRESS,
    "senator": one_of("sen"),
    "representative": one_of("rep"),
    "congressman": one_of("rep representative"),
    "congresswoman": one_of("rep representative"),
    "governor": one_of("gov"),
}
