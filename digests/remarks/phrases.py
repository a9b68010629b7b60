"""Tokens to noun phrases: where a subject begins to the left of a verb, where one ends to the right."""

from digests.remarks.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CLAUSE_WORDS,
    DETERMINERS,
    NATIONALITIES,
    PREPOSITIONS,
    REFUSALS,
    SUBJECT_PRONOUNS,
    TIME_WORDS,
    one_of,
)
from digests.remarks.reading import Token
from digests.remarks.roles import ENDINGS, FIELDED, FIELDS, ORGANISATION_WORDS, ROLE_WORDS
from digests.remarks.verbs import VERBS, Form

Range = tuple[int, int]  # places in a unit's tokens, [first, last)

_LINKS = one_of("of in at for from with on to near by")  # what may tie two noun phrases into one
FINITE = one_of(
    "think thinks thought believe believes believed know knows knew want wants wanted hope hopes made makes got "
    "gets took takes gave gives came comes saw sees heard felt feels knew left met won lost asked held wore carried"
)
_STOPS = frozenset(",;:Q().-")
_OBJECTS = one_of("him her them us me it himself herself themselves")


def is_subject_pronoun(token: Token) -> bool:
    """Whether a token is "he", "they", "who", or one of them with its verb ("he's", "they've")."""
    low = token.low
    return low in SUBJECT_PRONOUNS or ("'" in low and low.partition("'")[0] in SUBJECT_PRONOUNS)


def is_adverb(token: Token) -> bool:
    """Whether a word looks like an adverb ("bluntly"); a name never is one ("Harbour Daily", "Mia Kelly")."""
    return token.low.endswith("ly") and token.kind == "w"


def phrase_before(tokens: list[Token], last: int, floor: int = 0) -> Range | None:
    """The noun phrase whose last word stands at `last`; None when no such phrase ends there."""
    if last < floor or tokens[last].kind in _STOPS or (last > floor and _says(tokens[last])):
        return None
    if is_subject_pronoun(tokens[last]):
        return last, last + 1
    first = _first_of_phrase(tokens, last, floor)
    first = _without_opening(tokens, first, last)
    return (first, last + 1) if first <= last else None


def _first_of_phrase(tokens: list[Token], last: int, floor: int) -> int:
    at = last
    while at >= floor:
        token = tokens[at]
        low = token.low
        if token.kind in _STOPS or low in AUXILIARIES or (low in TIME_WORDS and at < last):
            break
        if low in DETERMINERS:
            if not _tied(tokens, at - 1, floor):
                return at
        elif low in CLAUSE_WORDS:
            if not _pairs_names(tokens, at, floor, last):
                break
        elif at < last and (
            is_subject_pronoun(token) or low in FINITE or (low in _OBJECTS and token.kind != "N") or _is_verb(token)
        ):
            break
        at -= 1
    return at + 1


def _is_verb(token: Token) -> bool:
    verb = VERBS.get(token.low)
    return verb is not None and verb.form is Form.PAST and token.kind == "w" and "a" not in verb.takes


def _says(token: Token) -> bool:
    """Whether a word is nothing but a verb of saying, so that no phrase ends in it: "said", "denies"."""
    return _is_verb(token) or (token.kind == "w" and token.low in ONLY_VERBS)


ONLY_VERBS = one_of("says tells denies admits argues warns insists believes expects confirms announces adds asks")


def _tied(tokens: list[Token], at: int, floor: int) -> bool:
    """Whether a preposition at `at` ties what follows to a noun before it."""
    return (
        at > floor and tokens[at].low in _LINKS and tokens[at - 1].kind in "wNd" and tokens[at - 1].low not in _UNTIED
    )


_UNTIED = CLAUSE_WORDS | AUXILIARIES | ADVERBS | PREPOSITIONS | TIME_WORDS | SUBJECT_PRONOUNS


def _pairs_names(tokens: list[Token], at: int, floor: int, last: int) -> bool:
    """Whether "and" joins two speakers: a name before it and a name or a determiner after it."""
    if tokens[at].low not in {"and", "or"} or at == last or at <= floor:
        return False
    return tokens[at - 1].kind == "N" and (tokens[at + 1].kind == "N" or tokens[at + 1].low in {"his", "her", "their"})


def _without_opening(tokens: list[Token], first: int, last: int) -> int:
    """Past an opening "On Monday", "In Beijing", "Meanwhile" that the walk to the left took in."""
    while first < last and tokens[first].low in ADVERBS | {"however", "meanwhile", "indeed", "nonetheless"}:
        first += 1
    if tokens[first].low == "that" and first < last and _opens_clause(tokens, first):
        first += 1
    if tokens[first].low in PREPOSITIONS and first < last:
        at = last
        while at > first + 1 and tokens[at].kind == "N" and tokens[at - 1].kind == "N":
            at -= 1
        return at
    return first


def _opens_clause(tokens: list[Token], at: int) -> bool:
    """Whether "that" opens a clause ("said that Roth ...") and does not point ("that firm")."""
    follows = tokens[at + 1]
    return follows.kind == "N" or follows.low in DETERMINERS or (at > 0 and tokens[at - 1].low in VERBS)


def phrase_after(tokens: list[Token], first: int) -> Range | None:
    """The noun phrase that begins at `first`, as in "said the minister of trade in Bern": without the adverbial."""
    at = first
    named = False
    while at < len(tokens) and at - first < 14:
        if _breaks(tokens, at, first) or _goes_elsewhere(tokens, at, named):
            break
        named = not _is_office(tokens[at]) and (named or _names(tokens, at, first))
        at += 1
    while at > first + 1 and (tokens[at - 1].low in ADVERBS or tokens[at - 1].low in PREPOSITIONS):
        at -= 1
    return (first, at) if at > first else None


def _is_office(token: Token) -> bool:
    """Whether a capital is that of an office, whose field may come before the name: "Minister for Trade Mia Roth"."""
    return token.kind == "N" and token.low in FIELDED


def _names(tokens: list[Token], at: int, first: int) -> bool:
    """Whether a capitalised word ends what leads up to a name: no nationality, owner, office, nothing behind "the"."""
    token = tokens[at]
    if token.kind != "N" or token.low in NATIONALITIES or token.low.endswith(("'s", "s'")):
        return False
    if token.low in ROLE_WORDS | _MORE or (token.low in FIELDS and tokens[at - 1].low in _BEFORE_FIELDS):
        return False  # "Under Secretary of Commerce for Industry"
    return tokens[first].low not in DETERMINERS or at + 1 >= len(tokens) or tokens[at + 1].kind != "w"


def _is_past(tokens: list[Token], at: int) -> bool:
    """Whether a word behind a noun in the plural looks like a verb: "40 firms signed"."""
    token, before = tokens[at], tokens[at - 1]
    past = token.low.endswith("ed") and token.kind == "w" and token.low not in PARTICIPLES
    return past and before.kind == "w" and before.low.endswith("s")


# What only describes the noun before it: "officials briefed on the plan".
PARTICIPLES = one_of(
    "briefed informed based named called led owned listed backed united involved concerned interviewed surveyed "
    "polled contacted hired"
)
_BEFORE_FIELDS = one_of("of for and")


def _breaks(tokens: list[Token], at: int, first: int) -> bool:
    """Whether a mark, a verb, a time or a new phrase ends the noun phrase before `at`."""
    token, low = tokens[at], tokens[at].low
    if token.kind in _STOPS or low in AUXILIARIES or low in REFUSALS:
        return True
    if low in CLAUSE_WORDS and not (low == "than" and at > first and tokens[at - 1].low in _MORE):
        return not _joins_names(tokens, at, first)
    if at == first:
        return False
    if low in TIME_WORDS or is_subject_pronoun(token) or _is_verb(token) or _is_past(tokens, at):
        return True
    return low in DETERMINERS and tokens[at - 1].low not in PREPOSITIONS


def _goes_elsewhere(tokens: list[Token], at: int, named: bool) -> bool:
    """Whether a small word or a preposition no longer belongs to the name before it."""
    token, low = tokens[at], tokens[at].low
    if low == "than" and tokens[at - 1].low in _MORE:
        return False
    if low in PREPOSITIONS:
        return not (
            _ties_on(tokens, at) or _is_of_body(tokens, at) or (low in _OWN_LINKS and (not named or low == "of"))
        )
    if named and tokens[at - 1].kind == "N" and low in ENDINGS:
        return False  # "says Norvane chief"
    return named and token.kind == "w" and low != "and" and not _leads_to_name(tokens, at)


def _ties_on(tokens: list[Token], at: int) -> bool:
    """Whether a preposition belongs to "familiar with the matter", "briefed on the plan", "with knowledge of it"."""
    if tokens[at].low == "by" and tokens[at - 1].low in SEEN | AUTHORED:
        return True
    return tokens[at - 1].low in _KNOWING or (at + 1 < len(tokens) and tokens[at + 1].low in {"knowledge", "direct"})


def _is_of_body(tokens: list[Token], at: int) -> bool:
    """Whether "on" goes on to what a body is for: "Committee on Energy"."""
    if tokens[at].low != "on" or at + 1 >= len(tokens) or tokens[at + 1].low in TIME_WORDS:
        return False
    return tokens[at - 1].kind == tokens[at + 1].kind == "N" and tokens[at - 1].low in ORGANISATION_WORDS


SEEN = one_of("seen reviewed obtained signed written published shared prepared")  # a paper, by somebody
# Papers that speak for whoever they are by or from.
AUTHORED = one_of("statement note letter report memo post filing email release message paper study analysis survey")
_MORE = one_of("more fewer less")  # "more than 40 firms"
_KNOWING = frozenset({"familiar", "briefed", "close", "knowledge", "acquainted"})


def _leads_to_name(tokens: list[Token], at: int) -> bool:
    """Whether small words go on to a name, as in "White House spokesman Ann Lee", "Radio North host Ann Lee"."""
    for place in range(at, min(at + 4, len(tokens))):
        token, low = tokens[place], tokens[place].low
        if token.kind == "N":
            return tokens[place - 1].low in ROLE_WORDS or place == at + 1
        if token.kind != "w" or low in PREPOSITIONS or low in AUXILIARIES or low in _NO_NOUNS:
            return False
        if low.endswith(("ing", "ed", "ly")) or low in VERBS:
            return False
    return False


_NO_NOUNS = CLAUSE_WORDS | ADVERBS | TIME_WORDS | DETERMINERS


_OWN_LINKS = one_of("of for at from")


def _joins_names(tokens: list[Token], at: int, first: int) -> bool:
    return (
        tokens[at].low == "and"
        and at > first
        and at + 1 < len(tokens)
        and tokens[at + 1].kind == "N"
        and tokens[at - 1].kind == "N"
    )


def _opens_by_participle(tokens: list[Token], at: int) -> bool:
    """Whether "Asked whether ...," or "Told about it," opens the sentence."""
    verb = VERBS.get(tokens[at].low)
    return verb is not None and verb.form is Form.PAST and at == 0


def main_subject(tokens: list[Token], before: int) -> Range | None:
    """The subject of the sentence that leads up to `before`: the first noun phrase that a verb can follow."""
    at = 0
    while at < before and (tokens[at].low in CLAUSE_WORDS | ADVERBS or tokens[at].kind in ",-("):
        at += 1
    if at < before and (
        tokens[at].low in PREPOSITIONS
        or tokens[at].low in TIME_WORDS
        or tokens[at].low.endswith("ing")
        or _opens_by_participle(tokens, at)
    ):
        comma = next((i for i in range(at, before) if tokens[i].kind == ","), None)
        at = comma + 1 if comma is not None else at + 1
    if at >= before:
        return None
    if is_subject_pronoun(tokens[at]):
        return at, at + 1
    return phrase_after(tokens, at)
