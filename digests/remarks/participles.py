"""A past participle to whether it only describes the noun before it: "two men accused of smuggling told the court"."""

from digests.remarks.lexicon import ADVERBS, AUXILIARIES, DETERMINERS, PREPOSITIONS, TIME_WORDS, one_of
from digests.remarks.phrases import is_adverb, is_subject_pronoun
from digests.remarks.reading import Token
from digests.remarks.verbs import PHRASES, VERBS, Form

_FAR = 16  # words between a participle and the verb of its noun at most
_PARTED = one_of("and but or that who which whose when while because if as than what how whether where")
_HELPERS = AUXILIARIES | ADVERBS
_BEHIND = PREPOSITIONS | {"to"}
_LEADING = _BEHIND | DETERMINERS
_NO_NOUN = _BEHIND | DETERMINERS | AUXILIARIES | ADVERBS | TIME_WORDS


def own_verb(tokens: list[Token], at: int) -> int | None:
    """The verb of saying whose subject is the noun that a participle at a place describes; None where it is a verb."""
    if not _may_describe(tokens, at):
        return None
    for place in range(at + 2, min(at + _FAR, len(tokens))):
        if tokens[place].kind not in "wNd" or tokens[place].low in _PARTED or _begins_subject(tokens, place):
            return None
        if _is_finite(tokens, place):
            return None if _has_subject(tokens, place - 1) else place
    return None


def participle_before(tokens: list[Token], verb: int) -> int | None:
    """The participle that stands between the verb at a place and its subject; None without one."""
    for at in range(verb - 2, max(0, verb - _FAR), -1):
        if tokens[at].kind not in "wNd":
            return None
        if own_verb(tokens, at) == verb:
            return at
    return None


def _may_describe(tokens: list[Token], at: int) -> bool:
    """Whether a past form has a noun before it and a preposition behind it: "men accused of", not "Roth called for"."""
    verb = VERBS.get(tokens[at].low)
    if verb is None or verb.form is not Form.PAST or not 0 < at < len(tokens) - 2 or tokens[at].kind != "w":
        return False
    follows, before = tokens[at + 1].low, tokens[at - 1]
    takes = "a" in verb.takes or "d" in verb.takes or verb.lemma == "charge"
    noun = before.kind in "wN" and before.low not in _NO_NOUN and not is_subject_pronoun(before)
    return takes and noun and follows in _BEHIND and follows not in PHRASES.get(verb.lemma, {})


def _begins_subject(tokens: list[Token], at: int) -> bool:
    """Whether a clause without "that" begins: "the plant the firm said ...", "the plan he called ..."."""
    before = tokens[at - 1]
    if is_subject_pronoun(tokens[at]):
        return True
    return tokens[at].low in DETERMINERS and before.low not in _NO_NOUN and not before.low.endswith("ing")


def _has_subject(tokens: list[Token], last: int) -> bool:
    """Whether a name right behind another noun is the verb's own subject: "the plant Norvane said ..."."""
    while tokens[last].low in _HELPERS or is_adverb(tokens[last]):
        last -= 1
    first = last
    while tokens[first].kind == "N":
        first -= 1
    return first < last and tokens[first].kind == "w" and tokens[first].low not in _NO_NOUN


def _is_finite(tokens: list[Token], place: int) -> bool:
    """Whether a verb of saying is one that a noun can be the subject of: "told a court", not "a firm told to pay"."""
    verb = VERBS.get(tokens[place].low)
    if verb is None or tokens[place].kind != "w" or verb.form is not Form.PAST:
        return tokens[place].low in {"says", "tells", "denies"}
    follows = tokens[place + 1].low if place + 1 < len(tokens) else ""
    return follows not in _BEHIND and tokens[place - 1].low not in _LEADING
