"""A pronoun to whoever it stands for: near, of its gender, first in its sentence, and not the other one named there."""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from digests.remarks.cast import Cast, Known
from digests.remarks.descriptions import is_firm
from digests.remarks.genders import HE, PRONOUNS_OF, SHE
from digests.remarks.lexicon import PREPOSITIONS, one_of
from digests.remarks.reading import Token, Unit
from digests.remarks.roles import ORGANISATION_WORDS, ROLE_WORDS, plain
from digests.remarks.speaker import Speaker
from digests.remarks.standing import is_in_opening, is_object, says
from digests.remarks.verbs import VERBS

ANSWERS = one_of("reply retort counter answer respond rebut disagree") | {"shoot back", "hit back", "fire back"}
_ASKED = one_of("asked told pressed questioned responding replying commenting reacting speaking referring")
_DEEDS = one_of(
    "laughed smiled shrugged nodded sighed paused grinned frowned winced blushed snorted scoffed joked quipped "
    "recalled testified tweeted disagreed demurred balked laughs smiles shrugs nods sighs pauses grins jokes "
    "quips recalls testifies"
)
_REACHED = one_of("reached contacted asked questioned pressed interviewed")
_WIDE = 6  # how many sentences back a name is looked for
# How much farther than where they are named, in sentences, those are whom a pronoun less likely stands for.
_ANSWERED = 1.5  # whoever spoke last, where somebody answers
_SPEAKS_ON = 0.5  # how much nearer, where nobody does
_AN_OBJECT = 0.6
_BESIDE = 0.5  # in the same sentence: "In a letter to Roth, he"
_OF_NO_GENDER = 0.4
_MAYBE_NOBODY = 0.5  # who says something, and may yet be a firm
_LIKELY_NOBODY = 2.5


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun at a place in a unit; `last` spoke before, in the unit `spoke`; `verb` is what is done by it."""

    gender: str
    place: int
    unit: int
    last: Speaker | None = None
    spoke: int = 0
    verb: str = ""

    @property
    def goes_on(self) -> bool:
        """Whether the verb goes on with what somebody said."""
        return self.verb in {"go on", "continue", "add"}

    @property
    def answers(self) -> bool:
        """Whether the verb answers somebody else."""
        return self.verb in ANSWERS


def person_meant(units: list[Unit], cast: Cast, pronoun: Pronoun) -> Known | None:
    """Who "he" or "she" most likely is; "She told him" names two, so both are looked for together."""
    meant = _candidates(units, cast, pronoun, pronoun.gender)
    if not meant:
        return None
    other = _other_gender(units[pronoun.unit], pronoun)
    others = _candidates(units, cast, pronoun, other) if other else []
    pairs = [(far + away, far, known) for far, known in meant for away, one in others if one.name != known.name]
    if pairs:
        return min(pairs, key=lambda pair: pair[:2])[2]
    return min(meant, key=lambda one: one[0])[1]


def _other_gender(unit: Unit, pronoun: Pronoun) -> str:
    """The gender of another pronoun of the sentence, where it is the other one; "" without."""
    other = SHE if pronoun.gender == HE else HE
    return other if any(PRONOUNS_OF.get(token.low.partition("'")[0]) == other for token in unit.tokens) else ""


def _candidates(units: list[Unit], cast: Cast, pronoun: Pronoun, gender: str) -> list[tuple[float, Known]]:
    """Everybody of a gender named in the last few sentences, each with how far away."""
    found: dict[str, tuple[float, Known]] = {}
    for at in range(pronoun.unit, max(-1, pronoun.unit - _WIDE), -1):
        sentence = units[at]
        asked = _end_of_question(sentence)
        named = cast.between(sentence.start, min(sentence.end, pronoun.place))
        rank = 0
        for known in named:
            if not _may_be(known, gender):
                continue
            place = known.places[bisect_left(known.places, sentence.start)]
            far = pronoun.unit - at + 0.3 * min(rank, 3) + _unlikely(sentence, place, known)
            far += _BESIDE if at == pronoun.unit and is_in_opening(sentence.tokens, place) else 0.0
            rank += not is_object(sentence.tokens, place)
            if asked and sentence.start <= place < asked:
                far += 2.5  # "Asked about Roth's answer, he": not Roth
            if known.name not in found or far < found[known.name][0]:
                found[known.name] = (far, known)
    _add_last(units, cast, pronoun, gender, found)
    return list(found.values())


def _may_be(known: Known, gender: str) -> bool:
    """Whether somebody named may be "he": a person, or a name of several words that nothing tells to be no person's."""
    if known.gender not in {"", gender}:
        return False
    return known.is_person or (" " in known.name and not known.is_body and not _is_of_body(known.name))


def _is_of_body(name: str) -> bool:
    return is_firm(name) or any(plain(word) in ORGANISATION_WORDS for word in name.split())


def _unlikely(sentence: Unit, place: int, known: Known) -> float:
    """How much farther than where it stands a name is: an object, of unknown gender, not known to be a person's."""
    far = _AN_OBJECT if is_object(sentence.tokens, place) else 0.0
    far += 0.0 if known.gender else _OF_NO_GENDER
    if known.is_person or known.gender:
        return far
    return far + (_MAYBE_NOBODY if says(sentence.tokens, place) and not far >= _AN_OBJECT else _LIKELY_NOBODY)


def _add_last(
    units: list[Unit], cast: Cast, pronoun: Pronoun, gender: str, found: dict[str, tuple[float, Known]]
) -> None:
    """Bring whoever spoke last as near as that was: nearer in a paragraph or right before, farther from an answer."""
    known = cast.known.get(pronoun.last.name or "") if pronoun.last is not None else None
    if known is None or not _may_be(known, gender):
        return
    far = max(0, pronoun.unit - pronoun.spoke) + (0.0 if known.is_person or known.gender else _MAYBE_NOBODY)
    far += 0.0 if known.gender else _OF_NO_GENDER
    if pronoun.answers:
        far += _ANSWERED
    elif pronoun.unit - pronoun.spoke < 2 or units[pronoun.spoke].paragraph == units[pronoun.unit].paragraph:
        far -= _SPEAKS_ON
    before = found.get(known.name)
    found[known.name] = (min(far, before[0]) if before and not pronoun.answers else far, known)


def _end_of_question(unit: Unit) -> int:
    """Where an opening "Asked about Roth's answer," ends; 0 where the sentence has none."""
    tokens = unit.tokens
    if not tokens or tokens[0].low not in _ASKED:
        return 0
    return next((token.start for token in tokens if token.kind == ","), 0)


def infer_genders(units: list[Unit], cast: Cast) -> None:
    """Set the gender of those whom nothing else tells and whom alone the pronoun behind them can mean."""
    before: list[Known] = []
    for unit in units:
        _infer_from_deeds(unit, cast)
        _infer_from_own_words(unit, cast)
        named = [known for known in cast.between(unit.start, unit.end) if known.is_person or " " in known.name]
        if len(named) == 1 and not named[0].gender:
            gender = _told_behind(unit, named[0])
            if gender and all(known is named[0] or known.gender not in {"", gender} for known in before):
                named[0].gender = gender
        before = named or before


def _infer_from_deeds(unit: Unit, cast: Cast) -> None:
    """Take a name for a person's who laughs or nods, or who is asked and says something."""
    tokens = unit.tokens
    asked = _end_of_question(unit)
    for at, (token, follows) in enumerate(pairwise(tokens)):
        if token.kind != "N" or (at and tokens[at - 1].low in PREPOSITIONS):
            continue  # "Roth, of Bern, asked": it is not Bern who did
        does = follows.low in _DEEDS or _is_reached(tokens, at + 1)
        does = does or (0 < asked < token.start and follows.low in VERBS)
        known = cast.known.get(_name_at(cast, token.start, token.end)) if does else None
        if known is not None:
            known.is_person = True


def _is_reached(tokens: list[Token], at: int) -> bool:
    """Whether a comma and "reached by phone" or "asked" stand at a place."""
    return at + 1 < len(tokens) and tokens[at].kind == "," and tokens[at + 1].low in _REACHED


def _infer_from_own_words(unit: Unit, cast: Cast) -> None:
    """Take one word that opens a sentence for a person who says what "she" thinks, where nobody else can be meant."""
    tokens = unit.tokens
    if len(tokens) < 3 or tokens[0].kind != "N" or tokens[1].low not in VERBS:
        return
    known = cast.known.get(unit_name) if (unit_name := _name_at(cast, tokens[0].start, tokens[0].end)) else None
    if known is None or known.is_person or known.gender:
        return
    gender = next((g for g in (PRONOUNS_OF.get(t.low.partition("'")[0]) for t in tokens[2:]) if g), "")
    described = any(token.low in ROLE_WORDS for token in tokens)
    others = any(one.is_person or " " in one.name for one in cast.before(unit.end) if one is not known)
    if gender and not described and not others:
        known.gender, known.is_person = gender, True


def _name_at(cast: Cast, start: int, end: int) -> str:
    return next((known.name for known in cast.between(start, end) if " " not in known.name), "")


def _told_behind(unit: Unit, known: Known) -> str:
    """The gender of the first pronoun behind a name in its sentence."""
    at = bisect_left(known.places, unit.start)
    place = known.places[at] if at < len(known.places) else unit.end
    found = (PRONOUNS_OF.get(token.low.partition("'")[0]) for token in unit.tokens if token.start > place)
    return next((gender for gender in found if gender), "")
