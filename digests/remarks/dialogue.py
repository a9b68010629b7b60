"""A quotation with its chosen speaker to whether it is somebody else's: in a dialogue the marks change the speaker."""

from digests.remarks.lexicon import BE, TIME_WORDS, one_of
from digests.remarks.phrases import is_subject_pronoun
from digests.remarks.quoted import Candidate, stretch
from digests.remarks.reading import Token, Unit, is_alone
from digests.remarks.saying import Saying

_ASKERS = one_of("reporter interviewer moderator host journalist questioner senator lawmaker analyst caller")
_HEARERS = one_of("him her them")


def is_not_theirs(
    text: str, units: list[Unit], sayings: list[list[Saying]], number: int, place: int, best: Candidate
) -> bool:
    """Whether the quotation at a place of a unit is somebody else's than the likeliest speaker's, or nobody's."""
    return (
        _is_put_to(units[number].tokens, place)
        or _acts_between(text, units, number, best)
        or _is_anothers_turn(text, units, sayings, number, place, best)
    )


def _is_put_to(tokens: list[Token], place: int) -> bool:
    """Whether a quotation is put to the subject by nobody who is named: "Mia Roth was asked: “...”"."""
    lead = [token.low for token in tokens[max(0, place - 3) : place] if token.kind == "w"]
    put = len(lead) > 1 and lead[-1] in {"asked", "told"} and lead[-2] in BE
    return put and tokens[place - 1].kind in ":,"


def _acts_between(text: str, units: list[Unit], number: int, best: Candidate) -> bool:
    """Whether somebody else does something right before a quotation that tells no speaker: "Brekke nodded. “None.”"."""
    before = units[number - 1] if number else None
    if best.saying is not None or before is None or before.at or before.paragraph != units[number].paragraph:
        return False
    does = before.tokens[:-1]
    another = bool(does) and does[0].kind == "N" and text[does[0].start : does[0].end] not in text[slice(*best.mention)]
    return is_alone(units[number].tokens) and another and len(does) in (2, 3) and best.mention[1] <= before.start


def _is_anothers_turn(
    text: str, units: list[Unit], sayings: list[list[Saying]], number: int, place: int, best: Candidate
) -> bool:
    """Whether a quotation that stands beside another one is not the chosen speaker's.

    “Yes?” “No,” said Roth: the first is nobody's. A quotation right behind another is its speaker's only where a
    sentence tells so; and the answer to what Roth asked Veld is not Roth's.
    """
    unit = units[number]
    if unit.start <= best.mention[0] < unit.end:
        return False
    if best.mention[1] <= unit.start and _is_answer(text, units, sayings, number, place):
        return True
    if not is_alone(unit.tokens):
        return False
    if _touches(units, number - 1):
        return True
    if not _touches(units, number):
        return False
    return best.mention[0] >= unit.end or not _speaks_on(text, units, sayings, number, best)


def _touches(units: list[Unit], number: int) -> bool:
    """Whether a unit is a closed quotation alone, and the next begins with another one right behind it."""
    if not 0 <= number < len(units) - 1:
        return False
    unit, behind = units[number], units[number + 1]
    if not unit.at or not is_alone(unit.tokens) or not unit.quotations[-1].closed or behind.at[:1] != [0]:
        return False
    return unit.paragraph == behind.paragraph


def _speaks_on(text: str, units: list[Unit], sayings: list[list[Saying]], number: int, best: Candidate) -> bool:
    """Whether whoever spoke before may speak on in a quotation that another one follows.

    Not where nothing was quoted before it, nor where it asks what the same speaker answers.
    """
    if number == 0 or not (units[number - 1].at or units[number - 1].tokens[-1:][0].kind == ":"):
        return False
    if not _asks(text, units[number], -1):
        return True
    behind = next((saying.subject for saying in sayings[number + 1] if saying.subject), None)
    if behind is None:
        return True
    tokens = units[number + 1].tokens
    name = text[slice(*stretch(tokens, behind))].split()[-1]
    return not is_subject_pronoun(tokens[behind[0]]) and name not in text[slice(*best.mention)]


def _asks(text: str, unit: Unit, place: int) -> bool:
    return bool(unit.quotations) and text[: unit.quotations[place].end].endswith(("?", "？"))


def _is_answer(text: str, units: list[Unit], sayings: list[list[Saying]], number: int, place: int) -> bool:
    """Whether the sentence before says who asked whom: “Will it come?” a reporter asked Roth. “It will.”"""
    if _asks(text, units[number], units[number].at.index(place)):
        return False
    near = [n for n in (number - 1, number - 2) if n >= 0 and units[n].paragraph == units[number].paragraph]
    quoting = next((n for n in near if units[n].at), None)
    if quoting is None or not _asks(text, units[quoting], -1):
        return False
    asking = range(quoting, number)
    return any(saying.lemma == "ask" and _is_put(units[n].tokens, saying) for n in asking for saying in sayings[n])


def _is_put(tokens: list[Token], saying: Saying) -> bool:
    """Whether a question is put to somebody who is named, or by somebody whose trade it is to ask."""
    follows = tokens[saying.at + 1] if saying.at + 1 < len(tokens) else None
    if follows is not None and not saying.inverted:
        named = follows.kind == "N" and follows.low not in TIME_WORDS
        if named or follows.low in _HEARERS:
            return True
    return saying.subject is not None and tokens[saying.subject[1] - 1].low in _ASKERS
